//! `/__sim/…`: the hands on the stand-in's switches, for whoever runs it. Not limited, not recorded, not part of the API.

use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;

use crate::acts::SimBooking;
use crate::faults::FaultPlan;
use crate::http::call::CallRecord;
use crate::sim::Sim;

pub(crate) fn control_router(sim: Sim) -> Router {
    Router::new()
        .route("/__sim/faults", get(faults).post(set_faults))
        .route("/__sim/cut", post(cut))
        .route("/__sim/restore", post(restore))
        .route("/__sim/bookings", get(bookings))
        .route("/__sim/calls", get(calls))
        .with_state(sim)
}

async fn faults(State(sim): State<Sim>) -> Json<FaultPlan> {
    Json(sim.faults())
}

async fn set_faults(State(sim): State<Sim>, Json(plan): Json<FaultPlan>) -> StatusCode {
    sim.set_faults(plan);
    StatusCode::NO_CONTENT
}

/// How long the network stays away, and when it goes. Without `restore_after_ms` it stays away until somebody in the process brings it back.
#[derive(Debug, Default, Deserialize)]
struct Cut {
    restore_after_ms: Option<u64>,
}

/// Answers first and cuts a moment later; else the answer itself would be lost.
async fn cut(State(sim): State<Sim>, body: Option<Json<Cut>>) -> StatusCode {
    let Json(cut) = body.unwrap_or_default();
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(50)).await;
        sim.cut();
        if let Some(after) = cut.restore_after_ms {
            restore_later(sim, after).await;
        }
    });
    StatusCode::ACCEPTED
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Restore {
    after_ms: u64,
}

/// Must be called before the cut it ends, since nobody gets through afterwards.
async fn restore(State(sim): State<Sim>, body: Option<Json<Restore>>) -> StatusCode {
    let Json(restore) = body.unwrap_or_default();
    tokio::spawn(restore_later(sim, restore.after_ms));
    StatusCode::ACCEPTED
}

async fn restore_later(sim: Sim, after_ms: u64) {
    tokio::time::sleep(Duration::from_millis(after_ms)).await;
    if let Err(error) = sim.restore() {
        tracing::error!(%error, "the port could not be opened again");
    }
}

async fn bookings(State(sim): State<Sim>) -> Json<Vec<SimBooking>> {
    Json(sim.bookings())
}

async fn calls(State(sim): State<Sim>) -> Json<Vec<CallRecord>> {
    Json(sim.calls())
}
