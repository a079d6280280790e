//! The recorded exchanges: reading them, putting them in order, sending them again.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use crate::compare::Answer;

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) headers: BTreeMap<String, String>,
    #[serde(default)]
    pub(crate) body: Value,
}

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Value,
}

#[derive(Debug, Clone)]
pub(crate) struct Recording {
    pub(crate) name: String,
    /// When the real server worked on it, as far as its answer tells.
    pub(crate) at: Timestamp,
    pub(crate) request: Request,
    pub(crate) response: Response,
}

#[derive(Deserialize)]
struct Exchange {
    request: Request,
    response: Response,
}

/// The folder of the recordings, if there is one.
pub(crate) fn folder() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/calcom/recorded");
    let folder = std::env::var_os("KAMM_CALCOM_RECORDINGS").map_or(beside, PathBuf::from);
    folder.is_dir().then_some(folder)
}

/// All recordings in time order; those made at the same moment on purpose come as one group.
pub(crate) fn load(folder: &Path) -> Vec<Vec<Recording>> {
    let names = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names
        .filter_map(|name| name.strip_suffix(".json").map(str::to_owned))
        .collect();
    names.retain(|name| name.starts_with(|c: char| c.is_ascii_digit()));
    names.sort_by_key(|name| order(name));
    let mut recordings: Vec<Recording> = Vec::new();
    for name in names {
        let text = std::fs::read_to_string(folder.join(format!("{name}.json"))).unwrap();
        let Exchange { request, response } =
            serde_json::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
        let before = recordings
            .last()
            .map_or(Timestamp::UNIX_EPOCH, |previous| previous.at);
        let at = moment(&request, &response).unwrap_or(before);
        recordings.push(Recording {
            name,
            at,
            request,
            response,
        });
    }
    // Stable: what tells no time stays behind what was numbered before it.
    recordings.sort_by_key(|recording| recording.at);
    group(recordings)
}

/// Number, letter behind the number, rest of the name.
fn order(name: &str) -> (u32, String) {
    let end = name
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(name.len());
    (name[..end].parse().unwrap(), name[end..].to_owned())
}

fn moment(request: &Request, response: &Response) -> Option<Timestamp> {
    let time = |value: &Value| value.as_str()?.parse().ok();
    let body = &response.body;
    if let Some(at) = body.get("timestamp").and_then(time) {
        return Some(at);
    }
    let field = match (request.method.as_str(), response.status) {
        ("POST", 201) => "createdAt",
        ("POST", 200) => "updatedAt",
        _ => return None,
    };
    body.get("data")?.get(field).and_then(time)
}

fn group(recordings: Vec<Recording>) -> Vec<Vec<Recording>> {
    let mut groups: Vec<Vec<Recording>> = Vec::new();
    for recording in recordings {
        let together = concurrent(&recording.name);
        let partner = together.and_then(|key| {
            groups
                .iter_mut()
                .find(|g| concurrent(&g[0].name) == Some(key))
        });
        match partner {
            Some(group) => group.push(recording),
            None => groups.push(vec![recording]),
        }
    }
    for group in &mut groups {
        // Who was refused came second, whenever the refusal was written.
        group.sort_by_key(|recording| (recording.response.status >= 400, recording.at));
    }
    groups
}

/// The common name of calls that were in flight at once.
fn concurrent(name: &str) -> Option<&str> {
    let (common, _) = name.rsplit_once('-')?;
    let made_for_it = name.contains("create-for");
    (name.contains("concurrent") && !made_for_it).then_some(common)
}

impl Recording {
    pub(crate) async fn send(
        &self,
        client: &reqwest::Client,
        address: SocketAddr,
        path: &str,
    ) -> Answer {
        let url = format!("http://{address}{path}");
        let mut request = client.request(self.request.method.parse().unwrap(), url);
        for (name, value) in &self.request.headers {
            request = request.header(name, value);
        }
        if let Some(raw) = self.request.body.as_str() {
            request = request.body(raw.to_owned());
        } else if !self.request.body.is_null() {
            request = request.body(self.request.body.to_string());
        }
        let response = request.send().await.expect("an answer");
        let status = response.status().as_u16();
        let headers = response.headers().iter();
        let headers = headers
            .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
            .collect();
        let text = response.text().await.unwrap();
        let body = serde_json::from_str(&text).unwrap_or(Value::String(text));
        Answer {
            status,
            headers,
            body,
        }
    }
}
