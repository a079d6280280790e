//! The schema as a whole, so that a change of it is seen and meant.

use crate::fixture::Salon;

/// All steps together. To accept a change: `KAMM_ACCEPT_SCHEMA=1 cargo test -p store schema`.
#[test]
fn the_schema_is_the_one_that_was_agreed_on() {
    let salon = Salon::new();
    let now = schema(&salon.foreign());
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/book/schema.sql");
    if std::env::var_os("KAMM_ACCEPT_SCHEMA").is_some() {
        std::fs::write(file, &now).unwrap();
    }
    let agreed = std::fs::read_to_string(file).unwrap();
    assert!(
        now == agreed,
        "the migrations make another schema than tests/book/schema.sql; if that is meant, accept it"
    );
}

fn schema(conn: &rusqlite::Connection) -> String {
    let mut statement = conn
        .prepare("SELECT sql || ';' FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY tbl_name, type DESC, name")
        .unwrap();
    let rows = statement.query_map((), |row| row.get(0)).unwrap();
    let all: Vec<String> = rows.map(Result::unwrap).collect();
    all.join("\n\n") + "\n"
}

#[test]
fn every_table_is_strict() {
    let salon = Salon::new();
    let lax: Vec<String> = salon
        .foreign()
        .prepare(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND NOT strict AND name NOT LIKE 'sqlite_%'",
        )
        .unwrap()
        .query_map((), |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(lax, [""; 0]);
}
