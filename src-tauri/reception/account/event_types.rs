//! The event map: planned, made, verified, linked by hand, cleared.

use jiff::Timestamp;
use sync::{
    setup::{self, Halt},
    view::{
        EventGrid, LinkRequest, MapFinding, OldEventType, PairRequest, PairView, ProvisionProgress,
        ProvisionStep, Provisioned, ResolvedChild,
    },
};

use super::Account;
use crate::{problem::Problem, reception::blocking};

impl Account {
    /// What has to be done so that every segment can be booked. Changes nothing.
    ///
    /// # Errors
    /// `not_connected`, and what the server says.
    pub async fn plan_event_types(&self) -> Result<Vec<ProvisionStep>, Problem> {
        Ok(setup::plan_event_types(&self.book.store, &self.lines().await?).await?)
    }

    /// Does it. `progress` hears of every event type; `halt` calls it off.
    ///
    /// # Errors
    /// As for the plan; what was done before stays done.
    pub async fn apply_event_types(
        &self,
        halt: &Halt,
        progress: impl Fn(&ProvisionProgress),
    ) -> Result<Provisioned, Problem> {
        let (lines, now) = (self.lines().await?, Timestamp::now());
        Ok(setup::apply_event_types(&self.book.store, &lines, now, halt, progress).await?)
    }

    /// Event types of ours that nobody needs any more. Changes nothing. `progress` hears how many of how many were looked at.
    ///
    /// # Errors
    /// As for the plan.
    pub async fn old_event_types(
        &self,
        progress: impl Fn(usize, usize) + Send,
    ) -> Result<Vec<OldEventType>, Problem> {
        let (lines, now) = (self.lines().await?, Timestamp::now());
        Ok(setup::old_event_types(&self.book.store, &lines, now, progress).await?)
    }

    /// Deletes those of `chosen` that nothing hangs on. `progress` hears how many of how many are settled.
    ///
    /// # Errors
    /// As for the plan.
    pub async fn clean_event_types(
        &self,
        chosen: &[i64],
        progress: impl Fn(usize, usize) + Send,
    ) -> Result<Vec<OldEventType>, Problem> {
        let (lines, now) = (self.lines().await?, Timestamp::now());
        Ok(setup::clean_event_types(&self.book.store, &lines, chosen, now, progress).await?)
    }

    /// Looks again for the children of managed event types: of one pair, or of all.
    ///
    /// # Errors
    /// As for the plan.
    pub async fn resolve_children(
        &self,
        pair: Option<PairRequest>,
    ) -> Result<Vec<ResolvedChild>, Problem> {
        let (client, now) = (self.client().await?, Timestamp::now());
        let store = &self.book.store;
        Ok(match pair {
            Some(pair) => setup::resolve_pair(store, &client, pair, now).await?,
            None => setup::resolve_children(store, &client, Timestamp::MAX, now).await?,
        })
    }

    /// What is not right with the event map. Changes nothing in Cal.com; the book remembers it.
    ///
    /// # Errors
    /// As for the plan.
    pub async fn verify_event_types(&self) -> Result<Vec<MapFinding>, Problem> {
        let (lines, now) = (self.lines().await?, Timestamp::now());
        Ok(setup::check_event_map(&self.book.store, &lines, now).await?)
    }

    /// The whole event map as the book has it.
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn event_grid(&self) -> Result<EventGrid, Problem> {
        let store = self.book.store.clone();
        Ok(blocking(move || store.read(setup::event_grid)).await??)
    }

    /// One pair of the event map, with its event type as it is in Cal.com.
    ///
    /// # Errors
    /// `not_connected`, and what the server says.
    pub async fn event_pair(&self, pair: PairRequest) -> Result<PairView, Problem> {
        let (lines, now) = (self.lines().await?, Timestamp::now());
        Ok(setup::event_pair(&self.book.store, &lines, pair, now).await?)
    }

    /// Names the event type of a pair by hand, or takes the pair out of the map.
    ///
    /// # Errors
    /// `pair_not_needed`, `unknown_event_type`, `event_type_not_ours`, `no_match`, `not_connected`, and what the server says.
    pub async fn link_event_type(&self, link: LinkRequest) -> Result<EventGrid, Problem> {
        let lines = self.lines().await?;
        Ok(setup::link_event_type(&self.book.store, &lines, link, Timestamp::now()).await?)
    }
}
