//! What changed in Cal.com and has to be known at the desk.

use calcom::Client;

use crate::{context::Context, error::SyncError};

/// Reads what changed since the last time.
pub(crate) async fn run(_context: &Context, _client: &Client) -> Result<(), SyncError> {
    Ok(())
}
