//! However combs are booked, moved and cancelled: the table never holds an overlap, and nothing is refused without one.

use proptest::prelude::*;
use salon::{AppointmentId, Span};
use store::{Store, StoreError, phases};

use crate::fixture::{Salon, read, span};

/// One thing somebody tries, on a morning of 40 five-minute steps. `which` picks one of the appointments so far.
#[derive(Debug, Clone)]
enum Try {
    Book {
        from: i64,
        teeth: Vec<i64>,
        gap: i64,
    },
    Move {
        which: usize,
        by: i64,
    },
    Cancel {
        which: usize,
    },
}

fn tries() -> impl Strategy<Value = Vec<Try>> {
    let book = (0_i64..40, prop::collection::vec(1_i64..5, 1..4), 0_i64..4)
        .prop_map(|(from, teeth, gap)| Try::Book { from, teeth, gap });
    let moved = (any::<usize>(), -12_i64..12).prop_map(|(which, by)| Try::Move { which, by });
    let cancel = any::<usize>().prop_map(|which| Try::Cancel { which });
    prop::collection::vec(prop_oneof![5 => book, 4 => moved, 1 => cancel], 1..30)
}

/// Appointments and the teeth that they occupy, as they should be.
type Model = Vec<(AppointmentId, Vec<Span>)>;

fn collides(model: &Model, except: Option<AppointmentId>, teeth: &[Span]) -> bool {
    let others = model.iter().filter(|(id, _)| Some(*id) != except);
    others
        .flat_map(|(_, spans)| spans)
        .any(|taken| teeth.iter().any(|tooth| tooth.overlaps(taken)))
}

/// Teeth one after the other with a bookable gap of `gap` steps between them.
fn teeth(from: i64, lengths: &[i64], gap: i64) -> Vec<(i64, i64)> {
    let mut from = from * 5;
    let mut placed = Vec::new();
    for length in lengths {
        placed.push((from, from + length * 5));
        from += (length + gap) * 5;
    }
    placed
}

fn book(salon: &Salon, model: &mut Model, placed: &[(i64, i64)]) {
    let spans: Vec<_> = placed.iter().map(|&(from, to)| span(from, to)).collect();
    let kinds: Vec<_> = placed
        .iter()
        .map(|&(from, to)| (salon.works(), from, to))
        .collect();
    match salon.book(&kinds) {
        Ok(id) => {
            assert!(!collides(model, None, &spans));
            model.push((id, spans));
        }
        Err(StoreError::Overlap) => assert!(collides(model, None, &spans)),
        Err(other) => panic!("{other}"),
    }
}

fn move_by(store: &Store, model: &mut Model, which: usize, steps: i64) {
    let Some(index) = which.checked_rem(model.len()) else {
        return;
    };
    let by = jiff::SignedDuration::from_mins(steps * 5);
    let (id, spans) = model[index].clone();
    let shifted = |s: &Span| Span::new(s.start + by, s.end + by).unwrap();
    let target: Vec<_> = spans.iter().map(shifted).collect();
    let moved = store.write(|tx| {
        let stored = phases::of_appointment(tx, id)?;
        phases::vacate(tx, id)?;
        for (phase, span) in stored.iter().zip(&target) {
            let mut planned = phase.planned.clone();
            planned.span = *span;
            phases::place(tx, phase.id, &planned, true)?;
        }
        Ok(())
    });
    match moved {
        Ok(()) => {
            assert!(!collides(model, Some(id), &target));
            model[index].1 = target;
        }
        Err(StoreError::Overlap) => assert!(collides(model, Some(id), &target)),
        Err(other) => panic!("{other}"),
    }
}

fn cancel(store: &Store, model: &mut Model, which: usize) {
    if let Some(index) = which.checked_rem(model.len()) {
        let (id, _) = model.remove(index);
        store.write(|tx| phases::vacate(tx, id)).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_table_never_holds_an_overlap(tries in tries()) {
        let salon = Salon::new();
        let mut model = Model::new();
        for one in tries {
            match one {
                Try::Book { from, teeth: lengths, gap } => {
                    book(&salon, &mut model, &teeth(from, &lengths, gap));
                }
                Try::Move { which, by } => move_by(&salon.store, &mut model, which, by),
                Try::Cancel { which } => cancel(&salon.store, &mut model, which),
            }
        }

        let busy = read(&salon.store, |r| phases::busy(r, &[salon.anna], span(-500, 1000), &[]));
        let stored: Vec<_> = busy.into_iter().map(|(_, span)| span).collect();
        prop_assert!(stored.is_sorted_by(|a, b| a.end <= b.start));
        let mut expected: Vec<_> = model.into_iter().flat_map(|(_, spans)| spans).collect();
        expected.sort();
        prop_assert_eq!(stored, expected);
    }
}
