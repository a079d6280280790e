//! The API's manners: versions, keys, rate limit, error shapes, the way of a call through the server.

pub(crate) mod call;
pub(crate) mod dispatch;
pub(crate) mod keys;
pub(crate) mod query;
pub(crate) mod rate_limit;
pub(crate) mod refusal;
pub(crate) mod reply;
pub(crate) mod versions;
