//! Changes in Cal.com cannot be read although calls go out: said in the status until it is over, not only in the log.

use calcom::Failure;
use store::sync::account;

use super::Reader;
use crate::{context::Context, error::SyncError, policy};

/// A page could not be read with this key. What is wrong with the line as a whole, or with a stylist's key, is said there, and that
/// says enough.
pub(super) async fn failed(
    context: &Context,
    reader: Reader<'_>,
    failure: &Failure,
) -> Result<(), SyncError> {
    match policy::gate_after(failure, context.now()) {
        Some(gate) => {
            let (lines, key) = (reader.lines.clone(), reader.key);
            context
                .write(move |tx, context| {
                    if let Some(last) = context.contact.last() {
                        account::contact(tx, last)?;
                    }
                    crate::worker::note_gate(tx, &lines, key, gate, context.now())
                })
                .await
        }
        None => began(context, failure.code()).await,
    }
}

/// Reading is troubled for this reason, perhaps since long.
pub(super) async fn began(context: &Context, reason: &'static str) -> Result<(), SyncError> {
    set(context, Some(reason)).await
}

/// A reading came through.
pub(super) async fn over(context: &Context) -> Result<(), SyncError> {
    set(context, None).await
}

/// Writes only what is new.
async fn set(context: &Context, trouble: Option<&'static str>) -> Result<(), SyncError> {
    let known = context
        .read(|read| Ok(account::find(read)?.and_then(|account| account.trouble)))
        .await?;
    if known.as_deref() == trouble {
        return Ok(());
    }
    let is_new = context
        .write(move |tx, context| account::set_trouble(tx, trouble, context.now()))
        .await?;
    match trouble {
        Some(reason) if is_new => tracing::warn!(reason, "changes in cal.com cannot be read"),
        None if is_new => tracing::info!("changes in cal.com can be read again"),
        Some(_) | None => {}
    }
    Ok(())
}
