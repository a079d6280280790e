use salon::{
    CustomerError, Email, Name, Phone,
    customer::{LONGEST_NOTE, fold, note},
};

fn name(text: &str) -> Result<String, CustomerError> {
    Name::parse(text).map(|name| name.as_str().to_owned())
}

#[test]
fn names_of_all_the_world_are_names() {
    for good in [
        "Jo",
        "Zoë Grünwald",
        "O’Brien",
        "王小明",
        "مريم حداد",
        "שרה כהן",
        "Mia 💇\u{200d}♀️",
        "李",
    ] {
        assert_eq!(name(good).unwrap(), good);
    }
}

#[test]
fn names_are_one_line_without_tricks() {
    assert_eq!(name("  Erika\t\n Muster ").unwrap(), "Erika Muster");
    assert_eq!(name("Eri\u{0}ka\u{7}").unwrap(), "Erika");
    assert_eq!(
        name("\u{202e}akirE").unwrap(),
        "akirE",
        "nobody turns the timeline around"
    );
}

#[test]
fn empty_invisible_and_endless_names_are_refused() {
    for bad in ["", "   ", "\u{0}\u{1}", "\u{200d}\u{200b}", "\u{301}"] {
        assert_eq!(name(bad), Err(CustomerError::Name), "{bad:?}");
    }
    assert!(
        name(&"ä".repeat(100)).is_ok(),
        "characters count, not bytes"
    );
    assert_eq!(name(&"ä".repeat(101)), Err(CustomerError::Name));
}

#[test]
fn a_phone_number_has_one_spelling() {
    for spelled in [
        "0151 23456789",
        "+49 (0) 151 23456789",
        "0049-151-23456789",
        "+4915123456789",
        " 0151/234567-89 ",
    ] {
        assert_eq!(
            Phone::parse(spelled).unwrap().e164(),
            "+4915123456789",
            "{spelled}"
        );
    }
}

#[test]
fn a_phone_number_is_shown_as_it_is_written_here() {
    let shown = |text| Phone::parse(text).unwrap().display();
    assert_eq!(shown("+49 30 901820"), "030 901820");
    assert_eq!(shown("+43 1 58858"), "+43 1 58858");
    assert_eq!(shown("+1 201 555 0123"), "+1 201-555-0123");
}

#[test]
fn numbers_that_cannot_be_are_refused() {
    for bad in [
        "",
        "12",
        "0151",
        "abcdef",
        "030 abc",
        "+49 151 2345678901234567",
        "++49",
        "🙂",
        "110",
    ] {
        assert_eq!(
            Phone::parse(bad).unwrap_err(),
            CustomerError::Phone,
            "{bad}"
        );
    }
    let endless = "1".repeat(10_000);
    assert_eq!(Phone::parse(&endless).unwrap_err(), CustomerError::Phone);
}

#[test]
fn e_mail_addresses_are_those_that_calcom_takes() {
    for good in [
        "kunde@ohne-mail.invalid",
        "erika+4711@kundin.example",
        " Erika@Kundin.Example ",
        "a.b_c-d@x.y.example",
    ] {
        assert_eq!(Email::parse(good).unwrap().as_str(), good.trim());
    }
    for bad in [
        "",
        "x@localhost",
        "jürgen@kundin.example",
        "a b@c.example",
        "a@b@c.example",
        "@c.example",
        "a@",
        "a@.de",
        "a@c..de",
        ".a@c.de",
        "a..b@c.de",
        "a@-c.de",
        "a@c.d",
        "a@c.1a",
    ] {
        assert_eq!(
            Email::parse(bad).unwrap_err(),
            CustomerError::Email,
            "{bad}"
        );
    }
    assert!(Email::parse(&format!("{}@kundin.example", "x".repeat(65))).is_err());
}

#[test]
fn notes_have_an_end() {
    let kept = |text: &str| note(text, LONGEST_NOTE);
    assert_eq!(kept(" Allergie:\r\nPPD \u{0}").unwrap(), "Allergie:\nPPD");
    assert!(kept(&"😀".repeat(2_000)).is_ok());
    let (length, limit) = (10_000, 2_000);
    assert_eq!(
        kept(&"x".repeat(length)),
        Err(CustomerError::NoteTooLong { length, limit })
    );
}

#[test]
fn names_are_found_however_they_are_typed() {
    for (typed, folded) in [
        ("Müller", "mueller"),
        ("MÜLLER", "mueller"),
        ("Mu\u{308}ller", "mueller"),
        ("Strauß", "strauss"),
        ("STRAẞE", "strasse"),
        ("Zoë", "zoe"),
        ("Søren Łukasz", "soren lukasz"),
        ("İpek", "ipek"),
        ("  A   B ", "a b"),
        ("مريم", "مريم"),
    ] {
        assert_eq!(fold(typed), folded, "{typed}");
        assert_eq!(fold(folded), folded);
    }
}

#[test]
fn personal_data_does_not_print() {
    let printed = format!(
        "{:?} {:?} {:?}",
        Name::parse("Erika").unwrap(),
        Phone::parse("0151 23456789").unwrap(),
        Email::parse("e@kundin.example").unwrap()
    );
    assert_eq!(printed, "Name(…) Phone(…) Email(…)");
}
