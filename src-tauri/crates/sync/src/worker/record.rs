//! What came of a write, noted in one transaction with what follows from it.

use std::time::Duration;

use calcom::{Booking, BookingUid, Failure, RefusalCode, Reply};
use jiff::Timestamp;
use salon::PhaseId;
use store::{
    Read, StoreError, Tx,
    sync::{
        BookingRow, BookingState, OperationState, PhaseState, Subject, account, booking,
        operation::{self, Answer},
        phase, review,
    },
};

use super::{
    call::{Call, Place, Request},
    decide::block,
    gate,
};
use crate::{
    code::Code,
    context::Context,
    lines::Lines,
    metadata,
    policy::{self, Fate},
    reason,
};

/// What one outcome means for the whole round.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Mark {
    /// It is a failure that counts.
    pub(super) counts: bool,
    /// How long to wait before an uncertain write is looked up (again). No instant: the clock may be set before the round ends.
    pub(super) look_in: Option<Duration>,
}

impl Mark {
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            counts: self.counts || other.counts,
            look_in: match (self.look_in, other.look_in) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            },
        }
    }
}

/// Notes the answer to a call. One whose call has been settled meanwhile – another account was connected while it was in the air
/// – says nothing about what is there now, nor about the gate.
pub(super) fn record(
    tx: &Tx<'_>,
    (context, lines): (&Context, &Lines),
    subject: Subject,
    call: &Call,
    reply: &Reply<Booking>,
    now: Timestamp,
) -> Result<Mark, StoreError> {
    if !operation::is_open(tx, call.operation)? {
        tracing::info!("an answer came after its call was settled; it concerns nobody any more");
        return Ok(Mark::default());
    }
    let record = Record {
        tx,
        context,
        lines,
        subject,
        call,
        reply,
        verdict_stands: verdict_stands(tx, call.phase, call.request.booking())?,
        now,
    };
    let mark = match &reply.outcome {
        Ok(booking) => record.answered(booking)?,
        Err(failure) => record.failed(failure)?,
    };
    record.circumstances()?;
    Ok(mark)
}

struct Record<'a> {
    tx: &'a Tx<'a>,
    context: &'a Context,
    lines: &'a Lines,
    subject: Subject,
    call: &'a Call,
    reply: &'a Reply<Booking>,
    /// A person has to decide about the phase, whatever comes of this.
    verdict_stands: bool,
    now: Timestamp,
}

impl Record<'_> {
    fn answered(&self, booking: &Booking) -> Result<Mark, StoreError> {
        match &self.call.request {
            Request::Cancel { booking: uid, .. } => {
                self.taken_back(uid)?;
                Ok(Mark::default())
            }
            Request::Create { place, .. } => {
                if !self.is_ours(booking) {
                    return self.not_ours();
                }
                self.booked(booking, *place)
            }
            Request::Reschedule {
                booking: old,
                place,
            } => {
                let successor = booking.rescheduled_from_uid.as_ref() == Some(old);
                if !booking.is_live() || !(successor || self.is_ours(booking)) {
                    return self.not_ours();
                }
                if booking.uid != *old {
                    let new = Some(booking.uid.as_str());
                    booking::gone(self.tx, old.as_str(), new, self.now)?;
                }
                self.booked(booking, *place)
            }
        }
    }

    /// A create may be answered with an older booking of the same customer at the same time: only the metadata tells.
    fn is_ours(&self, booking: &Booking) -> bool {
        booking.is_live()
            && metadata::recognise(&booking.metadata).as_ref() == Some(&self.call.ours)
    }

    fn not_ours(&self) -> Result<Mark, StoreError> {
        tracing::warn!(phase = %self.call.phase, "cal.com answered with a booking that is not this segment's");
        self.look_up(Some(Code::NotOurs), None)
    }

    fn booked(&self, booking: &Booking, place: Place) -> Result<Mark, StoreError> {
        booking::remember(self.tx, &row(booking, self.call.phase, place), self.now)?;
        self.note(OperationState::Done, None, None)?;
        let as_wanted = booking.start == place.span.start && booking.end == place.span.end;
        if as_wanted {
            self.in_line()?;
        } else {
            // The event type has another length than the map says: booking again would end the same way.
            self.block(Code::LengthDiffers, None)?;
        }
        Ok(Mark::default())
    }

    fn failed(&self, failure: &Failure) -> Result<Mark, StoreError> {
        let ruling = policy::after_write(self.call.request.kind(), failure, self.now);
        if let Some(gate) = ruling.gate {
            gate::note(self.tx, self.lines, self.call.key, gate, self.now)?;
        }
        let words = words_of(failure);
        match ruling.fate {
            Fate::Done if self.somebody_was_faster(failure) => self.look_up(None, words),
            Fate::Done => {
                if let Some(uid) = self.call.request.booking() {
                    self.taken_back(uid)?;
                }
                Ok(Mark::default())
            }
            Fate::NotSent => {
                self.note(OperationState::NotSent, Some(failure.code()), words)?;
                self.show(PhaseState::Waiting, None)?;
                Ok(Mark::default())
            }
            Fate::Lost => {
                self.note(OperationState::Lost, Some(failure.code()), words)?;
                self.show(PhaseState::Waiting, None)?;
                Ok(Mark {
                    counts: true,
                    ..Mark::default()
                })
            }
            Fate::LookUp { if_absent, .. } => self.look_up(if_absent, words),
            Fate::Refused(code) => {
                self.note(OperationState::Refused, Some(code.as_str()), words)?;
                self.block(code, words)?;
                Ok(Mark::default())
            }
        }
    }

    /// What was to be booked anew is cancelled already. If that was not ourselves, the customer has called off.
    fn somebody_was_faster(&self, failure: &Failure) -> bool {
        let to_be_replaced = match &self.call.request {
            Request::Cancel { reason, .. } => reason::appointment_stands(reason),
            Request::Create { .. } | Request::Reschedule { .. } => false,
        };
        let cancelled = match failure {
            Failure::Refused(refusal) => refusal.code == RefusalCode::AlreadyCancelled,
            Failure::NotSent(_)
            | Failure::RateLimited { .. }
            | Failure::Unauthorized(_)
            | Failure::Unknown(_) => false,
        };
        to_be_replaced && cancelled
    }

    /// Nothing is sent for this phase before its fate is known. `if_absent` is the verdict if there is nothing to be found.
    fn look_up(&self, if_absent: Option<Code>, words: Option<&str>) -> Result<Mark, StoreError> {
        self.note(
            OperationState::Uncertain,
            if_absent.map(Code::as_str),
            words,
        )?;
        let lost = self.context.steady();
        self.context.silence.begins(self.call.operation, lost);
        self.show(PhaseState::Uncertain, words)?;
        let pause = match if_absent {
            Some(_) => Duration::ZERO,
            None => policy::FIRST_LOOK,
        };
        Ok(Mark {
            look_in: Some(pause),
            ..Mark::default()
        })
    }

    fn taken_back(&self, uid: &BookingUid) -> Result<(), StoreError> {
        booking::gone(self.tx, uid.as_str(), None, self.now)?;
        self.note(OperationState::Done, None, None)?;
        self.in_line()
    }

    /// In line as far as this call goes; the next plan says whether that is all.
    fn in_line(&self) -> Result<(), StoreError> {
        if self.verdict_stands {
            return Ok(());
        }
        self.show(PhaseState::Synced, None)?;
        review::close_phase(self.tx, self.call.phase, self.now)
    }

    fn show(&self, state: PhaseState, words: Option<&str>) -> Result<(), StoreError> {
        if self.verdict_stands {
            return Ok(());
        }
        phase::set(self.tx, self.call.phase, state, None, words, self.now)
    }

    fn block(&self, code: Code, words: Option<&str>) -> Result<(), StoreError> {
        block(
            self.tx,
            self.subject,
            self.call.phase,
            code,
            words,
            self.now,
        )
    }

    fn note(
        &self,
        state: OperationState,
        code: Option<&str>,
        message: Option<&str>,
    ) -> Result<(), StoreError> {
        let latency = i64::try_from(self.reply.meta.latency.as_millis()).ok();
        let answer = Answer {
            status: self.reply.meta.status,
            code,
            message,
            latency_ms: latency,
        };
        operation::note(self.tx, self.call.operation, state, answer, self.now)?;
        Ok(())
    }

    /// The circumstances of the call, for whoever wonders later.
    fn circumstances(&self) -> Result<(), StoreError> {
        let meta = &self.reply.meta;
        if meta.status.is_some() {
            account::contact(self.tx, self.now)?;
        }
        let host = self
            .reply
            .outcome
            .as_ref()
            .ok()
            .and_then(|booking| booking.hosts.first());
        let record = serde_json::json!({
            "operation": self.call.request.row_kind().as_str(),
            "status": meta.status,
            "latency_ms": u64::try_from(meta.latency.as_millis()).unwrap_or(u64::MAX),
            "api_version": meta.api_version.map(|version| version.to_string()),
            "host": host.map(|host| host.id),
            "code": self.reply.outcome.as_ref().err().map(Failure::code),
            "answered_at": self.now.to_string(),
        });
        phase::set_record(self.tx, self.call.phase, &record.to_string())
    }
}

/// Whether a write to this booking only takes a second one back, of a phase about which a person has to decide: that stands.
pub(super) fn verdict_stands(
    read: &Read<'_>,
    phase: PhaseId,
    booking: Option<&BookingUid>,
) -> Result<bool, StoreError> {
    let known = match booking {
        Some(uid) => booking::find(read, uid.as_str())?,
        None => None,
    };
    let second = known.is_some_and(|row| row.state == BookingState::Surplus);
    Ok(second && phase::is_blocked(read, phase)?)
}

/// A booking as the book remembers it.
fn row(booking: &Booking, phase: salon::PhaseId, place: Place) -> BookingRow {
    BookingRow {
        uid: booking.uid.as_str().to_owned(),
        booking_id: booking.id.get(),
        phase,
        staff: Some(place.staff),
        event_type_id: booking.event_type_id.map(calcom::EventTypeId::get),
        span: salon::Span {
            start: booking.start,
            end: booking.end,
        },
        state: BookingState::Live,
        made_at: booking.created_at,
        remote_updated: booking.updated_at.map(|at| at.to_string()),
    }
}

fn words_of(failure: &Failure) -> Option<&str> {
    match failure {
        Failure::Refused(refusal) => Some(refusal.message.as_str()),
        Failure::Unknown(calcom::UnknownReason::ServerError { message, .. }) => {
            Some(message.as_str()).filter(|message| !message.is_empty())
        }
        Failure::Unknown(_)
        | Failure::NotSent(_)
        | Failure::RateLimited { .. }
        | Failure::Unauthorized(_) => None,
    }
}
