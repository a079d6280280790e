//! What Cal.com says about a time, asked beside the desk's own check.

use std::time::Duration;

use desk::{request::CheckRequest, view::PhaseView};
use salon::{ServiceId, Span, StaffId};
use sync::{
    Tooth,
    view::{AskedState, AskedView},
};

use super::Reception;
use crate::problem::Problem;

/// So long somebody who is about to say yes may look at a form.
const PATIENCE: Duration = Duration::from_secs(3);

impl Reception {
    /// Whether Cal.com offers the times of a new appointment's segments; what it offers, and the form holds, is kept free there too. Empty for a time that the book refuses anyway, and for a
    /// move: what is to be moved takes its own old time there.
    ///
    /// # Errors
    /// Those of the desk's check.
    pub async fn ask(&self, request: CheckRequest) -> Result<Vec<AskedView>, Problem> {
        let (None, Some(service)) = (request.appointment_id, request.service_id) else {
            return Ok(Vec::new());
        };
        let (form, further) = (request.hold.clone(), request.then.clone());
        let check = move |desk: &desk::Desk, now| desk.check(&request, now);
        let verdict = self.book.at_desk(check).await?;
        if !verdict.fits {
            return Ok(Vec::new());
        }
        let service = ServiceId(service);
        let teeth: Vec<_> = verdict.phases.iter().filter_map(tooth).collect();
        let said = self
            .engine
            .ask(form.as_deref(), service, teeth.clone(), PATIENCE)
            .await?;
        if let Some(form) = form {
            let offered = teeth
                .into_iter()
                .filter(|tooth| !is_taken(&said, &tooth.key));
            let first = offered.map(|tooth| (service, tooth));
            let further = further.iter().zip(&verdict.then).flat_map(|(wish, link)| {
                let teeth = link.phases.iter().filter_map(tooth);
                teeth.map(|tooth| (ServiceId(wish.service_id), tooth))
            });
            self.keep_free(form, first.chain(further).collect());
        }
        Ok(said)
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
