//! The demo's stand-in for Cal.com as others see it: a server that can be made to fail, and bookings that customers change online.

use std::io::{Read, Write};
use std::net::TcpStream;

use serde_json::Value;

use crate::{Failure, Window, hook};

/// The key of the demo's owner, as `kamm demo --serve` says it.
const KEY: &str = "cal_demo_friseur1_inhaberin";
/// The version of the API that bookings are asked for in.
const BOOKINGS: &str = "2024-08-13";

/// A stand-in that answers on this machine.
pub struct StandIn {
    /// `127.0.0.1:34567`.
    address: String,
}

impl StandIn {
    /// The one that the open window is connected to, as its settings show it.
    ///
    /// # Errors
    /// `InVain` where no account is connected; `Odd` if it is not on this machine.
    pub async fn of(window: &Window) -> Result<Self, Failure> {
        let connected = window.find(&hook("connected")).await?.text().await?;
        let address = connected
            .split_once("http://")
            .and_then(|(_, rest)| rest.split(['/', '\n']).next());
        let address =
            address.ok_or_else(|| Failure::Odd(format!("no address in {connected:?}")))?;
        Ok(Self {
            address: address.to_owned(),
        })
    }

    /// From now on calls fail as the plan says (see `calcom-sim`).
    ///
    /// # Errors
    /// `Odd` if it does not take it.
    pub fn fail(&self, plan: &Value) -> Result<(), Failure> {
        self.call("POST", "/__sim/faults", Some(plan)).map(drop)
    }

    /// Every booking there is.
    ///
    /// # Errors
    /// `Odd` if it does not say.
    pub fn bookings(&self) -> Result<Vec<Value>, Failure> {
        let all = self.call("GET", "/__sim/bookings", None)?;
        Ok(all.as_array().cloned().unwrap_or_default())
    }

    /// Somebody changes something in Cal.com: a call of its API.
    ///
    /// # Errors
    /// `Odd` if it is refused.
    pub fn change(&self, method: &str, path: &str, body: &Value) -> Result<(), Failure> {
        self.call(method, path, Some(body)).map(drop)
    }

    fn call(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Value, Failure> {
        let odd = |what: &dyn std::fmt::Display| Failure::Odd(format!("{method} {path}: {what}"));
        let body = body.map_or_else(String::new, Value::to_string);
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {KEY}\r\ncal-api-version: {BOOKINGS}\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}",
            address = self.address,
            length = body.len(),
        );
        let mut answer = String::new();
        TcpStream::connect(&self.address)
            .and_then(|mut line| {
                line.write_all(request.as_bytes())?;
                line.read_to_string(&mut answer)
            })
            .map_err(|error| odd(&error))?;
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
        match head.split(' ').nth(1) {
            Some(status) if status.starts_with('2') => {
                Ok(serde_json::from_str(body).unwrap_or_default())
            }
            _ => Err(odd(&answer)),
        }
    }
}
