//! A service as customers see it in Cal.com: one event type over the whole comb, on the team's page.
//!
//! Which event type it is stands in the book. If it is gone there, it is made anew. What stands under our slug without our
//! knowing is taken over only when a person has seen what it is – unless a lost answer of ours made it.

use calcom::{
    Client, EventType, EventTypeId, EventTypePatch, Failure, HostAssignment, NewEventType,
    RefusalCode, SchedulingType, TeamId, UserId,
};
use jiff::Timestamp;
use salon::{Service, ServiceId, customer::fold, team};
use store::{
    Read, Store, services, staff,
    sync::{Published, account, publication, whole},
};

use super::{
    SetupError,
    provision::Place,
    read, team_of,
    wire::{insist, paced},
    write,
};
use crate::view::Publication;

/// Minutes between a customer's booking and its start, so that nobody finds a stranger in the chair.
const NOTICE: u32 = 60;

/// Carries a service over to its public event type. `adopt`: one that stands there under our slug is taken over.
///
/// # Errors
/// `UnknownService`, `NoHosts`, `NotConnected`; `SlugInUse` with what stands there; what the server says. How it ended is
/// noted in the book either way.
pub async fn publish_service(
    store: &Store,
    client: &Client,
    service: ServiceId,
    adopt: bool,
    now: Timestamp,
) -> Result<Publication, SetupError> {
    let wish = read(store, move |read| Ok(Wish::load(read, service))).await??;
    let mut press = Press {
        client,
        wish,
        adopt,
        attempts: 0,
    };
    let outcome = press.publish().await;
    let attempts = press.attempts;
    match outcome {
        Ok((what, event_type)) => {
            let id = event_type.id.get();
            write(store, move |tx| {
                whole::set_public(tx, service, Some(id), now)?;
                publication::succeeded(tx, service, what, attempts, now)
            })
            .await?;
            Ok(Publication {
                what: what.into(),
                event_type_id: id,
                slug: event_type.slug,
                minutes: event_type.length_in_minutes,
                attempts,
            })
        }
        Err(error) => {
            let told = (error.code(), error.to_string());
            write(store, move |tx| {
                publication::failed(tx, service, (told.0, &told.1), attempts, now)
            })
            .await?;
            Err(error)
        }
    }
}

/// What customers shall see.
struct Wish {
    team: TeamId,
    /// The one that the book knows.
    known: Option<EventTypeId>,
    title: String,
    slug: String,
    minutes: u32,
    hosts: Vec<HostAssignment>,
    /// Customers do not see what only the desk books.
    hidden: bool,
    place: Place,
}

impl Wish {
    fn load(read: &Read<'_>, id: ServiceId) -> Result<Self, SetupError> {
        let team = team_of(account::find(read)?)?;
        let on_sale = services::all(read)?;
        let found = on_sale.into_iter().find(|service| service.id == id);
        let service = found.ok_or(SetupError::UnknownService)?;
        Ok(Self {
            team,
            known: whole::public_of(read, id)?.map(EventTypeId::new),
            title: service.name.clone(),
            slug: slug(&service),
            minutes: service.minutes(),
            hosts: hosts(read, &service)?,
            hidden: !service.public,
            place: Place::load(read)?,
        })
    }

    fn new_event_type(&self) -> NewEventType {
        NewEventType {
            title: self.title.clone(),
            slug: self.slug.clone(),
            length_in_minutes: self.minutes,
            length_in_minutes_options: Vec::new(),
            description: None,
            scheduling_type: Some(SchedulingType::RoundRobin),
            hosts: self.hosts.clone(),
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
            hosts: Some(self.hosts.clone()),
            hidden: Some(self.hidden),
            ..EventTypePatch::default()
        }
    }
}

/// Everybody who can lead it, works here and is known in Cal.com.
fn hosts(read: &Read<'_>, service: &Service) -> Result<Vec<HostAssignment>, SetupError> {
    let here = staff::all(read)?;
    let leads = team::leads(service);
    let hosts: Vec<HostAssignment> = here
        .iter()
        .filter(|member| member.archived_at.is_none() && leads.contains(&member.id))
        .filter_map(|member| member.calcom_user_id)
        .map(|user| HostAssignment {
            user_id: UserId::new(user),
            mandatory: false,
        })
        .collect();
    if hosts.is_empty() {
        return Err(SetupError::NoHosts);
    }
    Ok(hosts)
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

/// Carrying one service over.
struct Press<'a> {
    client: &'a Client,
    wish: Wish,
    adopt: bool,
    attempts: u32,
}

impl Press<'_> {
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
        let (client, team, patch) = (self.client, self.wish.team, self.wish.patch());
        let update = || client.update_team_event_type(team, id, &patch);
        let insisted = insist(client, &mut self.attempts, update).await;
        insisted.outcome.map(|saved| saved.event_type)
    }

    /// Not idempotent, but the slug is unique: what a lost answer made stands in the way of the next try, and is ours.
    async fn create(&mut self, what: Published) -> Result<(Published, EventType), SetupError> {
        let (client, team, new) = (self.client, self.wish.team, self.wish.new_event_type());
        let create = || client.create_team_event_type(team, &new);
        let insisted = insist(client, &mut self.attempts, create).await;
        let failure = match insisted.outcome {
            Ok(saved) => return Ok((what, saved.event_type)),
            Err(failure) => failure,
        };
        if !is_slug_taken(&failure) {
            return Err(failure.into());
        }
        let find = || client.find_team_event_type(team, &self.wish.slug);
        let there = paced(client, find).await?.ok_or(failure)?;
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
