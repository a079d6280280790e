//! Services as Cal.com has them: what customers book them on, and what stands there that no Kamm made.

use jiff::Timestamp;
use salon::ServiceId;
use sync::{
    setup,
    view::{FoundService, Publications},
};

use super::Account;
use crate::problem::Problem;

impl Account {
    /// Says on which event type customers book a service as a whole; `None`: on none.
    ///
    /// # Errors
    /// `not_a_public_event_type`; as for the plan.
    pub async fn link_public(&self, service: i64, event_type: Option<i64>) -> Result<(), Problem> {
        let (lines, service) = (self.lines().await?, ServiceId(service));
        let now = Timestamp::now();
        Ok(setup::link_public(&self.book.store, &lines, service, event_type, now).await?)
    }

    /// Carries a service over to the event type that customers book it on. `adopt`: what stands at its address already is
    /// taken over.
    ///
    /// # Errors
    /// `slug_in_use` with what stands there, `service_without_hosts`, `unknown_service`; as for the plan.
    pub async fn publish_service(
        &self,
        service: i64,
        adopt: bool,
    ) -> Result<Publications, Problem> {
        let (lines, now) = (self.lines().await?, Timestamp::now());
        let service = ServiceId(service);
        Ok(setup::publish_service(&self.book.store, &lines, service, adopt, now).await?)
    }

    /// Event types in Cal.com that no Kamm made, as services. Changes nothing.
    ///
    /// # Errors
    /// As for the plan.
    pub async fn found_services(&self) -> Result<Vec<FoundService>, Problem> {
        Ok(setup::found_services(&self.book.store, &self.lines().await?).await?)
    }

    /// Links them to a service that stands in the book; answers how many. Changes nothing in Cal.com.
    ///
    /// # Errors
    /// `unknown_service`; as for the plan.
    pub async fn link_found(&self, service: i64, event_types: &[i64]) -> Result<usize, Problem> {
        let (lines, now) = (self.lines().await?, Timestamp::now());
        let service = ServiceId(service);
        Ok(setup::link_found(&self.book.store, &lines, service, event_types, now).await?)
    }
}
