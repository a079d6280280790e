//! The name of an event type, read back: `kamm-440-a-s2` is service 440, segment A, staff member 2.

use salon::{SegmentKey, StaffId};

/// By what a service is known in the names of its event types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Known {
    /// Number in the price list.
    Number(u32),
    /// Row in the book, for a service without a number.
    Row(i64),
}

/// What a slug says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Slug {
    pub(super) service: Known,
    pub(super) segment: SegmentKey,
    pub(super) staff: StaffId,
}

impl Slug {
    /// `None` for an event type that no Kamm made.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let mut words = text.strip_prefix("kamm-")?.split('-');
        let service = words.next()?;
        let segment = SegmentKey::parse(&words.next()?.to_ascii_uppercase())?;
        let staff = words.next()?.strip_prefix('s')?.parse().ok()?;
        let service = match service.strip_prefix('x') {
            Some(row) => Known::Row(row.parse().ok()?),
            None => Known::Number(service.parse().ok()?),
        };
        words.next().is_none().then_some(Self {
            service,
            segment,
            staff: StaffId(staff),
        })
    }
}

/// Whose block event type it is: `kamm-block-s2`. `None` for any other.
pub(super) fn block(text: &str) -> Option<StaffId> {
    let row = text.strip_prefix("kamm-block-s")?;
    row.parse().ok().map(StaffId)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_event_type_is_no_service_s() {
        let text = crate::setup::block_slug(StaffId(2));
        assert_eq!(block(&text), Some(StaffId(2)));
        assert_eq!(Slug::read(&text), None);
        assert_eq!(block("kamm-440-a-s2"), None);
    }

    #[test]
    fn what_was_written_is_read_back() {
        let read = |text| Slug::read(text).map(|s| (s.service, s.segment.to_string(), s.staff.0));
        assert_eq!(
            read("kamm-440-a-s2"),
            Some((Known::Number(440), "A".to_owned(), 2))
        );
        assert_eq!(
            read("kamm-x7-b1-s12"),
            Some((Known::Row(7), "B1".to_owned(), 12))
        );
        for other in [
            "",
            "kamm",
            "kamm-440",
            "kamm-440-a-2",
            "kamm-440-a-s2-x",
            "cut-anna",
        ] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
