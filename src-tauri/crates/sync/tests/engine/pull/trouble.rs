//! What cannot be read is seen in the status, with the reason and since when, and goes by itself.

use calcom_sim::{FaultKind, FaultPlan, FaultRule};
use sync::view::ConnectionState;

use super::{all, online};
use crate::support::{Salon, times::NINE};

fn every_reading(kind: FaultKind) -> FaultPlan {
    FaultPlan::rules(1, [FaultRule::on("GET", "/v2/bookings", 1.0, kind)])
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_fails_at_every_reading_is_not_called_online() {
    for (kind, reason) in [
        (FaultKind::ErrorBeforeCommit(500), "server_error"),
        (FaultKind::Garbage, "undecodable"),
        (FaultKind::DropAfterCommit, "connection_lost"),
    ] {
        let salon = Salon::open().await;
        salon.poll().await;
        salon.sim.set_faults(every_reading(kind));
        online(&salon, salon.anna, NINE, "otto@kunde.example");
        salon.poll().await;
        let since = salon.now();
        salon.poll().await;

        let status = salon.engine().status().await.unwrap();
        assert_eq!(status.connection, ConnectionState::Troubled);
        assert_eq!(status.reason.as_deref(), Some(reason));
        assert_eq!(status.since, Some(since.to_string()), "since it began");
        let beside = salon.store.read(sync::status::of).unwrap();
        assert_eq!(beside.connection, ConnectionState::Troubled);

        salon.sim.set_faults(FaultPlan::default());
        salon.poll().await;
        let status = salon.engine().status().await.unwrap();
        assert_eq!(status.connection, ConnectionState::Online);
        assert_eq!((status.reason, all(&salon).len()), (None, 1));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_of_another_language_is_trouble_and_not_a_flood_of_entries() {
    let salon = Salon::open().await;
    let mut made = Vec::new();
    for hour in 8..16 {
        let start = format!("2026-11-25T{hour:02}:00:00Z");
        made.push(online(&salon, salon.anna, &start, "otto@kunde.example").uid);
    }
    for uid in &made {
        salon.sim.garble(uid, true).unwrap();
    }
    salon.poll().await;
    assert!(salon.review().is_empty());
    assert_eq!(salon.connection().await, ConnectionState::Troubled);
    for uid in &made {
        salon.sim.garble(uid, false).unwrap();
    }
    salon.poll().await;
    assert_eq!(salon.connection().await, ConnectionState::Online);
    assert_eq!(all(&salon).len(), 8, "nothing was read past");
}
