//! A booking form, or the terminal's `--ask`: a time is held, Cal.com is asked about it and leaves it out of its lists meanwhile; then it
//! is booked, the form is closed, or it is left open until the hold has lapsed.

use std::time::Duration;

use desk::{
    request::{BookRequest, CheckRequest, HoldRequest, ServiceWish},
    view::PhaseView,
};
use jiff::SignedDuration;
use salon::{ServiceId, Span, StaffId};
use sync::{
    Question, Tooth,
    view::{AskedState, AskedView},
};

use crate::{
    desk::Desk,
    reception::{customer, some_time, tell, tell_done},
    town::Town,
};

/// So long somebody who is about to say yes looks at a form.
const PATIENCE: Duration = Duration::from_secs(3);

/// What stands in a form.
struct Form {
    service: i64,
    staff: Option<i64>,
    start: String,
    /// What follows in the same visit.
    then: Vec<ServiceWish>,
    /// The hold, once there is one.
    token: Option<String>,
}

impl Form {
    fn open(desk: &Desk, random: &mut fastrand::Rng) -> Self {
        let another = ServiceWish {
            service_id: desk.services[random.usize(..2)].0,
            staff_id: random.bool().then(|| desk.staff[random.usize(..2)].0),
            lengths: Vec::new(),
        };
        Self {
            service: desk.services[random.usize(..2)].0,
            staff: random.bool().then(|| desk.staff[random.usize(..2)].0),
            start: some_time(desk.clock.shows(), random).to_string(),
            then: Vec::from_iter((random.u32(..3) == 0).then_some(another)),
            token: None,
        }
    }

    fn hold(&self) -> HoldRequest {
        HoldRequest {
            service_id: self.service,
            staff_id: self.staff,
            start: self.start.clone(),
            lengths: Vec::new(),
            then: self.then.clone(),
            token: self.token.clone(),
        }
    }

    fn check(&self) -> CheckRequest {
        CheckRequest {
            appointment_id: None,
            service_id: Some(self.service),
            staff_id: self.staff,
            start: self.start.clone(),
            customer_id: None,
            lengths: Vec::new(),
            then: self.then.clone(),
            along: Vec::new(),
            hold: self.token.clone(),
        }
    }

    fn book(self, random: &mut fastrand::Rng) -> BookRequest {
        BookRequest {
            then: self.then,
            customer: customer(random),
            service_id: self.service,
            staff_id: self.staff,
            start: self.start,
            note: String::new(),
            lengths: Vec::new(),
            hold: self.token,
            despite_warnings: true,
            idempotency_key: None,
        }
    }
}

/// Somebody opens a form, and perhaps thinks of another time; whatever they do takes its time, and the desk may die of it.
pub async fn fill_in(town: &Town, desk: &Desk, random: &mut fastrand::Rng) {
    let mut form = Form::open(desk, random);
    for _ in 0..random.u32(1..4) {
        if !hold(town, desk, &mut form).await {
            return;
        }
        ask(town, desk, &form).await;
        let moment = SignedDuration::from_secs(random.i64(1..200));
        town.live_until(town.now().checked_add(moment).unwrap())
            .await;
        if !desk.is_running() {
            return;
        }
        if random.bool() {
            form.start = some_time(desk.clock.shows(), random).to_string();
        }
    }
    let token = form.token.clone().unwrap_or_default();
    match random.u32(..10) {
        0..6 => {
            let request = form.book(random);
            let booked = desk.reception().book(&request, desk.clock.shows());
            let what = format!("books service {} at {}", request.service_id, request.start);
            tell(
                town,
                desk,
                &format!("{what} by a form"),
                booked.map(|booked| booked.appointment.id),
            );
        }
        6..9 => {
            let closed = desk.reception().release_hold(&token);
            tell_done(town, desk, "closes the form", closed);
        }
        _ => return town.note(&desk.name, "forgets the form"),
    }
    keep_free(town, desk, token, Vec::new()).await;
}

/// `false`: the program is gone.
async fn hold(town: &Town, desk: &Desk, form: &mut Form) -> bool {
    let held = desk.reception().hold(&form.hold(), desk.clock.shows());
    let what = format!("holds {} for service {}", form.start, form.service);
    match held {
        Ok(held) => {
            town.note(&desk.name, what);
            form.token = Some(held.token.clone());
            keep_free(town, desk, held.token, Vec::new()).await;
        }
        Err(error) => tell_done(town, desk, &what, Err(error)),
    }
    desk.is_running()
}

/// Asks about the first service; what Cal.com offers, and what follows, is kept free there.
async fn ask(town: &Town, desk: &Desk, form: &Form) {
    let checked = desk.reception().check(&form.check(), desk.clock.shows());
    let Some(verdict) = checked.ok().filter(|verdict| verdict.fits) else {
        return;
    };
    let service = ServiceId(form.service);
    let teeth: Vec<Tooth> = verdict.phases.iter().filter_map(tooth).collect();
    let further = form
        .then
        .iter()
        .zip(&verdict.then)
        .flat_map(|(wish, link)| {
            let teeth = link.phases.iter().filter_map(tooth);
            teeth.map(|tooth| (ServiceId(wish.service_id), tooth))
        });
    let question = Question {
        service,
        teeth: teeth.clone(),
        form: form.token.clone(),
        moving: None,
    };
    let Some(said) = put(town, desk, question).await else {
        return;
    };
    let taken = |key: &str| {
        said.iter()
            .any(|one| one.key == key && one.state == AskedState::Taken)
    };
    let offered = teeth.into_iter().filter(|tooth| !taken(&tooth.key));
    let more = offered.map(|tooth| (service, tooth)).chain(further);
    if let Some(token) = form.token.clone() {
        keep_free(town, desk, token, more.collect()).await;
    }
}

/// Cal.com is asked before somebody is promised another time.
pub async fn ask_about_move(
    town: &Town,
    desk: &Desk,
    request: &desk::request::MoveRequest,
    service: ServiceId,
) {
    let checked = desk.reception().check(
        &CheckRequest {
            appointment_id: Some(request.appointment_id),
            service_id: None,
            staff_id: request.staff_id,
            start: request.start.clone(),
            customer_id: None,
            lengths: request.lengths.clone(),
            then: Vec::new(),
            along: Vec::new(),
            hold: None,
        },
        desk.clock.shows(),
    );
    let Some(verdict) = checked.ok().filter(|verdict| verdict.fits) else {
        return;
    };
    let question = Question {
        service,
        teeth: verdict.phases.iter().filter_map(tooth).collect(),
        form: None,
        moving: Some(salon::AppointmentId(request.appointment_id)),
    };
    put(town, desk, question).await;
}

/// `None`: the program is gone.
async fn put(town: &Town, desk: &Desk, question: Question) -> Option<Vec<AskedView>> {
    let asked = town.asked_of(desk, async |engine| engine.ask(question, PATIENCE).await);
    match asked.await? {
        Ok(said) => {
            town.note(
                &desk.name,
                format!(
                    "asked: {:?}",
                    said.iter().map(|one| one.state).collect::<Vec<_>>()
                ),
            );
            Some(said)
        }
        Err(error) => {
            town.complain(format!("{} asks: {error}", desk.name));
            None
        }
    }
}

async fn keep_free(town: &Town, desk: &Desk, token: String, more: Vec<(ServiceId, Tooth)>) {
    let kept = town.asked_of(desk, async |engine| engine.keep_free(token, more).await);
    if let Some(Err(error)) = kept.await {
        town.complain(format!("{} keeps free: {error}", desk.name));
    }
}

/// Gaps are nobody's booking.
fn tooth(phase: &PhaseView) -> Option<Tooth> {
    let (start, end) = (phase.start.parse().ok()?, phase.end.parse().ok()?);
    (phase.kind == "staff").then_some(Tooth {
        key: phase.key.clone(),
        staff: StaffId(phase.staff_id),
        span: Span::new(start, end)?,
    })
}
