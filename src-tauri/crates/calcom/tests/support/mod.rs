//! A server of a few lines that answers exactly what a test tells it to, byte for byte.
#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may fall over"
)]

use std::future::Future;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use calcom::{ApiKey, BaseUrl, Client, Config};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

pub(crate) const KEY: &str = "cal_live_5f2e8d1c9b7a4036";

/// What the server has seen, request by request, as text.
#[derive(Clone, Default)]
pub(crate) struct Seen(Arc<Mutex<Vec<String>>>);

impl Seen {
    pub(crate) fn all(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

/// Answers every request with what `answer` gives for it, and closes the connection. `None` closes it without a word.
pub(crate) async fn server(
    answer: impl Fn(&str) -> Option<Vec<u8>> + Send + Sync + 'static,
) -> (BaseUrl, Seen) {
    let seen = Seen::default();
    let record = seen.clone();
    let answer = Arc::new(answer);
    let base = listen("http", move |mut stream| {
        let (answer, record) = (Arc::clone(&answer), record.clone());
        async move {
            let request = read_request(&mut stream).await;
            let bytes = answer(&request);
            record.0.lock().unwrap().push(request);
            if let Some(bytes) = bytes {
                stream.write_all(&bytes).await.unwrap();
                stream.shutdown().await.unwrap();
            }
        }
    })
    .await;
    (base, seen)
}

/// Hands every connection to `serve`.
pub(crate) async fn listen<F>(
    scheme: &str,
    serve: impl Fn(TcpStream) -> F + Send + 'static,
) -> BaseUrl
where
    F: Future<Output = ()> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream));
        }
    });
    BaseUrl::parse(&format!("{scheme}://{address}/v2")).unwrap()
}

pub(crate) async fn read_request(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = header(head, "content-length").map_or(0, |value| value.parse().unwrap());
            if body.len() >= length {
                return text;
            }
        }
        let mut chunk = [0; 4096];
        match stream.read(&mut chunk).await.unwrap() {
            0 => return text,
            n => bytes.extend_from_slice(&chunk[..n]),
        }
    }
}

/// A header's value in the text of a request.
pub(crate) fn header<'a>(request: &'a str, name: &str) -> Option<&'a str> {
    let mut lines = request.lines().skip(1).take_while(|line| !line.is_empty());
    lines.find_map(|line| {
        let (found, value) = line.split_once(':')?;
        found.eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

pub(crate) fn response(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    let mut text = format!(
        "HTTP/1.1 {status} Said\r\ncontent-length: {}\r\nconnection: close\r\n",
        body.len()
    );
    for (name, value) in headers {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    text.push_str("\r\n");
    [text.as_bytes(), body].concat()
}

pub(crate) fn config(base: BaseUrl) -> Config {
    Config {
        connect_timeout: Duration::from_secs(5),
        request_timeout: Duration::from_secs(10),
        ..Config::new(base)
    }
}

pub(crate) fn client(base: BaseUrl) -> Client {
    client_with(config(base))
}

pub(crate) fn client_with(config: Config) -> Client {
    Client::new(config, ApiKey::new(KEY.into()).unwrap()).unwrap()
}
