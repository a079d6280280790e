//! Any bytes as the answer to any call, over a real connection and read by the real client: never a panic, and never a success out
//! of the status of an error.
//!
//! The first byte chooses the call, the second the status, the rest is the body. `cargo +nightly fuzz run answers` in the root of
//! the project; the ordinary tests send damaged recordings through the same client (`calcom/tests/recordings/mutated.rs`).
#![no_main]

use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    sync::{LazyLock, Mutex},
    thread,
};

use calcom::{
    ApiKey, BaseUrl, BookingQuery, BookingUid, Client, Config, EventTypeId, Reply, SlotQuery,
    TeamId,
};
use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;
use tokio::runtime::Runtime;

const STATUSES: [u16; 8] = [200, 201, 400, 401, 404, 409, 429, 500];

/// What is answered next.
static ANSWER: Mutex<Vec<u8>> = Mutex::new(Vec::new());

static LINE: LazyLock<(Runtime, Client)> = LazyLock::new(|| {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = BaseUrl::parse(&format!("http://{}/v2", listener.local_addr().unwrap())).unwrap();
    thread::spawn(move || listener.incoming().flatten().for_each(answer));
    let key = ApiKey::new("cal_fuzz".to_owned()).unwrap();
    (runtime, Client::new(Config::new(base), key).unwrap())
});

/// Only calls without a body are made.
fn answer(mut stream: TcpStream) {
    let (mut asked, mut chunk) = (Vec::new(), [0; 2_048]);
    while !asked.ends_with(b"\r\n\r\n") {
        match stream.read(&mut chunk) {
            Ok(0) | Err(_) => return,
            Ok(read) => asked.extend_from_slice(&chunk[..read]),
        }
    }
    // Who asked may have gone.
    let _ = stream.write_all(&ANSWER.lock().unwrap());
}

fn is_success<T>(reply: Reply<T>) -> bool {
    reply.outcome.is_ok()
}

async fn call(client: &Client, which: u8) -> bool {
    let (team, event_type) = (TeamId::new(1), EventTypeId::new(1));
    let slots = SlotQuery {
        event_type,
        from: Timestamp::UNIX_EPOCH,
        to: Timestamp::UNIX_EPOCH,
        time_zone: "Europe/Berlin".to_owned(),
        minutes: None,
        rescheduling: None,
    };
    match which % 8 {
        0 => is_success(client.me().await),
        1 => is_success(client.teams().await),
        2 => is_success(client.memberships(team).await),
        3 => is_success(client.team_schedules(team).await),
        4 => is_success(client.team_event_types(team).await),
        5 => is_success(client.slots(&slots).await),
        6 => is_success(client.booking(&BookingUid::new("uid")).await),
        _ => is_success(client.list_bookings(&BookingQuery::default()).await),
    }
}

fuzz_target!(|input: &[u8]| {
    let [which, status, body @ ..] = input else {
        return;
    };
    let status = STATUSES[usize::from(status % 8)];
    let head = format!(
        "HTTP/1.1 {status} Said\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    *ANSWER.lock().unwrap() = [head.as_bytes(), body].concat();
    let (runtime, client) = &*LINE;
    let success = runtime.block_on(call(client, *which));
    assert!(!success || status < 300, "{status} was taken for a success");
});
