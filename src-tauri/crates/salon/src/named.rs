//! Finding somebody or something by what it is called: whatever the case, the accents and the order of first and last name.

use crate::customer::fold;

/// What a name was found to mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named<T> {
    /// This.
    One(T),
    /// Any of these, which begin like that or are called the same.
    Several(Vec<T>),
    /// Nothing here.
    Nobody,
}

/// Whoever is called `text`; else the only one whose name begins like that.
pub fn find<T>(
    all: impl IntoIterator<Item = T>,
    text: &str,
    name: impl Fn(&T) -> &str,
) -> Named<T> {
    let wanted = fold(text);
    if wanted.is_empty() {
        return Named::Nobody;
    }
    let mut same = Vec::new();
    let mut alike = Vec::new();
    for one in all {
        let called = fold(name(&one));
        if called == wanted || is_same(&called, &wanted) {
            same.push(one);
        } else if called.starts_with(&wanted) {
            alike.push(one);
        }
    }
    let mut found = if same.is_empty() { alike } else { same };
    match (found.pop(), found.is_empty()) {
        (None, _) => Named::Nobody,
        (Some(only), true) => Named::One(only),
        (Some(last), false) => {
            found.push(last);
            Named::Several(found)
        }
    }
}

/// Whether two names are one: "Albrecht, Anna" and "anna ALBRECHT".
#[must_use]
pub fn same(one: &str, other: &str) -> bool {
    is_same(&fold(one), &fold(other))
}

fn is_same(one: &str, other: &str) -> bool {
    words(one) == words(other)
}

fn words(folded: &str) -> Vec<&str> {
    let mut words: Vec<&str> = folded
        .split(|c: char| c.is_whitespace() || c == ',')
        .filter(|word| !word.is_empty())
        .collect();
    words.sort_unstable();
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_known_in_any_order_case_and_spelling() {
        for other in [
            "Jörg Müller",
            "MÜLLER,  jörg",
            "mueller joerg",
            " Müller Jörg ",
        ] {
            assert!(same("Jörg Müller", other), "{other}");
        }
        assert!(!same("Jörg Müller", "Jörg Möller"));
    }

    #[test]
    fn two_of_one_beginning_are_not_one() {
        let team = ["Anna Albrecht", "Anna Berg", "Mehmet"];
        let find = |text| find(team, text, |one| one);
        assert_eq!(
            find("Anna"),
            Named::Several(vec!["Anna Albrecht", "Anna Berg"])
        );
        assert_eq!(find("anna b"), Named::One("Anna Berg"));
        assert_eq!(find("Albrecht, Anna"), Named::One("Anna Albrecht"));
        assert_eq!(find(""), Named::Nobody);
    }
}
