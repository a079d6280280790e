//! One pair, and everything that can be wrong with it.

use calcom::SchedulingType;
use jiff::Timestamp;
use salon::{SegmentKey, ServiceId, StaffId};
use serde_json::{Value, json};

use super::{FindingCode as Code, MapRemedy as Help, provision::Place, *};

const PLAIN: i64 = 39;
const PARENT: i64 = 50;
const CHILD: i64 = 51;
const FABIAN: i64 = 22;
/// What a booking of half an hour may have to last.
const LENGTHS: [u16; 18] = [
    5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90,
];

fn one_needed() -> Needed {
    Needed {
        service: ServiceId(9),
        service_name: "Ansatzfärbung".to_owned(),
        segment: SegmentKey::parse("A").unwrap(),
        segment_name: "Auftragen".to_owned(),
        staff: StaffId(2),
        staff_name: "Fabian".to_owned(),
        user: Some(UserId::new(FABIAN)),
        minutes: 30,
        slug: "kamm-440-a-s2".to_owned(),
        place: Place::default(),
        silent: None,
    }
}

fn mapping() -> Mapping {
    Mapping {
        service: ServiceId(9),
        segment_key: "A".to_owned(),
        staff: StaffId(2),
        event_type_id: PLAIN,
        managed: false,
        child_event_type_id: None,
        slug: "kamm-440-a-s2".to_owned(),
        minutes: 30,
        lengths: LENGTHS.to_vec(),
        silent: false,
        resolved_at: Timestamp::UNIX_EPOCH,
    }
}

fn managed(child: Option<i64>) -> Mapping {
    Mapping {
        event_type_id: PARENT,
        managed: true,
        child_event_type_id: child,
        ..mapping()
    }
}

/// As it should be, with `changes`.
fn plain(changes: Value) -> EventType {
    let mut fields = json!({
        "id": PLAIN, "title": "Ansatzfärbung · A · Auftragen · Fabian", "slug": "kamm-440-a-s2", "lengthInMinutes": 30, "lengthInMinutesOptions": LENGTHS,
        "hidden": true,
        "schedulingType": "roundRobin", "hosts": [{"userId": FABIAN, "mandatory": true}], "teamId": 1,
        "minimumBookingNotice": 0, "beforeEventBuffer": 0, "afterEventBuffer": 0,
        "bookingRequiresAuthentication": true
    });
    let all = fields.as_object_mut().unwrap();
    all.extend(changes.as_object().unwrap().clone());
    serde_json::from_value(fields).unwrap()
}

fn parent() -> EventType {
    let mut parent = plain(json!({ "id": PARENT }));
    parent.scheduling_type = Some(SchedulingType::Managed);
    parent
}

/// As the look at a single one answers: an owner, neither team nor hosts, but still a managed config.
fn child(changes: Value) -> EventType {
    let mut child = plain(json!({
        "id": CHILD, "teamId": null, "ownerId": FABIAN, "hosts": null, "schedulingType": null, "hidden": false,
        "metadata": {"managedEventConfig": {}}
    }));
    let more = plain(changes);
    child.length_in_minutes = more.length_in_minutes;
    child.minimum_booking_notice = more.minimum_booking_notice;
    child.owner_id = more.owner_id.or(child.owner_id);
    child
}

fn found(mapped: Option<Mapping>, types: Vec<EventType>) -> Vec<(Code, Help)> {
    found_for(&one_needed(), mapped, types)
}

fn found_for(needed: &Needed, mapped: Option<Mapping>, types: Vec<EventType>) -> Vec<(Code, Help)> {
    let map: Vec<_> = mapped.into_iter().collect();
    let team = TeamId::new(1);
    let all = findings(
        &map,
        std::slice::from_ref(needed),
        &Present {
            team: Some(team),
            types,
        },
    );
    all.iter().map(|one| (one.code, one.remedy)).collect()
}

#[test]
fn what_is_as_it_should_be_gives_no_finding() {
    assert_eq!(found(Some(mapping()), vec![plain(json!({}))]), []);
    let family = vec![parent(), child(json!({}))];
    assert_eq!(found(Some(managed(Some(CHILD))), family), []);
    let one_length = child(json!({ "lengthInMinutesOptions": [] }));
    let family = vec![parent(), one_length];
    assert_eq!(found(Some(managed(Some(CHILD))), family), []);
}

#[test]
fn each_flaw_of_an_event_type_has_its_code_and_the_plan_helps() {
    let other = json!([{ "userId": 7 }]);
    let two = json!([{ "userId": FABIAN }, { "userId": 7 }]);
    let table = [
        (json!({ "lengthInMinutes": 55 }), Code::WrongLength),
        (
            json!({ "lengthInMinutesOptions": [30] }),
            Code::LengthsMissing,
        ),
        (json!({ "hosts": [] }), Code::MissingHost),
        (json!({ "hosts": other }), Code::WrongHost),
        (json!({ "hosts": two }), Code::WrongHost),
        (json!({ "minimumBookingNotice": 120 }), Code::Notice),
        (json!({ "beforeEventBuffer": 5 }), Code::Buffers),
        (json!({ "afterEventBuffer": 5 }), Code::Buffers),
        (
            json!({ "bookingRequiresAuthentication": false }),
            Code::OpenToStrangers,
        ),
        (json!({ "hidden": false }), Code::Visible),
        (json!({ "teamId": 2 }), Code::WrongTeam),
        (
            json!({ "teamId": null, "ownerId": FABIAN }),
            Code::WrongTeam,
        ),
        (json!({ "schedulingType": "managed" }), Code::ManagedParent),
    ];
    for (changes, code) in table {
        let told = found(Some(mapping()), vec![plain(changes.clone())]);
        assert_eq!(told, [(code, Help::Apply)], "{changes}");
    }
}

#[test]
fn several_flaws_are_all_told() {
    let odd = plain(json!({ "lengthInMinutes": 55, "minimumBookingNotice": 120 }));
    let told = found(Some(mapping()), vec![odd]);
    assert_eq!(
        told,
        [
            (Code::WrongLength, Help::Apply),
            (Code::Notice, Help::Apply)
        ]
    );
}

#[test]
fn what_is_missing_is_told_before_what_depends_on_it() {
    assert_eq!(found(Some(mapping()), vec![]), [(Code::Gone, Help::Apply)]);
    assert_eq!(found(None, vec![]), [(Code::NotProvisioned, Help::Apply)]);
    let stranger = Needed {
        user: None,
        ..one_needed()
    };
    for mapped in [None, Some(mapping())] {
        let told = found_for(&stranger, mapped, vec![]);
        assert_eq!(told, [(Code::StaffUnmatched, Help::MatchStaff)]);
    }
}

#[test]
fn a_map_that_describes_what_was_is_outdated() {
    let longer = Mapping {
        minutes: 45,
        ..mapping()
    };
    let no_template = Mapping {
        managed: true,
        ..mapping()
    };
    for stale in [longer, no_template] {
        let told = found(Some(stale), vec![plain(json!({}))]);
        assert_eq!(told, [(Code::Outdated, Help::Apply)]);
    }
}

#[test]
fn a_parent_stored_as_a_child_is_found() {
    let told = found(Some(managed(Some(PARENT))), vec![parent()]);
    assert_eq!(told, [(Code::ChildIsParent, Help::Apply)]);
    let other_parent = vec![parent(), plain(json!({}))];
    let told = found(Some(managed(Some(PLAIN))), other_parent);
    assert_eq!(told, [(Code::ChildIsParent, Help::Apply)]);
}

#[test]
fn a_child_can_be_found_again_only_for_a_host_of_the_template() {
    let mut without_fabian = parent();
    without_fabian.hosts.clear();
    for (template, help) in [(parent(), Help::Apply), (without_fabian, Help::Look)] {
        let told = found(Some(managed(None)), vec![template.clone()]);
        assert_eq!(told, [(Code::ChildMissing, help)]);
        let told = found(Some(managed(Some(CHILD))), vec![template]);
        assert_eq!(told, [(Code::ChildGone, help)]);
    }
}

#[test]
fn what_a_template_hands_down_only_its_owner_changes() {
    let table = [
        (json!({ "lengthInMinutes": 55 }), Code::WrongLength),
        (json!({ "minimumBookingNotice": 120 }), Code::Notice),
        (json!({ "ownerId": 7 }), Code::WrongHost),
    ];
    for (changes, code) in table {
        let family = vec![parent(), child(changes)];
        let told = found(Some(managed(Some(CHILD))), family);
        assert_eq!(told, [(code, Help::Look)]);
    }
}

#[test]
fn only_what_the_list_cannot_tell_is_looked_at_and_once() {
    let needed = [one_needed(), one_needed()];
    let ids = |map: &[Mapping], listed: &[EventType]| unlisted(map, &needed, listed);
    assert_eq!(ids(&[mapping()], &[plain(json!({}))]), []);
    assert_eq!(ids(&[mapping()], &[]), [EventTypeId::new(PLAIN)]);
    let pair = [managed(Some(CHILD))];
    assert_eq!(ids(&pair, &[parent()]), [EventTypeId::new(CHILD)]);
}

#[test]
fn every_code_is_in_the_list_of_all_once() {
    let words: std::collections::BTreeSet<_> = Code::ALL
        .iter()
        .map(|code| serde_json::to_string(code).unwrap())
        .collect();
    assert_eq!(words.len(), Code::ALL.len());
    // `ALL` in the order of the enum leaves no gap: the last one's place is the number of those before it.
    for (place, code) in Code::ALL.iter().enumerate() {
        assert_eq!(*code as usize, place);
    }
}
