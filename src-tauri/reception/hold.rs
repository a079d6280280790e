//! A time kept free while a form is open: in the book, and on Cal.com as far as that goes. The desk waits for the book only.

use std::sync::Arc;

use desk::{
    request::{BookRequest, HoldRequest},
    view::{AppointmentDetail, HoldView},
};
use salon::ServiceId;
use sync::Tooth;

use super::Reception;
use crate::problem::Problem;

impl Reception {
    /// Keeps a time free. What the form had reserved on Cal.com for another time is given back; the new one is reserved when it
    /// is asked about.
    ///
    /// # Errors
    /// The desk's.
    pub async fn hold(&self, request: HoldRequest) -> Result<HoldView, Problem> {
        let hold = move |desk: &desk::Desk, now| desk.hold(&request, now);
        let held = self.book.at_desk(hold).await?;
        self.keep_free(held.token.clone(), Vec::new());
        Ok(held)
    }

    /// Gives a hold up.
    ///
    /// # Errors
    /// The desk's.
    pub async fn release_hold(&self, token: String) -> Result<(), Problem> {
        let form = token.clone();
        let release = move |desk: &desk::Desk, _| desk.release_hold(&token);
        self.book.at_desk(release).await?;
        self.keep_free(form, Vec::new());
        Ok(())
    }

    /// Books; what the form held is the appointment's from now on.
    ///
    /// # Errors
    /// The desk's.
    pub async fn book(&self, request: BookRequest) -> Result<AppointmentDetail, Problem> {
        let form = request.hold.clone();
        let book = move |desk: &desk::Desk, now| desk.book(&request, now);
        let booked = self.book.at_desk(book).await?;
        if let Some(form) = form {
            self.keep_free(form, Vec::new());
        }
        Ok(booked)
    }

    /// Lets what the form has reserved on Cal.com follow what it holds, beside everything else.
    pub(super) fn keep_free(&self, form: String, more: Vec<(ServiceId, Tooth)>) {
        let engine = Arc::clone(&self.engine);
        tokio::spawn(async move {
            if let Err(error) = engine.keep_free(form, more).await {
                tracing::warn!(%error, "what a form holds could not be looked up for Cal.com");
            }
        });
    }
}

#[cfg(test)]
mod tests;
