//! A stand-in Cal.com in a process of its own: it knows nothing of whoever kills whom, and is asked over its control routes.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    process::{Child, Command, Stdio},
};

use calcom_sim::{FaultPlan, Sim, World};
use serde_json::Value;

const SAYS: &str = "the stand-in is at ";

/// The process. It ends when this is dropped.
pub struct StandInApart {
    child: Child,
    address: SocketAddr,
}

impl StandInApart {
    /// Starts this test program once more to play the part: `role` is an ignored test that calls [`serve`].
    pub fn start(role: &str) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([role, "--exact", "--ignored", "--nocapture"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        // The test harness prints its own words first, on the same line.
        let address = lines
            .find_map(|line| Some(line.unwrap().split_once(SAYS)?.1.parse().unwrap()))
            .expect("the stand-in says where it is");
        Self { child, address }
    }

    /// What is entered as the server's address.
    pub fn base_url(&self) -> String {
        format!("http://{}/v2", self.address)
    }

    /// Trouble from now on.
    pub fn set_faults(&self, plan: &FaultPlan) {
        self.ask(
            "POST",
            "/__sim/faults",
            &serde_json::to_string(plan).unwrap(),
        );
    }

    /// Every booking that was ever made.
    pub fn bookings(&self) -> Vec<Value> {
        let all: Value = serde_json::from_str(&self.ask("GET", "/__sim/bookings", "")).unwrap();
        all.as_array().unwrap().clone()
    }

    /// How many calls that change something have come so far.
    pub fn writes(&self) -> usize {
        let all: Value = serde_json::from_str(&self.ask("GET", "/__sim/calls", "")).unwrap();
        let calls = all.as_array().unwrap().iter();
        calls.filter(|call| call["method"] != "GET").count()
    }

    fn ask(&self, method: &str, path: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(self.address).unwrap();
        let length = body.len();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nhost: stand-in\r\nconnection: close\r\n\
             content-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer
            .split_once("\r\n\r\n")
            .expect("an answer with a head");
        assert!(head.starts_with("HTTP/1.1 20"), "{head}");
        body.to_owned()
    }
}

impl Drop for StandInApart {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        // It ends by itself once nobody holds its input any more; if it has, so much the better.
        let _ = self.child.wait();
    }
}

/// In the other process: serves until the test that started it lets go.
pub fn serve(prepare: impl FnOnce(&Sim)) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let sim = runtime.block_on(Sim::start(World::demo())).unwrap();
    sim.set_rate_limit(Some(1_000_000));
    prepare(&sim);
    let mut out = std::io::stdout().lock();
    writeln!(out, "{SAYS}{}", sim.addr()).unwrap();
    out.flush().unwrap();
    std::io::stdin().lines().for_each(drop);
}
