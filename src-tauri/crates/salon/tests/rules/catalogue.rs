use salon::{CatalogueError, Part, Performer, SegmentKey};

use crate::salon_of_the_tests::{ANNA, comb, gap, root_colour, segment, service};

#[test]
fn a_service_opens_and_closes_with_a_segment() {
    assert_eq!(root_colour().validate(), Ok(()));
    let edges = [&[-30, 20][..], &[20, -30], &[-30]];
    for minutes in edges {
        let service = comb(1, "Farbe", minutes);
        assert_eq!(service.validate(), Err(CatalogueError::GapAtTheEdge));
    }
    assert_eq!(
        comb(1, "Farbe", &[]).validate(),
        Err(CatalogueError::NoSegment)
    );
}

#[test]
fn a_gap_never_follows_a_gap() {
    let service = comb(1, "Farbe", &[30, -10, -10, 30]);
    let after = "A".to_owned();
    assert_eq!(
        service.validate(),
        Err(CatalogueError::GapAfterGap { after })
    );
}

#[test]
fn parts_last_between_a_minute_and_half_a_day() {
    let anna = [ANNA];
    for minutes in [0, 721] {
        let too = |key: &str| {
            Err(CatalogueError::Minutes {
                key: key.to_owned(),
                minutes,
            })
        };
        let part = Part::Segment(segment("A", minutes, &anna));
        assert_eq!(service(1, "Farbe", vec![part]).validate(), too("A"));

        let (a, b) = (segment("A", 30, &anna), segment("B", 30, &anna));
        let parts = vec![Part::Segment(a), gap(minutes, true), Part::Segment(b)];
        assert_eq!(service(1, "Farbe", parts).validate(), too("GAP_A"));

        let mut own_length = segment("A", 30, &anna);
        own_length.performers = vec![Performer {
            staff: ANNA,
            minutes: Some(minutes),
        }];
        let parts = vec![Part::Segment(own_length)];
        assert_eq!(service(1, "Farbe", parts).validate(), too("A"));
    }
    assert_eq!(comb(1, "Farbe", &[1, -720, 720]).validate(), Ok(()));
}

#[test]
fn names_keys_and_performers_are_there_once() {
    assert_eq!(comb(1, " ", &[30]).validate(), Err(CatalogueError::NoName));

    let twice = vec![
        Part::Segment(segment("A", 30, &[ANNA])),
        Part::Segment(segment("A", 20, &[ANNA])),
    ];
    let key = "A".to_owned();
    assert_eq!(
        service(1, "Farbe", twice).validate(),
        Err(CatalogueError::KeyTwice { key: key.clone() })
    );

    let parts = vec![Part::Segment(segment("A", 30, &[ANNA, ANNA]))];
    assert_eq!(
        service(1, "Farbe", parts).validate(),
        Err(CatalogueError::PerformerTwice { key })
    );
}

#[test]
fn segment_keys_are_short_capitals() {
    for good in ["A", "B2", "WASH"] {
        assert_eq!(SegmentKey::parse(good).unwrap().as_str(), good);
    }
    for bad in ["", "a", "2A", "ABCDE", "Ä", "GAP_A"] {
        assert_eq!(SegmentKey::parse(bad), None, "{bad}");
    }
}
