//! What is needed × what is there × what the map knows.

use jiff::Timestamp;
use salon::{Part, Performer, Segment};
use serde_json::{Value, json};
use store::staff::Role;

use super::*;

/// What a booking of half an hour may have to last.
const LENGTHS: [u16; 18] = [
    5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90,
];

fn service(number: Option<u32>) -> Service {
    let segment = |key: &str, minutes, performers: &[(i64, Option<u16>)]| {
        Part::Segment(Segment {
            key: SegmentKey::parse(key).unwrap(),
            name: "Auftragen".to_owned(),
            minutes,
            performers: performers
                .iter()
                .map(|&(staff, minutes)| Performer {
                    staff: StaffId(staff),
                    minutes,
                })
                .collect(),
            hand_over: false,
        })
    };
    Service {
        id: ServiceId(9),
        number,
        name: "Ansatzfärbung".to_owned(),
        category: String::new(),
        colour: "plum".to_owned(),
        price_cents: None,
        public: true,
        parts: vec![
            segment("A", 30, &[(2, None), (3, Some(40))]),
            segment("B", 20, &[(4, None)]),
        ],
    }
}

fn member(id: i64, user: Option<i64>) -> StaffMember {
    StaffMember {
        id: StaffId(id),
        name: "Fabian".to_owned(),
        role: Role::Stylist,
        position: id,
        colour: "slate".to_owned(),
        calcom_user_id: user,
        version: 1,
        archived_at: None,
    }
}

fn first_needed() -> Needed {
    needed(
        &[service(Some(440))],
        &[member(2, Some(22))],
        &Place::default(),
    )
    .remove(0)
}

/// As Cal.com would answer after our own create.
fn present() -> EventType {
    serde_json::from_value(json!({
        "id": 39, "title": "Ansatzfärbung · A · Auftragen · Fabian", "slug": "kamm-440-a-s2", "lengthInMinutes": 30, "lengthInMinutesOptions": LENGTHS,
        "hidden": true,
        "schedulingType": "roundRobin", "hosts": [{"userId": 22, "mandatory": true}], "teamId": 1,
        "minimumBookingNotice": 0, "beforeEventBuffer": 0, "afterEventBuffer": 0,
        "bookingRequiresAuthentication": true
    }))
    .unwrap()
}

fn mapping() -> Mapping {
    Mapping {
        service: ServiceId(9),
        segment_key: "A".to_owned(),
        staff: StaffId(2),
        event_type_id: 39,
        managed: false,
        child_event_type_id: None,
        slug: "kamm-440-a-s2".to_owned(),
        minutes: 30,
        lengths: LENGTHS.to_vec(),
        silent: false,
        resolved_at: Timestamp::UNIX_EPOCH,
    }
}

#[test]
fn each_segment_needs_one_for_everybody_who_does_it_and_works_here() {
    let mut gone = member(4, Some(24));
    gone.archived_at = Some(Timestamp::UNIX_EPOCH);
    let all = needed(
        &[service(Some(440))],
        &[member(2, Some(22)), member(3, None), gone],
        &Place::default(),
    );
    let told: Vec<_> = all.iter().map(|n| (n.slug.as_str(), n.minutes)).collect();
    assert_eq!(told, [("kamm-440-a-s2", 30), ("kamm-440-a-s3", 40)]);
    assert_eq!(action(&all[1], &[], &[]), Action::Unmapped);
}

#[test]
fn a_service_without_a_number_is_named_by_its_row() {
    let key = SegmentKey::parse("A").unwrap();
    assert_eq!(slug(&service(None), &key, StaffId(2)), "kamm-x9-a-s2");
}

#[test]
fn what_is_missing_is_made_bookable_at_once_and_by_nobody_else() {
    let Action::Create(new, user) = action(&first_needed(), &[], &[]) else {
        panic!("nothing is there")
    };
    assert_eq!(user, UserId::new(22));
    assert_eq!(new.title, "Ansatzfärbung · A · Auftragen · Fabian");
    assert_eq!((new.length_in_minutes, new.minimum_booking_notice), (30, 0));
    assert!(new.hidden && new.booking_requires_authentication && new.disable_guests);
    assert_eq!(new.length_in_minutes_options, LENGTHS.map(u32::from));
}

#[test]
fn what_is_there_is_adopted_once_and_then_left_alone() {
    let needed = first_needed();
    assert!(matches!(
        action(&needed, &[present()], &[]),
        Action::Adopt(_)
    ));
    assert_eq!(action(&needed, &[present()], &[mapping()]), Action::Keep);
}

#[test]
fn a_stale_id_in_the_map_does_not_hide_the_one_with_our_slug() {
    let mut stale = mapping();
    stale.event_type_id = 7;
    assert!(matches!(
        action(&first_needed(), &[present()], &[stale]),
        Action::Adopt(_)
    ));
}

#[test]
fn only_what_differs_is_put_right_and_never_the_slug() {
    let mut odd = present();
    odd.length_in_minutes = 25;
    odd.minimum_booking_notice = Some(120);
    let Action::Update(id, patch) = action(&first_needed(), &[odd], &[mapping()]) else {
        panic!("it differs")
    };
    assert_eq!(id, EventTypeId::new(39));
    let expected = EventTypePatch {
        length_in_minutes: Some(30),
        minimum_booking_notice: Some(0),
        ..EventTypePatch::default()
    };
    assert_eq!(*patch, expected);
}

#[test]
fn lengths_are_added_and_never_taken_away() {
    let lengths_of_patch = |listed: &[u32], minutes: u16| {
        let mut needed = first_needed();
        needed.minutes = minutes;
        let mut found = present();
        found.length_in_minutes_options = listed.to_vec();
        differences(&found, &needed.shape(UserId::new(22))).length_in_minutes_options
    };
    let all = LENGTHS.map(u32::from);
    let with = |more: u32| [all.as_slice(), &[more]].concat();
    assert_eq!(lengths_of_patch(&[], 30), Some(all.to_vec()));
    assert_eq!(lengths_of_patch(&all, 30), None);
    assert_eq!(lengths_of_patch(&with(240), 30), None);
    assert_eq!(lengths_of_patch(&[240], 30), Some(with(240)));
    // An odd usual length has to be listed as well.
    let odd = lengths_of_patch(&all, 33).unwrap();
    assert!(odd.contains(&33) && odd.contains(&90));
    let longest = lengths_of_patch(&[], 720).unwrap();
    assert_eq!(longest.last(), Some(&720));
}

#[test]
fn lengths_that_somebody_added_are_learned() {
    let mut generous = present();
    generous.length_in_minutes_options.push(240);
    let Action::Adopt(found) = action(&first_needed(), &[generous], &[mapping()]) else {
        panic!("the map does not know them all")
    };
    assert_eq!(lengths_of(&found).last(), Some(&240));
}

#[test]
fn a_second_host_is_taken_off_or_somebody_else_might_be_booked() {
    let mut odd = present();
    odd.hosts.push(odd.hosts[0].clone());
    assert!(matches!(
        action(&first_needed(), &[odd], &[]),
        Action::Update(..)
    ));
}

#[test]
fn a_managed_parent_is_never_taken_for_something_to_book() {
    let mut managed = present();
    managed.scheduling_type = Some(calcom::SchedulingType::Managed);
    let resolve = Action::ResolveChild(Box::new(managed.clone()), UserId::new(22));
    let needed = first_needed();
    assert_eq!(
        action(&needed, std::slice::from_ref(&managed), &[]),
        resolve
    );
    let mut unresolved = mapping();
    unresolved.managed = true;
    assert_eq!(
        action(
            &needed,
            std::slice::from_ref(&managed),
            &[unresolved.clone()]
        ),
        resolve
    );
    unresolved.child_event_type_id = Some(40);
    assert_eq!(action(&needed, &[managed], &[unresolved]), Action::Keep);
}

#[test]
fn a_parent_stored_as_a_child_is_resolved_anew() {
    let mut managed = present();
    managed.scheduling_type = Some(calcom::SchedulingType::Managed);
    let mut other = managed.clone();
    other.id = EventTypeId::new(40);
    let mut poisoned = mapping();
    poisoned.managed = true;
    for child in [39, 40] {
        poisoned.child_event_type_id = Some(child);
        let there = [managed.clone(), other.clone()];
        assert_eq!(
            action(&first_needed(), &there, std::slice::from_ref(&poisoned)),
            Action::ResolveChild(Box::new(managed.clone()), UserId::new(22))
        );
    }
}

#[test]
fn a_title_is_put_right_where_the_event_type_is_ours_and_left_where_it_was_linked_by_hand() {
    let needed = first_needed();
    let user = UserId::new(22);
    let renamed = EventType {
        title: "Testtermin".to_owned(),
        ..present()
    };
    let patch = differences(&renamed, &needed.shape(user));
    let only_the_title = EventTypePatch {
        title: Some("Ansatzfärbung · A · Auftragen · Fabian".to_owned()),
        ..EventTypePatch::default()
    };
    assert_eq!(patch, only_the_title);
    let theirs = EventType {
        slug: "faerben-bei-fabian".to_owned(),
        ..renamed
    };
    assert_eq!(
        differences(&theirs, &needed.shape(user)),
        EventTypePatch::default()
    );
}

#[test]
fn customers_are_sent_to_the_salon_and_not_into_a_video_call() {
    let at = |address: Option<&str>, salon: Option<&str>| Needed {
        place: Place {
            address: address.map(str::to_owned),
            salon: salon.map(str::to_owned),
        },
        ..first_needed()
    };
    let saying = |location: Value| EventType {
        locations: vec![location],
        ..present()
    };
    let video = saying(json!({"type": "integration", "integration": "cal-video"}));
    let there = saying(json!({"type": "address", "address": "Hauptstr. 1", "public": true}));
    let user = UserId::new(22);
    let change =
        |found: &EventType, needed: &Needed| differences(found, &needed.shape(user)).locations;

    let decided = at(Some("Hauptstr. 1"), Some("Friseur 1"));
    assert_eq!(change(&there, &decided), None);
    assert_eq!(
        change(&video, &decided),
        Some(vec![Location::at("Hauptstr. 1")])
    );
    let moved = at(Some("Am Markt 2"), None);
    assert_eq!(
        change(&there, &moved),
        Some(vec![Location::at("Am Markt 2")])
    );
    let only_a_name = at(None, Some("Friseur 1"));
    assert_eq!(
        change(&video, &only_a_name),
        Some(vec![Location::at("Friseur 1")])
    );
    assert_eq!(change(&there, &only_a_name), None, "better than a name");
    assert_eq!(change(&video, &at(None, None)), None, "nothing to say");
}
