//! One part of an appointment as its bookings tell of it: `A 30 3 0192f8a0-… Auftragen`, a gap `~GAP_A 30 3 0192f8a0-…`.
//!
//! Key with the mark of a gap (`~` others may be booked into it, `=` they may not), minutes, the user in Cal.com who does it
//! (`-` for somebody who has none), its name in the world, and what it is called.

use salon::{Gap, Part, Segment, SegmentKey};
use store::sync::PicturePhase;
use uuid::Uuid;

use super::shorten;

/// A part of an appointment as a booking tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarriedPart {
    /// Place in the order.
    pub sequence: u16,
    /// `A`, `GAP_A`…
    pub key: String,
    /// "Auftragen".
    pub name: String,
    /// How long it was meant to take.
    pub minutes: u16,
    /// For gaps: whether others may be booked into it.
    pub gap: Option<bool>,
    /// Who does it, as a user in Cal.com.
    pub user: Option<i64>,
    /// Its name in the world, where the booking knows it.
    pub uid: Option<Uuid>,
}

impl CarriedPart {
    /// The same as a part of the catalogue that nobody does yet; `None` for a segment with an odd key.
    #[must_use]
    pub fn template(&self) -> Option<Part> {
        let minutes = self.minutes;
        Some(match self.gap {
            Some(bookable) => Part::Gap(Gap { minutes, bookable }),
            None => Part::Segment(Segment {
                key: SegmentKey::parse(&self.key)?,
                name: self.name.clone(),
                minutes,
                performers: Vec::new(),
                hand_over: false,
            }),
        })
    }
}

pub(super) fn written(phase: &PicturePhase) -> String {
    let mark = match phase.gap {
        None => "",
        Some(true) => "~",
        Some(false) => "=",
    };
    let user = phase
        .user
        .map_or_else(|| "-".to_owned(), |user| user.to_string());
    let text = format!(
        "{mark}{} {} {user} {} {}",
        phase.key,
        phase.span.minutes(),
        phase.uid,
        shorten(&phase.name)
    );
    text.trim_end().to_owned()
}

/// `None` for a text that is none of ours.
pub(super) fn read(sequence: u16, text: &str) -> Option<CarriedPart> {
    let mut words = text.splitn(5, ' ');
    let key = words.next()?;
    let (gap, key) = match key.split_at_checked(1)? {
        ("~", key) => (Some(true), key),
        ("=", key) => (Some(false), key),
        _ => (None, key),
    };
    let minutes = words.next()?.parse().ok().filter(|minutes| *minutes > 0)?;
    let user = words.next()?.parse().ok();
    let uid = Uuid::parse_str(words.next()?).ok();
    Some(CarriedPart {
        sequence,
        key: key.to_owned(),
        name: words.next().unwrap_or_default().to_owned(),
        minutes,
        gap,
        user,
        uid,
    })
}

/// The parts of a comb as earlier versions told of them: `A30 ~30 B20`. Segments have even places and gaps odd ones.
pub(super) fn of_comb(comb: &str) -> Vec<CarriedPart> {
    let mut parts: Vec<CarriedPart> = Vec::new();
    let mut segments: u16 = 0;
    for word in comb.split(' ') {
        let digits = word.len() - word.bytes().rev().take_while(u8::is_ascii_digit).count();
        let (name, minutes) = word.split_at(digits);
        let Some(minutes) = minutes.parse().ok().filter(|minutes| *minutes > 0) else {
            return Vec::new();
        };
        let before = parts.last().map(|part| part.key.as_str());
        let (key, gap) = match (name, before) {
            ("~", Some(before)) => (format!("GAP_{before}"), Some(true)),
            ("=", Some(before)) => (format!("GAP_{before}"), Some(false)),
            (name, _) if SegmentKey::parse(name).is_some() => (name.to_owned(), None),
            (_, _) => return Vec::new(),
        };
        segments += u16::from(gap.is_none());
        let place = 2 * segments.saturating_sub(1);
        parts.push(CarriedPart {
            sequence: place + u16::from(gap.is_some()),
            key,
            name: String::new(),
            minutes,
            gap,
            user: None,
            uid: None,
        });
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::picture;

    #[test]
    fn a_part_is_read_as_it_was_written() {
        let picture = picture();
        for phase in &picture.phases {
            let named = PicturePhase {
                name: "Auftragen am Ansatz".to_owned(),
                ..phase.clone()
            };
            let part = read(7, &written(&named)).unwrap();
            assert_eq!((part.sequence, part.key), (7, named.key));
            assert_eq!(i64::from(part.minutes), named.span.minutes());
            assert_eq!((part.gap, part.user), (named.gap, named.user));
            assert_eq!(part.uid.unwrap().to_string(), named.uid);
            assert_eq!(part.name, named.name);
        }
    }

    #[test]
    fn what_earlier_versions_told_is_understood() {
        let parts = of_comb("A30 ~30 B20 =5 C40");
        let told: Vec<_> = parts
            .iter()
            .map(|p| (p.sequence, p.key.as_str(), p.minutes, p.gap))
            .collect();
        let expected = [
            (0, "A", 30, None),
            (1, "GAP_A", 30, Some(true)),
            (2, "B", 20, None),
            (3, "GAP_B", 5, Some(false)),
            (4, "C", 40, None),
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn what_is_none_of_ours_is_no_part() {
        for text in ["", "A", "A x 3 u", "A 0 3 u", "~", "A 30"] {
            assert_eq!(read(0, text), None, "{text}");
        }
        for comb in ["", "~30", "A", "A30 ?5", "a30"] {
            assert_eq!(of_comb(comb), [], "{comb}");
        }
    }
}
