//! The window as a person uses it: look for something, click it, type, take a picture.

use std::fs;
use std::mem::replace;
use std::ops::Deref;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use fantoccini::elements::Element;
use fantoccini::{Client, Locator};
use futures_util::FutureExt;
use serde_json::{Value, json};
use tokio::time::sleep;

use crate::desktop::at;
use crate::driver::Driver;
use crate::{Desktop, Failure};

/// How long something may take to appear; generous, because only a failing test ever waits that long.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often the page is looked at meanwhile.
const GLANCE: Duration = Duration::from_millis(50);
/// A picture taken sooner after a change may still show the page as it was.
const SETTLED: Duration = Duration::from_millis(350);
/// A window that has not come to rest by then never will.
const RESTLESS: Duration = Duration::from_secs(3);

/// Has the page paint a dot again and again that looks the same each time.
const STIR: &str = "
    const dot = document.createElement('i');
    dot.id = 'stirred-for-a-picture';
    dot.style.cssText = 'position: fixed; top: 0; left: 0; width: 1px; height: 1px; pointer-events: none';
    document.body.append(dot);
    let odd = false;
    const turn = () => {
        if (!dot.isConnected) return;
        odd = !odd;
        dot.style.background = odd ? 'rgba(1, 1, 1, 0)' : 'rgba(2, 2, 2, 0)';
        setTimeout(turn, 20);
    };
    turn();";
const CALM: &str = "document.getElementById('stirred-for-a-picture')?.remove();";

/// The open window of a program. Everything fantoccini's [`Client`] can do is available through it.
pub struct Window {
    client: Client,
    patience: Duration,
}

impl Deref for Window {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.client
    }
}

impl Desktop {
    /// Starts `program`, hands its window to `act`, and ends it politely, as the end of a session does, whether `act` succeeds,
    /// fails or panics; returns when its process is gone. With `KAMM_FAILURES` set to a folder, a failure leaves a picture of the window there.
    ///
    /// # Errors
    /// `NoWindow` if none can be driven; `Stays` if the program does not end; whatever `act` fails with.
    pub async fn in_window<T, E, A>(&self, program: &Path, args: &[&str], act: A) -> Result<T, E>
    where
        E: From<Failure>,
        A: AsyncFnOnce(&Window) -> Result<T, E>,
    {
        let (driver, client) = Driver::with_window(self, program, args).await?;
        let window = Window {
            client,
            patience: PATIENCE,
        };
        let programs = driver.programs();
        let outcome = AssertUnwindSafe(act(&window)).catch_unwind().await;
        if !matches!(outcome, Ok(Ok(_))) {
            window.leave_evidence(&driver).await;
        }
        // Not by the driver: it closes the web view, answers, and only then kills the program – or is ended before it comes to
        // that and leaves behind a program without a window.
        let ended = programs.end().await;
        let value = outcome.unwrap_or_else(|panic| resume_unwind(panic))?;
        ended?;
        Ok(value)
    }
}

impl Window {
    /// The same window, for which everything is waited for at most `patience` instead of 20 s.
    #[must_use]
    pub fn with_patience(&self, patience: Duration) -> Self {
        let client = self.client.clone();
        Self { client, patience }
    }

    /// The first visible element that `css` selects, as soon as there is one.
    ///
    /// # Errors
    /// `InVain` if the patience ends.
    pub async fn find(&self, css: &str) -> Result<Element, Failure> {
        self.seen(css, Locator::Css(css)).await
    }

    /// The innermost visible element that contains `text`, as soon as there is one. Blanks count as one.
    ///
    /// # Errors
    /// `InVain` if the patience ends.
    pub async fn find_text(&self, text: &str) -> Result<Element, Failure> {
        let quoted = xpath_text(text);
        let holds = format!("contains(normalize-space(.), {quoted})");
        let path = format!("//body//*[{holds}][not(*[{holds}])]");
        self.seen(&format!("“{text}”"), Locator::XPath(&path)).await
    }

    /// Returns once nothing visible is selected by `css`.
    ///
    /// # Errors
    /// `InVain` if the patience ends.
    pub async fn gone(&self, css: &str) -> Result<(), Failure> {
        let what = format!("{css} to go");
        self.until(&what, async || {
            let there = self.displayed(Locator::Css(css)).await?;
            Ok(there.is_none().then_some(()))
        })
        .await
    }

    /// Returns once the JavaScript expression is true.
    ///
    /// # Errors
    /// `InVain` if the patience ends; `Window` if it cannot be evaluated.
    pub async fn holds(&self, expression: &str) -> Result<(), Failure> {
        let script = format!("return Boolean({expression});");
        self.until(expression, async || {
            let held = self.client.execute(&script, Vec::new()).await?;
            Ok((held == Value::Bool(true)).then_some(()))
        })
        .await
    }

    /// Clicks what `css` selects, as soon as it is there.
    ///
    /// # Errors
    /// As for [`Window::find`]; `Window` if something lies over it.
    pub async fn click(&self, css: &str) -> Result<(), Failure> {
        Ok(self.find(css).await?.click().await?)
    }

    /// Clicks the innermost element with this text, as soon as it is there.
    ///
    /// # Errors
    /// As for [`Window::find_text`]; `Window` if something lies over it.
    pub async fn click_text(&self, text: &str) -> Result<(), Failure> {
        Ok(self.find_text(text).await?.click().await?)
    }

    /// Types into the field that `css` selects, in place of what it holds. The driver types as a keyboard
    /// does: umlauts and accents arrive, emoji are swallowed.
    ///
    /// # Errors
    /// As for [`Window::find`]; `Window` if it is not a field.
    pub async fn write(&self, css: &str, text: &str) -> Result<(), Failure> {
        let field = self.find(css).await?;
        field.clear().await?;
        Ok(field.send_keys(text).await?)
    }

    /// Saves a picture of the window, as PNG, once it has stopped changing; after 3 s as it is then, for
    /// something in it may move for good.
    ///
    /// # Errors
    /// `File` if it cannot be written.
    pub async fn screenshot(&self, path: &Path) -> Result<(), Failure> {
        self.show_caret(false).await?;
        let picture = self.picture_at_rest().await?;
        self.show_caret(true).await?;
        save(path, &picture)
    }

    async fn picture_at_rest(&self) -> Result<Vec<u8>, Failure> {
        let start = Instant::now();
        let mut picture = self.picture().await?;
        loop {
            sleep(SETTLED).await;
            let earlier = replace(&mut picture, self.picture().await?);
            if earlier == picture || start.elapsed() > RESTLESS {
                return Ok(picture);
            }
        }
    }

    /// A picture of the window as it is now. The driver waits for something to be painted, and a page that is painted in one piece and
    /// is still never is; so a dot that nobody sees is painted anew meanwhile.
    async fn picture(&self) -> Result<Vec<u8>, Failure> {
        self.client.execute(STIR, Vec::new()).await?;
        let picture = self.client.screenshot().await;
        self.client.execute(CALM, Vec::new()).await?;
        Ok(picture?)
    }

    /// The blinking caret would keep the window from ever coming to rest.
    async fn show_caret(&self, shown: bool) -> Result<(), Failure> {
        let colour = if shown { "" } else { "transparent" };
        let script = "document.documentElement.style.caretColor = arguments[0];";
        self.client.execute(script, vec![colour.into()]).await?;
        Ok(())
    }

    async fn seen(&self, what: &str, locator: Locator<'_>) -> Result<Element, Failure> {
        self.until(what, async || self.displayed(locator).await)
            .await
    }

    async fn displayed(&self, locator: Locator<'_>) -> Result<Option<Element>, Failure> {
        let found = match self.client.find_all(locator).await {
            // Redrawn while it was looked for.
            Err(error) if error.is_stale_element_reference() => return Ok(None),
            found => found?,
        };
        for element in found {
            match element.is_displayed().await {
                Ok(true) => return Ok(Some(element)),
                Ok(false) => {}
                // Redrawn since it was found: it is looked for again.
                Err(error) if error.is_stale_element_reference() => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(None)
    }

    async fn until<T, L>(&self, what: &str, mut look: L) -> Result<T, Failure>
    where
        L: AsyncFnMut() -> Result<Option<T>, Failure>,
    {
        let start = Instant::now();
        loop {
            if let Some(found) = look().await? {
                return Ok(found);
            }
            if start.elapsed() > self.patience {
                return Err(Failure::InVain {
                    what: what.to_owned(),
                    limit: self.patience,
                    shown: self.shown().await,
                });
            }
            sleep(GLANCE).await;
        }
    }

    /// The visible text of the page, or why there is none.
    async fn shown(&self) -> String {
        let text = "return document.body.innerText;";
        match self.client.execute(text, Vec::new()).await {
            Ok(Value::String(text)) => text,
            Ok(other) => other.to_string(),
            Err(error) => json!({ "unreadable": error.to_string() }).to_string(),
        }
    }

    /// What helps to understand a failure; itself allowed to fail, as the window may be broken.
    async fn leave_evidence(&self, driver: &Driver) {
        let Some(folder) = std::env::var_os("KAMM_FAILURES") else {
            return;
        };
        let name = std::process::id().to_string();
        let folder = Path::new(&folder);
        if let Ok(picture) = self.picture().await {
            let _ = save(&folder.join(&name).with_extension("png"), &picture);
        }
        let output = driver.output();
        let _ = save(&folder.join(&name).with_extension("log"), output.as_bytes());
    }
}

fn save(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|cause| at(folder, cause))?;
    }
    fs::write(path, bytes).map_err(|cause| at(path, cause))
}

/// `text` as an XPath string, which knows no escapes: pieces without quotes, joined by quotes.
fn xpath_text(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let pieces = text.split('"').map(|piece| format!("\"{piece}\""));
    let pieces = pieces.collect::<Vec<_>>().join(", '\"', ");
    format!("concat({pieces}, \"\")")
}
