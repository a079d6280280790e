//! A service as customers see it in Cal.com: one event type over the whole comb, on the team's page – or one on the page of each stylist who
//! leads it, where each has an account of their own, as long as it takes with them.
//!
//! Which event types these are stands in the book. If one is gone there, it is made anew. What stands under our slug without our
//! knowing is taken over only when a person has seen what it is – unless a lost answer of ours made it.

use calcom::{
    EventType, EventTypeId, EventTypePatch, Failure, HostAssignment, NewEventType, RefusalCode,
    SchedulingType, UserId,
};
use jiff::Timestamp;
use salon::{Service, ServiceId, customer::fold, team};
use store::{
    Read, Store,
    services::{self, Entry},
    staff::{self, StaffMember},
    sync::{
        Account, Published, account, publication,
        whole::{self, Public},
    },
};

use super::{SetupError, provision::Place, public, read, shelf::Shelf, wire::insist, write};
use crate::{
    lines::Lines,
    view::{Publication, Publications},
};

/// Minutes between a customer's booking and its start, so that nobody finds a stranger in the chair.
const NOTICE: u32 = 60;

/// Carries a service over to its public event types. `adopt`: one that stands there under our slug is taken over. Where each stylist
/// has their own, one that cannot be carried over keeps no other from being.
///
/// # Errors
/// `UnknownService`, `NoHosts`, `NotConnected`; `SlugInUse` with what stands there; what the server says. How it ended is
/// noted in the book either way.
pub async fn publish_service(
    store: &Store,
    lines: &Lines,
    service: ServiceId,
    adopt: bool,
    now: Timestamp,
) -> Result<Publications, SetupError> {
    let plan = read(store, move |read| Ok(Plan::load(read, service))).await??;
    let mut told = Publications {
        done: Vec::new(),
        without_key: Vec::new(),
    };
    let (mut attempts, mut problem, mut did) = (0, None, Published::Updated);
    for wish in plan.wishes {
        let whose = wish.staff.as_ref().map(|member| member.id);
        let name = wish.staff.as_ref().map(|member| member.name.clone());
        let shelf = match whose {
            None => Shelf::of_team(lines, &plan.account),
            Some(staff) => Shelf::of(lines, &plan.account, staff),
        };
        let Some(shelf) = shelf else {
            told.without_key.extend(name);
            continue;
        };
        let mut press = Press {
            shelf,
            wish,
            adopt,
            attempts: 0,
        };
        let outcome = press.publish().await;
        attempts += press.attempts;
        match outcome {
            Ok((what, event_type)) => {
                let public = Public {
                    event_type_id: event_type.id.get(),
                    staff: whose,
                };
                write(store, move |tx| whole::set_public(tx, service, public, now)).await?;
                if what != Published::Updated {
                    did = what;
                }
                told.done.push(Publication {
                    what: what.into(),
                    staff_name: name,
                    event_type_id: public.event_type_id,
                    slug: event_type.slug,
                    minutes: event_type.length_in_minutes,
                    attempts: press.attempts,
                });
            }
            Err(error) => problem = problem.or(Some(error)),
        }
    }
    if told.done.is_empty() && problem.is_none() {
        problem = Some(SetupError::NoHosts);
    }
    let failure = problem
        .as_ref()
        .map(|error| (error.code(), error.to_string()));
    write(store, move |tx| match failure {
        None => publication::succeeded(tx, service, did, attempts, now),
        // Nothing was tried that could be noted.
        Some(_) if attempts == 0 => Ok(()),
        Some((code, words)) => publication::failed(tx, service, (code, &words), attempts, now),
    })
    .await?;
    match problem {
        None => Ok(told),
        Some(error) => Err(error),
    }
}

/// Everything that customers shall see of a service.
struct Plan {
    account: Account,
    wishes: Vec<Wish>,
}

impl Plan {
    fn load(read: &Read<'_>, id: ServiceId) -> Result<Self, SetupError> {
        let account = account::find(read)?.ok_or(SetupError::NotConnected)?;
        let known = whole::public_of(read, id)?;
        let found = services::find_entry(read, id)?;
        // What is sold no more is made nowhere, but where it stands, it is hidden.
        let found = found.filter(|entry| entry.archived_at.is_none() || !known.is_empty());
        let Entry {
            service,
            archived_at,
            ..
        } = found.ok_or(SetupError::UnknownService)?;
        let leading = leading(read, &service)?;
        let place = Place::load(read)?;
        let wish = |staff: Option<&StaffMember>, hosts| {
            let whose = staff.map(|member| member.id);
            let known = known.iter().find(|public| public.staff == whose);
            Some(Wish {
                staff: staff.cloned(),
                known: known.map(|public| EventTypeId::new(public.event_type_id)),
                title: service.name.clone(),
                slug: slug(&service),
                minutes: public::minutes(&service, whose)?,
                hosts,
                hidden: !service.public || archived_at.is_some(),
                place: place.clone(),
            })
        };
        let wishes: Vec<Wish> = if account.is_individual() {
            let each = leading.iter();
            each.filter_map(|member| wish(Some(member), None)).collect()
        } else {
            let matched = leading.iter().filter_map(|member| member.calcom_user_id);
            let hosts: Vec<_> = matched.map(host).collect();
            if hosts.is_empty() {
                return Err(SetupError::NoHosts);
            }
            wish(None, Some(hosts)).into_iter().collect()
        };
        Ok(Self { account, wishes })
    }
}

fn host(user: i64) -> HostAssignment {
    HostAssignment {
        user_id: UserId::new(user),
        mandatory: false,
    }
}

/// Everybody who can lead it and works here.
fn leading(read: &Read<'_>, service: &Service) -> Result<Vec<StaffMember>, SetupError> {
    let leads = team::leads(service);
    let mut here = staff::all(read)?;
    here.retain(|member| member.archived_at.is_none() && leads.contains(&member.id));
    Ok(here)
}

/// What customers shall see.
struct Wish {
    /// On whose page; `None`: the team's.
    staff: Option<StaffMember>,
    /// The one that the book knows.
    known: Option<EventTypeId>,
    title: String,
    slug: String,
    minutes: u32,
    /// `None`: the owner.
    hosts: Option<Vec<HostAssignment>>,
    /// Customers do not see what only the desk books.
    hidden: bool,
    place: Place,
}

impl Wish {
    fn new_event_type(&self) -> NewEventType {
        NewEventType {
            title: self.title.clone(),
            slug: self.slug.clone(),
            length_in_minutes: self.minutes,
            length_in_minutes_options: Vec::new(),
            description: None,
            scheduling_type: Some(SchedulingType::RoundRobin),
            hosts: self.hosts.clone().unwrap_or_default(),
            hidden: self.hidden,
            minimum_booking_notice: NOTICE,
            before_event_buffer: 0,
            after_event_buffer: 0,
            slot_interval: 15,
            locations: self.place.locations(),
            booking_requires_authentication: false,
            disable_guests: true,
            email_settings: None,
        }
    }

    /// Never the slug: its own is refused as taken. Notice, buffers and texts are the owner's.
    fn patch(&self) -> EventTypePatch {
        EventTypePatch {
            title: Some(self.title.clone()),
            length_in_minutes: Some(self.minutes),
            hosts: self.hosts.clone(),
            hidden: Some(self.hidden),
            ..EventTypePatch::default()
        }
    }
}

/// The name in the address: `ansatzfaerbung`; `leistung-7` where the name has nothing that an address may have.
fn slug(service: &Service) -> String {
    let folded = fold(&service.name);
    let words = folded.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return format!("leistung-{}", service.id);
    }
    words.join("-")
}

/// Carrying one over.
struct Press {
    shelf: Shelf,
    wish: Wish,
    adopt: bool,
    attempts: u32,
}

impl Press {
    async fn publish(&mut self) -> Result<(Published, EventType), SetupError> {
        let Some(known) = self.wish.known else {
            return self.create(Published::Created).await;
        };
        match self.update(known).await {
            Ok(event_type) => Ok((Published::Updated, event_type)),
            Err(failure) if is_gone(&failure) => self.create(Published::CreatedAnew).await,
            Err(failure) => Err(failure.into()),
        }
    }

    /// Harmless to repeat.
    async fn update(&mut self, id: EventTypeId) -> Result<EventType, Failure> {
        let (shelf, patch) = (&self.shelf, self.wish.patch());
        let update = || shelf.update_once(id, &patch);
        insist(&shelf.client, &mut self.attempts, update)
            .await
            .outcome
    }

    /// Not idempotent, but the slug is unique: what a lost answer made stands in the way of the next try, and is ours.
    async fn create(&mut self, what: Published) -> Result<(Published, EventType), SetupError> {
        let (shelf, new) = (&self.shelf, self.wish.new_event_type());
        let create = || shelf.create_once(&new);
        let insisted = insist(&shelf.client, &mut self.attempts, create).await;
        let failure = match insisted.outcome {
            Ok(event_type) => return Ok((what, event_type)),
            Err(failure) => failure,
        };
        if !is_slug_taken(&failure) {
            return Err(failure.into());
        }
        let there = shelf.find(&self.wish.slug).await?.ok_or(failure)?;
        if insisted.answer_lost {
            return Ok((what, there));
        }
        if !self.adopt {
            return Err(SetupError::SlugInUse {
                title: there.title,
                minutes: there.length_in_minutes,
            });
        }
        Ok((Published::Adopted, self.update(there.id).await?))
    }
}

fn is_gone(failure: &Failure) -> bool {
    refused_as(
        failure,
        &[RefusalCode::EventTypeGone, RefusalCode::NotFound],
    )
}

fn is_slug_taken(failure: &Failure) -> bool {
    refused_as(failure, &[RefusalCode::SlugTaken])
}

fn refused_as(failure: &Failure, codes: &[RefusalCode]) -> bool {
    matches!(failure, Failure::Refused(refusal) if codes.contains(&refusal.code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_only_what_addresses_may_have() {
        for (name, wanted) in [
            ("Ansatzfärbung", "ansatzfaerbung"),
            ("Waschen, Schneiden & Föhnen", "waschen-schneiden-foehnen"),
            ("  Größe XL  ", "groesse-xl"),
            ("💇🏽‍♀️", "leistung-7"),
        ] {
            let service = Service {
                id: ServiceId(7),
                number: None,
                name: name.to_owned(),
                category: String::new(),
                colour: "plum".to_owned(),
                price_cents: None,
                public: true,
                parts: Vec::new(),
            };
            assert_eq!(slug(&service), wanted);
        }
    }
}
