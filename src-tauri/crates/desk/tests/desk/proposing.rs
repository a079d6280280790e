use desk::{Caller, view::ProposalReason};
use store::blocked::BlockReason;

use crate::reception::{Reception, at, check, now, propose, span};

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
