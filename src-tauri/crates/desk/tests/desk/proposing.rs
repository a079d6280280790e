use desk::{
    Caller,
    request::ProposeRequest,
    view::{PhaseView, ProposalReason},
};
use store::{blocked::BlockReason, services};

use crate::reception::{Reception, at, cancelled, check, named, now, propose, span, taking};

#[test]
fn five_best_times_with_their_reasons() {
    let r = Reception::open();
    r.book(r.colour, r.anna, "2026-11-27T09:30");
    let five = r
        .desk
        .propose(&propose(r.cut, Some(r.anna), "2026-11-27"), now())
        .unwrap();
    let said: Vec<_> = five.iter().map(|p| (p.start.as_str(), p.reason)).collect();
    assert_eq!(
        said,
        [
            ("2026-11-27T09:00:00+01:00", ProposalReason::Earliest),
            ("2026-11-27T10:00:00+01:00", ProposalReason::FillsGap),
            ("2026-11-27T13:00:00+01:00", ProposalReason::Fits),
            ("2026-11-28T09:00:00+01:00", ProposalReason::Fits),
            ("2026-11-28T13:00:00+01:00", ProposalReason::Fits),
        ]
    );
    assert_eq!(five[1].reason_name.as_deref(), Some("Erika Muster"));
    assert_eq!(
        (
            five[1].date.as_str(),
            five[1].from_minute,
            five[1].staff_name.as_str()
        ),
        ("2026-11-27", 600, "Anna")
    );
}

#[test]
fn whatever_is_proposed_can_be_booked_even_by_the_phone() {
    let r = Reception::open();
    for start in ["2026-11-27T09:30", "2026-11-27T14:00"] {
        r.book(r.colour, r.anna, start);
    }
    r.block(
        r.fabian,
        BlockReason::TimeOff,
        span("2026-11-27T09:00", "2026-11-27T15:00"),
    );
    let phone = r.desk.clone().asked_by(Caller::Phone);
    for service in [r.colour, r.cut, r.balayage] {
        for staff in [None, Some(r.anna)] {
            let mut wish = propose(service, staff, "2026-11-27");
            wish.limit = 50;
            let all = phone.propose(&wish, now()).unwrap();
            assert!(all.len() > 20);
            for proposal in all {
                let looking = check(service, proposal.staff_id, &proposal.start);
                let checked = phone.check(&looking, now()).unwrap();
                assert!(
                    checked.fits && checked.warnings.is_empty(),
                    "{} {checked:?}",
                    proposal.start
                );
                assert_eq!(checked.phases, proposal.phases);
            }
        }
    }
}

#[test]
fn a_hand_over_says_who_takes_over() {
    let r = Reception::open();
    let two = r
        .desk
        .propose(&propose(r.balayage, Some(r.anna), "2026-11-27"), now())
        .unwrap();
    assert_eq!(
        (two[1].reason, two[1].reason_name.as_deref()),
        (ProposalReason::HandOver, Some("Lena"))
    );
}

#[test]
fn not_before_now_and_not_before_what_was_asked() {
    let r = Reception::open();
    let first = |from: Option<&str>, now| {
        let mut wish = propose(r.cut, Some(r.anna), "");
        wish.from = from.map(str::to_owned);
        r.desk.propose(&wish, now).unwrap().remove(0).start
    };
    let friday = at("2026-11-27T11:02");
    assert_eq!(first(None, friday), "2026-11-27T11:05:00+01:00");
    assert_eq!(
        first(Some("2026-11-20"), friday),
        "2026-11-27T11:05:00+01:00"
    );
    assert_eq!(
        first(Some("2026-11-27T13:30"), friday),
        "2026-11-27T13:30:00+01:00"
    );
    assert_eq!(
        first(Some("2026-11-29"), friday),
        "2026-12-01T09:00:00+01:00"
    );
}

#[test]
fn when_somebody_is_away_for_long_it_looks_farther() {
    let r = Reception::open();
    r.block(
        r.anna,
        BlockReason::TimeOff,
        span("2026-11-20T00:00", "2027-02-01T00:00"),
    );
    let five = r
        .desk
        .propose(&propose(r.cut, Some(r.anna), "2026-11-27"), now())
        .unwrap();
    assert_eq!(five.len(), 5);
    assert_eq!(five[0].date, "2027-02-02");

    r.block(
        r.anna,
        BlockReason::TimeOff,
        span("2027-02-01T00:00", "2029-01-01T00:00"),
    );
    assert!(
        r.desk
            .propose(&propose(r.cut, Some(r.anna), "2026-11-27"), now())
            .unwrap()
            .is_empty()
    );
}

#[test]
fn the_page_before_is_the_nearest_one_even_across_a_long_holiday() {
    let r = Reception::open();
    r.block(
        r.anna,
        BlockReason::TimeOff,
        span("2026-11-08T00:00", "2026-11-27T00:00"),
    );
    let mut wish = propose(r.cut, Some(r.anna), "2026-09-01");
    wish.before = Some("2026-11-27T09:00".to_owned());
    let five = r.desk.propose(&wish, at("2026-09-01T08:00")).unwrap();
    let dates: Vec<_> = five.iter().map(|one| one.date.as_str()).collect();
    let days = [
        "2026-11-05",
        "2026-11-06",
        "2026-11-06",
        "2026-11-07",
        "2026-11-07",
    ];
    assert_eq!(dates, days, "the half-days before Sunday the 8th");
}

#[test]
fn a_check_shows_the_comb_even_where_it_does_not_fit() {
    let r = Reception::open();
    let mine = r.book(r.colour, r.anna, "2026-11-27T09:30").id;
    let looking = check(r.colour, r.anna, "2026-11-27T10:00");
    let refused = r.desk.check(&looking, now()).unwrap();
    assert!(!refused.fits);
    assert_eq!(refused.phases.len(), 5);
    assert_eq!(refused.nearest.unwrap().start, "2026-11-27T12:10:00+01:00");

    // The same place is free for the appointment that has it.
    let mut moving = looking;
    moving.appointment_id = Some(mine);
    let free = r.desk.check(&moving, now()).unwrap();
    assert!(free.fits && free.warnings.is_empty() && free.nearest.is_none());

    let cannot = r
        .desk
        .check(&check(r.colour, r.lena, "2026-11-27T10:00"), now())
        .unwrap();
    assert_eq!(
        (
            cannot.fits,
            cannot.phases.len(),
            cannot.refusals[0].code.as_str()
        ),
        (false, 0, "cannot_do")
    );
}

fn propose_move(id: i64, from: &str) -> ProposeRequest {
    let mut wish = propose(0, None, from);
    wish.appointment_id = Some(id);
    wish
}

#[test]
fn an_appointment_does_not_stand_in_the_way_of_its_own_move() {
    let r = Reception::open();
    let mine = r.book(r.colour, r.anna, "2026-11-27T09:30");
    let first = |wish: &ProposeRequest| r.desk.propose(wish, now()).unwrap().remove(0).start;
    assert_eq!(
        first(&propose(r.colour, Some(r.anna), "2026-11-27T09:35")),
        "2026-11-27T12:10:00+01:00",
        "somebody else has to wait for its end"
    );
    assert_eq!(
        first(&propose_move(mine.id, "2026-11-27T09:35")),
        "2026-11-27T09:35:00+01:00"
    );
}

#[test]
fn where_it_is_already_is_no_proposal_unless_something_else_changes() {
    let r = Reception::open();
    let mine = r.book(r.cut, r.anna, "2026-11-27T09:30");
    let mut wish = propose_move(mine.id, "2026-11-27T09:30");
    wish.limit = 50;
    let starts = |wish: &ProposeRequest| -> Vec<String> {
        let found = r.desk.propose(wish, now()).unwrap();
        found.into_iter().map(|proposal| proposal.start).collect()
    };
    assert!(!starts(&wish).contains(&mine.start));
    wish.staff_id = Some(r.fabian);
    assert!(starts(&wish).contains(&mine.start));
}

#[test]
fn a_move_is_proposed_with_the_people_and_lengths_that_are_booked() {
    let r = Reception::open();
    let mut asked = r.wish(r.balayage, r.anna, "2026-11-27T09:00");
    asked.lengths = vec![taking("GAP_A", 55)];
    let mine = r.desk.book(&asked, now()).unwrap().appointment;
    r.store
        .write(|tx| services::archive(tx, salon::ServiceId(r.balayage), now()))
        .unwrap();

    let mut wish = propose_move(mine.id, "2026-11-28");
    let as_booked = r.desk.propose(&wish, now()).unwrap().remove(0);
    let parts = |phases: &[PhaseView]| -> Vec<(String, String, u16)> {
        let part = |p: &PhaseView| (p.key.clone(), p.staff_name.clone(), p.minutes);
        phases.iter().map(part).collect()
    };
    assert_eq!(parts(&as_booked.phases), parts(&mine.phases));

    wish.lengths = vec![taking("GAP_A", 40), taking("GAP_B", 0)];
    let shorter = r.desk.propose(&wish, now()).unwrap().remove(0);
    let gaps: Vec<_> = shorter.phases.iter().filter(|p| p.kind == "gap").collect();
    assert_eq!((gaps.len(), gaps[0].minutes), (1, 40));
}

#[test]
fn an_appointment_can_be_moved_to_whatever_is_proposed_for_it() {
    let r = Reception::open();
    let mine = r.book(r.colour, r.anna, "2026-11-27T09:30").id;
    let mut other = r.wish(r.cut, r.anna, "2026-11-27T14:00");
    other.customer = named("Max Muster");
    r.desk.book(&other, now()).unwrap();
    for staff in [None, Some(r.fabian)] {
        let mut wish = propose_move(mine, "2026-11-27");
        (wish.staff_id, wish.limit) = (staff, 50);
        let all = r.desk.propose(&wish, now()).unwrap();
        assert!(all.len() > 20);
        for proposal in all {
            let mut looking = check(0, proposal.staff_id, &proposal.start);
            looking.appointment_id = Some(mine);
            let checked = r.desk.check(&looking, now()).unwrap();
            assert!(checked.fits && checked.warnings.is_empty(), "{checked:?}");
            assert_eq!(checked.phases, proposal.phases);
        }
    }
}

#[test]
fn what_does_not_take_place_has_no_other_time() {
    let r = Reception::open();
    let mine = r.book(r.cut, r.anna, "2026-11-27T09:30").id;
    r.desk.cancel(&cancelled(mine), now()).unwrap();
    for (id, code) in [(mine, "not_booked"), (4711, "unknown_appointment")] {
        let error = r
            .desk
            .propose(&propose_move(id, "2026-11-27"), now())
            .unwrap_err();
        assert_eq!(error.code(), code);
    }
}
