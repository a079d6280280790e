//! How well the synchronisation works, from the journal: one query for each question.
//!
//! A call that was never sent says something about the line, not about the synchronisation, and counts for nothing here.
//! A call has failed when the server refused it, when it was looked for in vain, or when nobody knows what became of it.
//! Instants are whole seconds, so what took less than a second took none.

use jiff::{SignedDuration, Timestamp};

use crate::{Read, StoreError, appointments::Origin, row::At, row::Row};

/// What became of the calls that were settled in a stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// What was wanted is the case.
    pub done: u32,
    /// Refused, proven absent, or a cancellation without an answer.
    pub failed: u32,
    /// Never left the house; neither of the two.
    pub not_sent: u32,
}

/// How long something took, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Spread {
    /// How many were measured. Without any, the rest is 0.
    pub count: u32,
    /// On average.
    pub mean_ms: u32,
    /// Half of them took no longer.
    pub p50_ms: u32,
    /// 19 of 20 took no longer.
    pub p95_ms: u32,
    /// The longest.
    pub max_ms: u32,
}

/// The calls of one minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MinuteTally {
    /// Minutes since the beginning of the stretch.
    pub minute: u32,
    /// Calls that were answered, or given up waiting for, in this minute.
    pub calls: u32,
    /// How many of them have failed so far as is known.
    pub failed: u32,
}

/// The calls of a stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stretch {
    /// Which, counted from 0.
    pub number: u32,
    /// What was wanted is the case.
    pub done: u32,
    /// As in [`Tally`].
    pub failed: u32,
    /// What the server took for an answer on average, in milliseconds; 0 without any.
    pub mean_ms: u32,
    /// And at the longest.
    pub max_ms: u32,
}

const TALLY: &str = "SELECT count(*) FILTER (WHERE state = 'done'),
        count(*) FILTER (WHERE state IN ('refused', 'absent', 'lost')),
        count(*) FILTER (WHERE state = 'not_sent')
     FROM operations WHERE settled_at >= ?1";

/// What became of the calls settled since.
///
/// # Errors
/// The book cannot be read.
pub fn tally(read: &Read<'_>, since: Timestamp) -> Result<Tally, StoreError> {
    let tally = read.one(TALLY, [At(since)], |row| {
        Ok(Tally {
            done: row.get(0)?,
            failed: row.get(1)?,
            not_sent: row.get(2)?,
        })
    })?;
    Ok(tally.unwrap_or_default())
}

/// How far back the calls that belong to one wish are sought. What takes longer is measured from the wish all the same,
/// unless the appointment was wanted anew meanwhile.
const LONGEST_WISH: SignedDuration = SignedDuration::from_hours(24);

// Blocks of days are nobody's wish: those far away wait until there is nothing else to do.
// A wish ends with a call that is done; the next call of that phase begins another one. It is as old as the task's, unless
// that was renewed after its first call: then that call is the oldest known trace of it.
const CONFIRMATION: &str = "WITH calls AS (
        SELECT task_id, phase_id, state, sent_at, settled_at,
            count(*) FILTER (WHERE state = 'done')
                OVER (PARTITION BY phase_id ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS wish
        -- In the order of phases it would read them all.
        FROM operations INDEXED BY operations_by_time WHERE settled_at >= ?2
     ), wishes AS (
        SELECT task_id, min(sent_at) AS first_sent, max(settled_at) AS confirmed
        FROM calls GROUP BY phase_id, wish HAVING max(state = 'done') = 1 AND max(settled_at) >= ?1
     ), taken AS (
        SELECT 1000 * max(0, w.confirmed - CASE WHEN t.wanted_at <= w.first_sent THEN t.wanted_at ELSE w.first_sent END) AS ms
        FROM wishes w JOIN sync_tasks t ON t.id = w.task_id AND t.appointment_id IS NOT NULL
     ), placed AS (
        SELECT ms, row_number() OVER (ORDER BY ms) AS place, count(*) OVER () AS n FROM taken
     )
     SELECT count(*), ifnull(avg(ms), 0.0), ifnull(max(ms), 0),
        ifnull(min(ms) FILTER (WHERE place * 100 >= n * 50), 0), ifnull(min(ms) FILTER (WHERE place * 100 >= n * 95), 0)
     FROM placed";

/// From the wish at the desk to its confirmation by Cal.com, for each segment confirmed since.
///
/// # Errors
/// The book cannot be read.
pub fn confirmation(read: &Read<'_>, since: Timestamp) -> Result<Spread, StoreError> {
    let from = since
        .checked_sub(LONGEST_WISH)
        .unwrap_or(Timestamp::UNIX_EPOCH);
    Ok(read
        .one(CONFIRMATION, (At(since), At(from)), spread)?
        .unwrap_or_default())
}

const ANSWER: &str = "WITH placed AS (
        SELECT latency_ms AS ms, row_number() OVER (ORDER BY latency_ms) AS place, count(*) OVER () AS n
        FROM operations WHERE settled_at >= ?1 AND state <> 'not_sent' AND latency_ms IS NOT NULL
     )
     SELECT count(*), ifnull(avg(ms), 0.0), ifnull(max(ms), 0),
        ifnull(min(ms) FILTER (WHERE place * 100 >= n * 50), 0), ifnull(min(ms) FILTER (WHERE place * 100 >= n * 95), 0)
     FROM placed";

/// How long the server took to answer the calls settled since.
///
/// # Errors
/// The book cannot be read.
pub fn answer(read: &Read<'_>, since: Timestamp) -> Result<Spread, StoreError> {
    Ok(read.one(ANSWER, [At(since)], spread)?.unwrap_or_default())
}

fn spread(row: &Row<'_>) -> rusqlite::Result<Spread> {
    Ok(Spread {
        count: row.get(0)?,
        mean_ms: whole_ms(row.get(1)?),
        max_ms: ms(row, 2)?,
        p50_ms: ms(row, 3)?,
        p95_ms: ms(row, 4)?,
    })
}

/// A wait of more than 49 days is as bad as one of 49 days.
fn ms(row: &Row<'_>, column: usize) -> rusqlite::Result<u32> {
    let ms: i64 = row.get(column)?;
    Ok(u32::try_from(ms.max(0)).unwrap_or(u32::MAX))
}

fn whole_ms(mean: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a float becomes the nearest whole number there is"
    )]
    let mean = mean.round() as i64;
    u32::try_from(mean.max(0)).unwrap_or(u32::MAX)
}

// A call whose fate is unknown counts from the moment its answer was lost, not from when it is settled at last: a server that
// leaves everybody waiting settles nothing.
const MINUTES: &str = "SELECT (at - ?1) / 60 AS minute, count(*), sum(failed) FROM (
        SELECT ifnull(lost_at, settled_at) AS at, state IN ('refused', 'absent', 'lost') AS failed
        FROM operations WHERE settled_at >= ?1 AND state <> 'not_sent'
        UNION ALL
        SELECT lost_at, 1 FROM operations WHERE state IN ('sending', 'uncertain') AND state = 'uncertain'
     )
     WHERE at >= ?1 AND at < ?2 GROUP BY minute ORDER BY minute";

/// The calls from `since` up to but without `until`, minute by minute; a minute without calls has no row.
///
/// # Errors
/// The book cannot be read.
pub fn minutes(
    read: &Read<'_>,
    since: Timestamp,
    until: Timestamp,
) -> Result<Vec<MinuteTally>, StoreError> {
    read.all(MINUTES, (At(since), At(until)), |row| {
        Ok(MinuteTally {
            minute: row.get(0)?,
            calls: row.get(1)?,
            failed: row.get(2)?,
        })
    })
}

const COURSE: &str =
    "SELECT (settled_at - ?1) / ?3 AS number, count(*) FILTER (WHERE state = 'done'),
        count(*) FILTER (WHERE state IN ('refused', 'absent', 'lost')),
        ifnull(avg(latency_ms), 0.0), ifnull(max(latency_ms), 0)
     FROM operations WHERE settled_at >= ?1 AND settled_at < ?2 AND state <> 'not_sent'
     GROUP BY number ORDER BY number";

/// The calls settled from `since` up to but without `until`, in stretches of equal length (at least a second); one without calls has
/// no row.
///
/// # Errors
/// The book cannot be read.
pub fn course(
    read: &Read<'_>,
    since: Timestamp,
    until: Timestamp,
    length: SignedDuration,
) -> Result<Vec<Stretch>, StoreError> {
    let seconds = length.as_secs().max(1);
    read.all(COURSE, (At(since), At(until), seconds), |row| {
        Ok(Stretch {
            number: row.get(0)?,
            done: row.get(1)?,
            failed: row.get(2)?,
            mean_ms: whole_ms(row.get(3)?),
            max_ms: ms(row, 4)?,
        })
    })
}

// A call that was looked for in vain has no code of its own: the server did not do what it was asked, and did not say why.
const CODES: &str = "SELECT ifnull(code, 'server_error') AS code, count(*) AS n
     FROM operations WHERE settled_at >= ?1 AND state IN ('refused', 'absent', 'lost')
     GROUP BY 1 ORDER BY n DESC, 1 LIMIT 10";

/// Why calls settled since have failed, the most frequent reason first; ten at the most.
///
/// # Errors
/// The book cannot be read.
pub fn codes(read: &Read<'_>, since: Timestamp) -> Result<Vec<(String, u32)>, StoreError> {
    read.all(CODES, [At(since)], |row| Ok((row.get(0)?, row.get(1)?)))
}

// Newer appointments have higher numbers, so the search from the end stops at the first that is too old.
const ORIGINS: &str = "SELECT origin, count(*) AS n FROM appointments
     WHERE id > ifnull((SELECT id FROM appointments WHERE created_at < ?1 ORDER BY id DESC LIMIT 1), 0)
     GROUP BY origin ORDER BY n DESC, origin";

/// Who made the appointments that came into the book since, the most frequent first.
///
/// # Errors
/// The book cannot be read.
pub fn origins(read: &Read<'_>, since: Timestamp) -> Result<Vec<(Origin, u32)>, StoreError> {
    read.all(ORIGINS, [At(since)], |row| Ok((row.get(0)?, row.get(1)?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explain::way;

    #[test]
    fn no_question_reads_the_whole_journal() {
        let (since, until) = (At(Timestamp::UNIX_EPOCH), At(Timestamp::UNIX_EPOCH));
        let ways = [
            way(TALLY, [since]),
            way(CONFIRMATION, (since, until)),
            way(ANSWER, [since]),
            way(MINUTES, (since, until)),
            way(CODES, [since]),
            way(COURSE, (since, until, 3600)),
        ];
        for way in ways {
            assert!(
                way.contains("SEARCH operations USING INDEX operations_by_time"),
                "{way}"
            );
            let whole = |step: &&str| step.trim_start() == "SCAN operations";
            assert_eq!(way.lines().find(whole), None, "{way}");
        }
    }

    #[test]
    fn no_question_reads_all_appointments() {
        let way = way(ORIGINS, [At(Timestamp::UNIX_EPOCH)]);
        assert!(way.contains("USING INTEGER PRIMARY KEY (rowid>?)"), "{way}");
    }
}
