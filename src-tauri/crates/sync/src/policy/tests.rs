//! The outcome table, row by row.

use std::time::Duration;

use calcom::{AuthProblem, BookingUid, Refusal, UnknownReason};

use super::*;

const KINDS: [Kind; 3] = [Kind::Create, Kind::Reschedule, Kind::Cancel];

fn now() -> Timestamp {
    "2026-11-27T08:00:00Z".parse().unwrap()
}

fn in_seconds(seconds: i64) -> Timestamp {
    now()
        .checked_add(SignedDuration::from_secs(seconds))
        .unwrap()
}

fn refused(code: RefusalCode) -> Failure {
    Failure::Refused(Refusal {
        status: 400,
        code,
        message: "no".to_owned(),
    })
}

fn refusals() -> Vec<RefusalCode> {
    vec![
        RefusalCode::NotFound,
        RefusalCode::RouteMissing,
        RefusalCode::HostBusyOrClosed,
        RefusalCode::SlotTakenConcurrently,
        RefusalCode::SlotReserved,
        RefusalCode::PastStart,
        RefusalCode::NoticeOrWindow,
        RefusalCode::BookingLimit,
        RefusalCode::AlreadyCancelled,
        RefusalCode::AlreadyRescheduled {
            to: Some(BookingUid::new("newer")),
        },
        RefusalCode::BookingEnded,
        RefusalCode::NotStarted,
        RefusalCode::ManagedParent,
        RefusalCode::NoHosts,
        RefusalCode::UnknownHost,
        RefusalCode::EventTypeGone,
        RefusalCode::SlugTaken,
        RefusalCode::LengthNotOffered,
        RefusalCode::EmailRequired,
        RefusalCode::CancellationReasonRequired,
        RefusalCode::NotPermitted,
        RefusalCode::InvalidInput { fields: vec![] },
        RefusalCode::Other,
    ]
}

/// A new reason does not compile here before it has been thought of, and then it has to be in the list.
fn rank(code: &RefusalCode) -> usize {
    match code {
        RefusalCode::NotFound => 0,
        RefusalCode::RouteMissing => 1,
        RefusalCode::HostBusyOrClosed => 2,
        RefusalCode::SlotTakenConcurrently => 3,
        RefusalCode::SlotReserved => 4,
        RefusalCode::PastStart => 5,
        RefusalCode::NoticeOrWindow => 6,
        RefusalCode::BookingLimit => 7,
        RefusalCode::AlreadyCancelled => 8,
        RefusalCode::AlreadyRescheduled { .. } => 9,
        RefusalCode::BookingEnded => 10,
        RefusalCode::NotStarted => 11,
        RefusalCode::ManagedParent => 12,
        RefusalCode::NoHosts => 13,
        RefusalCode::UnknownHost => 14,
        RefusalCode::EventTypeGone => 15,
        RefusalCode::SlugTaken => 16,
        RefusalCode::LengthNotOffered => 17,
        RefusalCode::EmailRequired => 18,
        RefusalCode::CancellationReasonRequired => 19,
        RefusalCode::NotPermitted => 20,
        RefusalCode::InvalidInput { .. } => 21,
        RefusalCode::Other => 22,
    }
}

#[test]
fn the_tables_below_are_complete() {
    let ranks: Vec<_> = refusals().iter().map(rank).collect();
    assert_eq!(ranks, Vec::from_iter(0..23));
    // The other lists are complete as long as these are all there are.
    let not_sent = |reason| match reason {
        NotSentReason::Dns
        | NotSentReason::Refused
        | NotSentReason::Tls
        | NotSentReason::ConnectTimeout
        | NotSentReason::Unreachable
        | NotSentReason::Malformed => (),
    };
    let unknown = |reason: &UnknownReason| match reason {
        UnknownReason::Timeout
        | UnknownReason::ConnectionLost
        | UnknownReason::ServerError { .. }
        | UnknownReason::Undecodable { .. }
        | UnknownReason::TooLarge { .. } => (),
    };
    let unauthorized = |problem| match problem {
        AuthProblem::InvalidKey
        | AuthProblem::ExpiredKey
        | AuthProblem::NotMember { .. }
        | AuthProblem::RoleTooLow
        | AuthProblem::Forbidden => (),
    };
    not_sent(NotSentReason::Dns);
    unknown(&UnknownReason::Timeout);
    unauthorized(AuthProblem::Forbidden);
}

#[test]
fn what_was_never_sent_costs_no_attempt_and_closes_the_gate() {
    for reason in [
        NotSentReason::Dns,
        NotSentReason::Refused,
        NotSentReason::Tls,
        NotSentReason::ConnectTimeout,
        NotSentReason::Unreachable,
    ] {
        for kind in KINDS {
            let failure = Failure::NotSent(reason);
            let ruling = after_write(kind, &failure, now());
            assert_eq!(ruling.fate, Fate::NotSent, "{kind:?}, {reason}");
            let offline = Gate::Offline {
                reason: failure.code(),
            };
            assert_eq!(ruling.gate, Some(offline), "{kind:?}, {reason}");
        }
    }
}

#[test]
fn what_cannot_even_be_written_down_is_no_matter_of_the_network() {
    for kind in KINDS {
        let ruling = after_write(kind, &Failure::NotSent(NotSentReason::Malformed), now());
        assert_eq!(ruling.fate, Fate::Refused(Code::InvalidInput));
        assert_eq!(ruling.gate, None);
    }
}

#[test]
fn a_lost_answer_is_looked_up_unless_a_repetition_is_harmless() {
    let look = Fate::LookUp {
        if_absent: None,
        may_still_happen: true,
    };
    for reason in [
        UnknownReason::Timeout,
        UnknownReason::ConnectionLost,
        UnknownReason::ServerError {
            status: 502,
            message: String::new(),
        },
        UnknownReason::Undecodable {
            status: 200,
            detail: "HTML".to_owned(),
        },
        UnknownReason::TooLarge { limit: 1 },
    ] {
        for (kind, fate) in [
            (Kind::Create, look),
            (Kind::Reschedule, look),
            (Kind::Cancel, Fate::Lost),
        ] {
            let ruling = after_write(kind, &Failure::Unknown(reason.clone()), now());
            assert_eq!(ruling.fate, fate, "{kind:?}, {reason}");
            assert_eq!(ruling.gate, None, "{kind:?}, {reason}");
        }
    }
}

#[test]
fn too_many_calls_cost_no_attempt_and_close_the_gate_until_then() {
    let failure = Failure::RateLimited {
        retry_after: Duration::from_secs(42),
    };
    for kind in KINDS {
        let ruling = after_write(kind, &failure, now());
        assert_eq!(ruling.fate, Fate::NotSent);
        let until = in_seconds(42);
        assert_eq!(ruling.gate, Some(Gate::Limited { until }));
    }
}

#[test]
fn a_refused_key_is_a_matter_of_the_account_not_of_the_task() {
    for problem in [
        AuthProblem::InvalidKey,
        AuthProblem::ExpiredKey,
        AuthProblem::NotMember { team: None },
        AuthProblem::RoleTooLow,
        AuthProblem::Forbidden,
    ] {
        for kind in KINDS {
            let ruling = after_write(kind, &Failure::Unauthorized(problem), now());
            assert_eq!(ruling.fate, Fate::NotSent);
            let reason = problem.as_str();
            assert_eq!(ruling.gate, Some(Gate::Credentials { reason }));
        }
    }
}

#[test]
fn a_refused_booking_is_looked_up_once_and_then_needs_a_person() {
    for code in refusals() {
        for kind in [Kind::Create, Kind::Reschedule] {
            let expected = Fate::LookUp {
                if_absent: Some(Code::of_refusal(&code)),
                may_still_happen: false,
            };
            let ruling = after_write(kind, &refused(code.clone()), now());
            assert_eq!(ruling.fate, expected, "{kind:?} {}", code.as_str());
            assert_eq!(ruling.gate, None);
        }
    }
}

#[test]
fn nothing_left_to_cancel_is_what_a_cancellation_wants() {
    let look = Fate::LookUp {
        if_absent: None,
        may_still_happen: false,
    };
    for code in refusals() {
        let expected = match code.as_str() {
            "not_found" | "already_cancelled" | "booking_ended" => Fate::Done,
            "already_rescheduled" => look,
            _ => Fate::Refused(Code::of_refusal(&code)),
        };
        let ruling = after_write(Kind::Cancel, &refused(code.clone()), now());
        assert_eq!(ruling.fate, expected, "{}", code.as_str());
    }
}

#[test]
fn a_missing_route_says_nothing_about_a_booking() {
    let ruling = after_write(Kind::Cancel, &refused(RefusalCode::RouteMissing), now());
    assert_eq!(ruling.fate, Fate::Refused(Code::ServerUnsupported));
}

#[test]
fn the_reasons_that_receptionists_see() {
    for (refusal, code) in [
        (RefusalCode::HostBusyOrClosed, "slot_taken"),
        (RefusalCode::SlotTakenConcurrently, "slot_taken"),
        (RefusalCode::PastStart, "in_the_past"),
        (RefusalCode::EventTypeGone, "event_type_gone"),
        (RefusalCode::ManagedParent, "managed_parent"),
        (RefusalCode::NoticeOrWindow, "notice_or_window"),
        (RefusalCode::Other, "refused"),
    ] {
        assert_eq!(Code::of_refusal(&refusal).as_str(), code);
    }
}

#[test]
fn tries_follow_each_other_closely_and_then_now_and_then() {
    let pauses: Vec<_> = (1..=8)
        .map(|attempt| match again(attempt, now()) {
            Again::Soon(at) => ("soon", at.duration_since(now()).as_secs()),
            Again::NowAndThen(at) => ("now and then", at.duration_since(now()).as_secs()),
        })
        .collect();
    let expected = [
        ("soon", 1),
        ("soon", 5),
        ("soon", 30),
        ("now and then", 300),
        ("now and then", 1_800),
        ("now and then", 7_200),
        ("now and then", 7_200),
        ("now and then", 7_200),
    ];
    assert_eq!(pauses, expected);
}

#[test]
fn absence_is_proven_only_when_nothing_can_be_under_way_any_more() {
    let millis = std::time::Duration::from_millis;
    for (still, silence, expected) in [
        (true, 0, Absence::NotYet(millis(10_000))),
        (true, 1_000, Absence::NotYet(millis(9_000))),
        (true, 9_999, Absence::NotYet(millis(1))),
        (true, 10_000, Absence::Proven),
        (false, 0, Absence::Proven),
    ] {
        assert_eq!(absence(millis(silence), still), expected);
    }
}

#[test]
fn the_way_is_probed_less_and_less_often_but_every_half_minute_at_least() {
    let pauses: Vec<_> = (0..8).map(|n| probe_pause(n).as_secs()).collect();
    assert_eq!(pauses, [1, 1, 2, 4, 8, 16, 30, 30]);
    assert_eq!(probe_pause(u32::MAX).as_secs(), 30);
}
