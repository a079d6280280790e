//! Customers are found the way a receptionist looks for them, and do not leak.

use store::{
    appointments::{self, Status},
    customers::{self, Search},
};

use crate::fixture::{Salon, at, person, read, write};

#[test]
fn a_customer_is_found_by_the_beginnings_of_words_and_by_digits() {
    let salon = Salon::new();
    write(&salon.store, |tx| {
        let mut lea = person("Lea Müller", "lea mueller");
        lea.phone = Some("+4930901820".into());
        customers::insert(tx, &lea, at(0))?;
        customers::insert(tx, &person("Webergard Ott", "webergard ott"), at(0))
    });
    let names = |folded, digits| -> Vec<String> {
        let search = Search { folded, digits };
        let found = read(&salon.store, |r| customers::search(r, search, at(0), 8));
        found.into_iter().map(|card| card.customer.name).collect()
    };

    assert_eq!(names("mue", ""), ["Lea Müller"]);
    assert_eq!(names("mue le", ""), ["Lea Müller"]);
    assert_eq!(names("ueller", ""), [""; 0]);
    assert_eq!(names("web", ""), ["Webergard Ott", "Mia Weber"]);
    assert_eq!(names("%", ""), [""; 0]);
    assert_eq!(names("", "03090"), ["Lea Müller"]);
    assert_eq!(names("", "0049309"), ["Lea Müller"]);
    assert_eq!(names("", "1820"), ["Lea Müller"]);
    assert_eq!(names("", "20"), [""; 0]);
    assert_eq!(names("", ""), [""; 0]);
}

#[test]
fn who_was_here_last_comes_first_and_cancelled_visits_do_not_count() {
    let salon = Salon::new();
    let other = write(&salon.store, |tx| {
        customers::insert(tx, &person("Mia Adam", "mia adam"), at(0))
    });
    salon.book(&[(salon.works(), 0, 30)]).unwrap();
    let cancelled = salon.book(&[(salon.works(), 30, 60)]).unwrap();
    write(&salon.store, |tx| {
        appointments::set_status(tx, cancelled, Status::Cancelled, None, at(40))
    });

    let search = Search {
        folded: "mia",
        digits: "",
    };
    let found = read(&salon.store, |r| customers::search(r, search, at(90), 8));
    assert_eq!(found[0].last_visit, Some(at(0)));
    assert_eq!(found[1].customer.id, other);
    assert_eq!(found[1].last_visit, None);
    let one = read(&salon.store, |r| customers::search(r, search, at(90), 1));
    assert_eq!(one.len(), 1);
}

#[test]
fn a_customer_who_is_put_right_is_found_under_the_new_name_only() {
    let salon = Salon::new();
    let mut mia = read(&salon.store, |r| customers::find(r, salon.customer)).unwrap();
    mia.name = "Mia Groß".into();
    mia.phone = Some("+4930901820".into());
    write(&salon.store, |tx| customers::update(tx, &mia, "mia gross"));

    let by = |folded| {
        let search = Search { folded, digits: "" };
        read(&salon.store, |r| customers::search(r, search, at(0), 8)).len()
    };
    assert_eq!((by("gross"), by("weber")), (1, 0));
    let family = read(&salon.store, |r| customers::with_phone(r, "+4930901820"));
    assert_eq!(family, [mia]);
}

#[test]
fn personal_data_does_not_print() {
    let salon = Salon::new();
    let card = read(&salon.store, |r| {
        customers::find_card(r, salon.customer, at(0))
    });
    let printed = format!("{card:?} {:?}", person("Mia Weber", "mia weber"));
    assert!(!printed.to_lowercase().contains("mia"), "{printed}");
}
