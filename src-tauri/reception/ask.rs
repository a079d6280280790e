//! What Cal.com says about a time, asked beside the desk's own check.

use std::time::Duration;

use desk::{Desk, request::CheckRequest, view::PhaseView};
use salon::{AppointmentId, ServiceId, Span, StaffId};
use store::appointments;
use sync::{
    Question, Tooth, ask_once, not_asked,
    view::{AskedState, AskedView, NotAsked},
};
use tokio::time::timeout;

use super::{Account, Book, Reception, blocking};
use crate::problem::Problem;

/// So long somebody who is about to say yes may look at a form.
const PATIENCE: Duration = Duration::from_secs(3);

/// What Cal.com is to be asked.
struct Asking {
    question: Question,
    /// What follows in the same visit, which it is not asked about.
    further: Vec<(ServiceId, Tooth)>,
}

impl Reception {
    /// Whether Cal.com offers the times of an appointment's segments; what it offers, and the form holds, is kept free there too.
    /// Empty for a time that the book refuses anyway.
    ///
    /// # Errors
    /// Those of the desk's check.
    pub async fn ask(&self, request: CheckRequest) -> Result<Vec<AskedView>, Problem> {
        let Some(Asking { question, further }) = self.book.asking(request).await? else {
            return Ok(Vec::new());
        };
        let said = self.engine.ask(question.clone(), PATIENCE).await?;
        if let Some(form) = question.form {
            let offered = question.teeth.into_iter();
            let offered = offered.filter(|tooth| !is_taken(&said, &tooth.key));
            let first = offered.map(|tooth| (question.service, tooth));
            self.keep_free(form, first.chain(further).collect());
        }
        Ok(said)
    }
}

impl Account {
    /// The same for a program without an engine. Nothing is kept free; that nothing can be asked is an answer.
    ///
    /// # Errors
    /// Those of the desk's check.
    pub async fn ask(&self, request: CheckRequest) -> Result<Vec<AskedView>, Problem> {
        let book = self.book();
        let Some(Asking { question, .. }) = book.asking(request).await? else {
            return Ok(Vec::new());
        };
        let asked = async {
            match self.lines().await {
                Ok(lines) => Ok(ask_once(&book.store, lines, question.clone(), PATIENCE).await?),
                Err(problem) => Ok(not_asked(&question, without_lines(&problem))),
            }
        };
        // The keychain, too, may keep somebody waiting.
        let asked = timeout(PATIENCE, asked).await;
        asked.unwrap_or_else(|_| Ok(not_asked(&question, NotAsked::NoAnswer)))
    }
}

fn without_lines(problem: &Problem) -> NotAsked {
    match problem.code.as_str() {
        "not_connected" => NotAsked::NotConnected,
        _ => NotAsked::Credentials,
    }
}

impl Book {
    /// `None` for a time that the book refuses anyway.
    async fn asking(&self, request: CheckRequest) -> Result<Option<Asking>, Problem> {
        let (form, wishes) = (request.hold.clone(), request.then.clone());
        let moving = request.appointment_id.map(AppointmentId);
        let service = request.service_id.map(ServiceId);
        let check = move |desk: &Desk, now| desk.check(&request, now);
        let verdict = self.at_desk(check).await?;
        let service = match moving {
            Some(id) => self.service_of(id).await?,
            None => service,
        };
        let Some(service) = service.filter(|_| verdict.fits) else {
            return Ok(None);
        };
        let further = wishes.iter().zip(&verdict.then).flat_map(|(wish, link)| {
            let teeth = link.phases.iter().filter_map(tooth);
            teeth.map(|tooth| (ServiceId(wish.service_id), tooth))
        });
        let teeth = verdict.phases.iter().filter_map(tooth).collect();
        Ok(Some(Asking {
            further: further.collect(),
            question: Question {
                service,
                teeth,
                form,
                moving,
            },
        }))
    }

    async fn service_of(&self, id: AppointmentId) -> Result<Option<ServiceId>, Problem> {
        let store = self.store.clone();
        let found = blocking(move || store.read(|read| appointments::find(read, id))).await??;
        Ok(found.map(|appointment| appointment.service))
    }
}

fn is_taken(said: &[AskedView], key: &str) -> bool {
    said.iter()
        .any(|one| one.key == key && one.state == AskedState::Taken)
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
