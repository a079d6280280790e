//! Several services for one customer, one after the other.
//!
//! A chain is searched, judged and held as if it were one comb, so that it fits as a whole or not at all; it is booked as one
//! appointment per service, because a service is what is moved, cancelled and known to Cal.com.

use jiff::SignedDuration;

use crate::{
    id::StaffId,
    plan::{Comb, PlanError},
};

/// No more ways than this are tried: two services in a salon of thirty. Whoever comes later in the order is left out.
const MOST_WAYS: usize = 1024;

/// The ways to do one or several services in a row, the preferred first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chains {
    wholes: Vec<Comb>,
    /// Of each whole, its services; empty where a whole is one service.
    links: Vec<Vec<Link>>,
}

/// One service of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// From the start of the whole.
    pub begins: SignedDuration,
    /// Who does what.
    pub comb: Comb,
}

impl Chains {
    /// One service.
    #[must_use]
    pub fn single(combs: Vec<Comb>) -> Self {
        Self {
            wholes: combs,
            links: Vec::new(),
        }
    }

    /// Services in their order, each with its ways, the preferred first. One stylist for all of them is preferred to several.
    ///
    /// # Errors
    /// [`PlanError::TooLong`] if together they take more than a day.
    pub fn of(services: &[Vec<Comb>]) -> Result<Self, PlanError> {
        Self::with_pauses(services, &[])
    }

    /// The same, each so long after the end of the one before: the first of `pauses` lies before the second service. A negative
    /// one begins before the other ends; where there is none left, it follows directly.
    ///
    /// # Errors
    /// As [`Chains::of`].
    pub fn with_pauses(
        services: &[Vec<Comb>],
        pauses: &[SignedDuration],
    ) -> Result<Self, PlanError> {
        if let [only] = services {
            return Ok(Self::single(only.clone()));
        }
        let mut links: Vec<Vec<Comb>> = Vec::new();
        for lead in leads(services) {
            let theirs: Vec<Vec<Comb>> = services
                .iter()
                .map(|ways| ways.iter().filter(|c| c.lead() == lead).cloned().collect())
                .collect();
            links.extend(combinations(&theirs).take(MOST_WAYS.saturating_sub(links.len())));
        }
        let by_several = combinations(services).filter(|links| !is_by_one(links));
        let rest = MOST_WAYS.saturating_sub(links.len());
        links.extend(by_several.take(rest));
        let links: Vec<_> = links.into_iter().map(|one| placed(one, pauses)).collect();
        let wholes = links
            .iter()
            .map(|links| whole(links))
            .collect::<Result<_, _>>()?;
        Ok(Self { wholes, links })
    }

    /// Each way as one comb.
    #[must_use]
    pub fn wholes(&self) -> &[Comb] {
        &self.wholes
    }

    /// The services of a whole in their order.
    #[must_use]
    pub fn links_of(&self, whole: &Comb) -> Vec<Link> {
        let index = self.wholes.iter().position(|one| one == whole);
        let links = index.and_then(|index| self.links.get(index));
        links.cloned().unwrap_or_else(|| {
            let only = Link {
                begins: SignedDuration::ZERO,
                comb: whole.clone(),
            };
            vec![only]
        })
    }
}

fn placed(combs: Vec<Comb>, pauses: &[SignedDuration]) -> Vec<Link> {
    let mut pauses = pauses.iter().copied();
    let mut begins = SignedDuration::ZERO;
    let mut links = Vec::with_capacity(combs.len());
    for comb in combs {
        let ends = begins + comb.length();
        links.push(Link { begins, comb });
        begins = ends + pauses.next().unwrap_or_default();
    }
    links
}

fn leads(services: &[Vec<Comb>]) -> Vec<StaffId> {
    let mut leads = Vec::new();
    for comb in services.first().into_iter().flatten() {
        if !leads.contains(&comb.lead()) {
            leads.push(comb.lead());
        }
    }
    leads
}

fn is_by_one(links: &[Comb]) -> bool {
    let mut leads = links.iter().map(Comb::lead);
    let first = leads.next();
    leads.all(|lead| Some(lead) == first)
}

/// Every way to take one of each, the last changing fastest.
fn combinations(services: &[Vec<Comb>]) -> impl Iterator<Item = Vec<Comb>> {
    let all = services
        .iter()
        .fold(1_usize, |n, ways| n.saturating_mul(ways.len()));
    (0..all).filter_map(|number| {
        let mut rest = number;
        let mut chosen = Vec::with_capacity(services.len());
        for ways in services.iter().rev() {
            chosen.push(ways.get(rest % ways.len().max(1))?.clone());
            rest /= ways.len().max(1);
        }
        chosen.reverse();
        Some(chosen)
    })
}

fn whole(links: &[Link]) -> Result<Comb, PlanError> {
    let mut links = links.iter();
    let Some(mut whole) = links.next().map(|first| first.comb.clone()) else {
        return Err(PlanError::NobodyCan);
    };
    for link in links {
        let pieces = link.comb.pieces.iter().cloned().map(|mut piece| {
            piece.offset += link.begins;
            piece
        });
        whole.pieces.extend(pieces);
    }
    whole.within_a_day()
}
