//! `kamm demo`: the demo salon in a window, in the terminal only, or just the stand-in server.

use std::{net::SocketAddr, path::Path};

use serde_json::json;

use super::{Terminal, answer::Answer, args, at_desk, language::Language, now_line};
use crate::{
    app::{self, Opening},
    demo::{self, Demo},
    problem::Problem,
    reception::{Place, start_log},
};

/// Runs the demo. A window answers nothing when it is closed.
pub(super) fn demo(terminal: &Terminal, asked: &args::Demo) -> Result<Option<Answer>, Problem> {
    if let Some(address) = asked.serve {
        return super::wait_for(serve(address, asked.individual, terminal.language)).map(Some);
    }
    let passing = tempfile::tempdir().map_err(|error| {
        Problem::new(
            "store_inaccessible",
            format!("no folder for the demo: {error}"),
        )
    })?;
    let place = place(asked.keep.as_deref().unwrap_or(passing.path()))?;
    let _log = start_log(&place.logs(), false).ok();
    // The window's own runtime, so that engine and stand-in live on when it opens.
    let salon = tauri::async_runtime::block_on(Demo::set_up(place.clone()))?;
    if asked.no_window {
        return at_desk::day(&salon.reception.book, Some(salon.shows), terminal.language).map(Some);
    }
    app::run(place, Opening::Prepared(Box::new(salon)), false)?;
    Ok(None)
}

fn place(folder: &Path) -> Result<Place, Problem> {
    let profile = "demo"
        .parse()
        .map_err(|_| Problem::new("internal", "the demo has no profile"))?;
    let place = Place::new(Some(folder), profile)
        .ok_or_else(|| Problem::new("no_home", "no folder for the demo"))?;
    if place.book().exists() {
        return Err(Problem::new(
            "not_empty",
            "there is a demo in that folder already",
        ));
    }
    Ok(place)
}

/// Serves until it is interrupted.
async fn serve(
    address: SocketAddr,
    individual: bool,
    language: Language,
) -> Result<Answer, Problem> {
    let stand_in = demo::serve(Some(address), individual).await?;
    let stop = language.pick("Beenden mit Strg+C.", "Stop with Ctrl+C.");
    now_line(&format!(
        "{}\nKAMM_CALCOM_KEY={}",
        stand_in.base_url(),
        demo::KEY
    ));
    if individual {
        for name in demo::OTHERS {
            now_line(&format!("{name}: {}", demo::key_of(name)));
        }
    }
    now_line(stop);
    let stopped = tokio::signal::ctrl_c().await;
    stand_in.shutdown().await;
    stopped.map_err(|error| Problem::new("internal", format!("cannot wait: {error}")))?;
    Answer::new(&json!({ "stopped": true }), "")
}
