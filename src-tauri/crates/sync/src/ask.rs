//! Asking Cal.com about a time before it is promised, for the person who has the form open.
//!
//! The desk has given its own answer already and does not wait for this one. Invariants: nothing is asked while the gate is
//! closed; no transaction is open meanwhile; half of the budget is left to what has to be written; after `patience` the answer is
//! that there was none. What Cal.com says changes nothing here.

use std::time::Duration;

use calcom::{Admission, Client, EventTypeId, Failure, RefusalCode, Slot, SlotQuery, Urgency};
use jiff::SignedDuration;
use salon::{AppointmentId, ServiceId, Span, StaffId};
use store::{
    Read, Store, StoreError, phases, settings,
    sync::{GateState, Mapping, account, booking, event_map},
};
use tokio::{
    task::spawn_blocking,
    time::{Instant, timeout_at},
};

use crate::{
    context::Context,
    error::SyncError,
    lines::Lines,
    view::{AskedState, AskedView, NotAsked},
    worker::target,
};

/// A segment that is about to be promised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tooth {
    /// `A`.
    pub key: String,
    /// By whom.
    pub staff: StaffId,
    /// From, to.
    pub span: Span,
}

/// What is about to be promised, and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What is done.
    pub service: ServiceId,
    /// Its segments.
    pub teeth: Vec<Tooth>,
    /// The token of the form that asks: what it has reserved is free for it.
    pub form: Option<String>,
    /// The appointment that shall be moved: its own bookings are not in its way.
    pub moving: Option<AppointmentId>,
}

/// A segment, and how it is asked about.
struct Prepared {
    tooth: Tooth,
    query: Result<SlotQuery, NotAsked>,
    /// Time that Cal.com does not offer because of whoever asks.
    ours: Vec<Span>,
}

/// Asks about all segments at once.
pub(crate) async fn ask(
    context: &Context,
    question: Question,
    patience: Duration,
) -> Result<Vec<AskedView>, SyncError> {
    let deadline = Instant::now() + patience;
    let form = question.form.clone();
    let (gate, mut prepared) = context
        .read(move |read| {
            let gate = account::find(read)?.map(|account| account.gate);
            Ok((gate, prepare(read, question)?))
        })
        .await?;
    if let Some(form) = form {
        for one in &mut prepared {
            let reserved = context.reserved.by(&form, one.tooth.staff, context.now());
            one.ours.extend(reserved);
        }
    }
    let lines = open_lines(gate, context.lines.lines());
    Ok(answers(prepared, lines, deadline).await)
}

/// The same for a program without an engine, which nobody has told how the line is.
///
/// # Errors
/// The book cannot be read.
pub async fn ask_once(
    store: &Store,
    lines: Lines,
    question: Question,
    patience: Duration,
) -> Result<Vec<AskedView>, SyncError> {
    let (deadline, store) = (Instant::now() + patience, store.clone());
    let prepared = spawn_blocking(move || store.read(|read| prepare(read, question)));
    let prepared = prepared.await.map_err(|_| SyncError::BrokenOff)??;
    Ok(answers(prepared, Ok(lines), deadline).await)
}

/// Nothing was asked, for the same reason about every segment.
#[must_use]
pub fn not_asked(question: &Question, why: NotAsked) -> Vec<AskedView> {
    let about = question.teeth.iter();
    about
        .map(|tooth| view(tooth.key.clone(), Err(why)))
        .collect()
}

async fn answers(
    prepared: Vec<Prepared>,
    lines: Result<Lines, NotAsked>,
    deadline: Instant,
) -> Vec<AskedView> {
    let mut asked = Vec::new();
    for one in prepared {
        let (key, lines) = (one.tooth.key.clone(), lines.clone());
        let answer = tokio::spawn(async move {
            let lines = lines?;
            let client = lines.of(one.tooth.staff).ok_or(NotAsked::Credentials)?;
            one.ask(client, deadline).await
        });
        asked.push((key, answer));
    }
    let mut answers = Vec::new();
    for (key, answer) in asked {
        let said = answer.await.unwrap_or(Err(NotAsked::NoAnswer));
        answers.push(view(key, said));
    }
    answers
}

/// The lines, if calls may go out.
pub(crate) fn open_lines(gate: Option<GateState>, lines: Option<Lines>) -> Result<Lines, NotAsked> {
    match gate {
        None => Err(NotAsked::NotConnected),
        Some(GateState::Open) => lines.ok_or(NotAsked::Offline),
        Some(GateState::Offline) => Err(NotAsked::Offline),
        Some(GateState::Limited) => Err(NotAsked::Limited),
        Some(GateState::Credentials) => Err(NotAsked::Credentials),
    }
}

fn prepare(read: &Read<'_>, question: Question) -> Result<Vec<Prepared>, StoreError> {
    let map = event_map::of_service(read, question.service)?;
    let zone = settings::zone(read)?;
    let own = match question.moving {
        Some(appointment) => booked(read, appointment)?,
        None => Vec::new(),
    };
    let prepared = |tooth: Tooth| {
        let within = around(tooth.span);
        let query = target_of(&map, &tooth).map(|(event_type, minutes)| SlotQuery {
            event_type,
            from: within.start,
            to: within.end,
            time_zone: zone.clone(),
            minutes,
            rescheduling: None,
        });
        let same = own.iter().filter(|(staff, _)| *staff == tooth.staff);
        Prepared {
            query,
            ours: same.map(|(_, span)| *span).collect(),
            tooth,
        }
    };
    Ok(question.teeth.into_iter().map(prepared).collect())
}

/// Whose time an appointment takes in Cal.com.
fn booked(read: &Read<'_>, appointment: AppointmentId) -> Result<Vec<(StaffId, Span)>, StoreError> {
    let mut booked = Vec::new();
    for phase in phases::of_appointment(read, appointment)? {
        let live = booking::live_of(read, phase.id)?;
        booked.extend(live.and_then(|live| Some((live.staff?, live.span))));
    }
    Ok(booked)
}

/// On which event type the segment would be booked, and its length if that is not the event type's usual one.
pub(crate) fn target_of(
    map: &[Mapping],
    tooth: &Tooth,
) -> Result<(EventTypeId, Option<u32>), NotAsked> {
    let found = target(map, &tooth.key, tooth.staff, tooth.span);
    let target = found.map_err(|_| NotAsked::NoEventType)?;
    let minutes = u32::try_from(tooth.span.minutes()).ok();
    Ok((target.event_type, minutes.filter(|_| target.unusual)))
}

/// One that begins earlier may reach into it, and one that ends later out of it.
fn around(span: Span) -> Span {
    let length = SignedDuration::from_mins(span.minutes());
    Span {
        start: span.start.checked_sub(length).unwrap_or(span.start),
        end: span.end.checked_add(length).unwrap_or(span.end),
    }
}

/// Takes a call out of the half of the budget that nothing has to be written with.
pub(crate) fn may_call(client: &Client) -> bool {
    let now = Instant::now().into_std();
    match client.budget().admit(now, Urgency::Maintenance) {
        Admission::Go => true,
        Admission::Wait(_) => false,
    }
}

impl Prepared {
    /// Whether the time is offered, or taken only by whoever asks.
    async fn ask(self, client: &Client, deadline: Instant) -> Result<bool, NotAsked> {
        let (query, span) = (self.query?, self.tooth.span);
        if !may_call(client) {
            return Err(NotAsked::Limited);
        }
        let answered = timeout_at(deadline, client.slots(&query)).await;
        let reply = answered.map_err(|_| NotAsked::NoAnswer)?;
        let page = reply.into_result().map_err(|failure| why(&failure))?;
        let mut offered = page.items;
        offered.extend(self.ours.into_iter().map(|own| Slot {
            start: own.start,
            end: Some(own.end),
        }));
        if covers(&offered, span) {
            return Ok(true);
        }
        // What cannot be read may be the one.
        match page.undecodable.is_empty() {
            true => Ok(false),
            false => Err(NotAsked::NoAnswer),
        }
    }
}

fn why(failure: &Failure) -> NotAsked {
    match failure {
        Failure::NotSent(_) => NotAsked::Offline,
        Failure::RateLimited { .. } => NotAsked::Limited,
        Failure::Unauthorized(_) => NotAsked::Credentials,
        Failure::Refused(refusal) if refusal.code == RefusalCode::EventTypeGone => {
            NotAsked::NoEventType
        }
        Failure::Refused(_) | Failure::Unknown(_) => NotAsked::NoAnswer,
    }
}

/// Whether the offered times, taken together, leave no minute of `span` out. The steps in which Cal.com offers times are only
/// for its lists: a start between two of them is accepted.
fn covers(offered: &[Slot], span: Span) -> bool {
    let length = SignedDuration::from_mins(span.minutes());
    let end_of = |slot: &Slot| slot.end.or_else(|| slot.start.checked_add(length).ok());
    let mut sorted: Vec<_> = offered.iter().collect();
    sorted.sort_unstable();
    let mut reached = span.start;
    for slot in sorted {
        match end_of(slot) {
            Some(end) if slot.start <= reached => reached = reached.max(end),
            Some(_) | None => {}
        }
    }
    reached >= span.end
}

fn view(key: String, said: Result<bool, NotAsked>) -> AskedView {
    let (state, why) = match said {
        Ok(true) => (AskedState::Free, None),
        Ok(false) => (AskedState::Taken, None),
        Err(why) => (AskedState::NotAsked, Some(why)),
    };
    AskedView { key, state, why }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    fn minute(after: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + after * 60).unwrap()
    }

    /// What is offered, in minutes, and whether ten to forty is free.
    type Case = (&'static str, &'static [(i64, i64)], bool);

    #[test]
    fn a_time_is_free_if_the_offered_ones_leave_no_minute_out() {
        let span = Span::new(minute(10), minute(40)).unwrap();
        let table: [Case; 6] = [
            ("nothing is offered", &[], false),
            ("the very time", &[(10, 40)], true),
            ("between two steps", &[(30, 60), (0, 30)], true),
            ("a minute is missing", &[(0, 30), (31, 60)], false),
            ("too late", &[(15, 45)], false),
            ("ends too early", &[(0, 30)], false),
        ];
        for (case, offered, free) in table {
            let slots: Vec<_> = offered
                .iter()
                .map(|(from, to)| Slot {
                    start: minute(*from),
                    end: Some(minute(*to)),
                })
                .collect();
            assert_eq!(covers(&slots, span), free, "{case}");
        }
        let without_end = Slot {
            start: minute(10),
            end: None,
        };
        assert!(covers(&[without_end], span));
    }
}
