//! Event types: a team's, a managed parent's children, a user's own.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::model::{Team, User};
use crate::world::World;

/// How a team event type finds its host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Scheduling {
    RoundRobin,
    Collective,
    /// A template: only its children can be booked.
    Managed,
}

impl Scheduling {
    /// Both spellings the API accepts.
    pub(crate) fn read(word: &str) -> Option<Self> {
        match word {
            "roundRobin" | "ROUND_ROBIN" => Some(Self::RoundRobin),
            "collective" | "COLLECTIVE" => Some(Self::Collective),
            "managed" | "MANAGED" => Some(Self::Managed),
            _ => None,
        }
    }

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::RoundRobin => "roundRobin",
            Self::Collective => "collective",
            Self::Managed => "managed",
        }
    }

    pub(crate) fn constant(self) -> &'static str {
        match self {
            Self::RoundRobin => "ROUND_ROBIN",
            Self::Collective => "COLLECTIVE",
            Self::Managed => "MANAGED",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Host {
    pub user: i64,
    pub mandatory: bool,
    pub priority: String,
}

/// One event type row. `team`, `parent` and `owner` tell its kind: a team's own (team), a managed child (parent and owner), a personal one (owner).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct EventType {
    pub id: i64,
    pub title: String,
    pub slug: String,
    pub description: String,
    pub minutes: i64,
    pub lengths: Vec<i64>,
    pub team: Option<i64>,
    pub owner: Option<i64>,
    pub parent: Option<i64>,
    pub scheduling: Option<Scheduling>,
    pub hosts: Vec<Host>,
    pub hidden: bool,
    pub locations: Value,
    pub email_field: Option<Value>,
    pub custom_fields: Vec<Value>,
    pub slot_interval: Option<i64>,
    pub minimum_notice: i64,
    pub before_buffer: i64,
    pub after_buffer: i64,
    pub disable_guests: bool,
    pub lock_time_zone: bool,
    pub hide_calendar_notes: bool,
    pub requires_authentication: bool,
    pub same_host_on_reschedule: bool,
    pub host_subset_enabled: bool,
    pub booking_window: Value,
    pub confirmation: Value,
    pub booking_limits: Option<Value>,
    /// `disableStandardEmails.all` as (host, attendee), once somebody set it.
    pub mails_disabled: Option<(bool, bool)>,
    pub created: Timestamp,
    /// Grows with each write; lists come in this order, because the real one has none either.
    pub touched: u64,
}

impl EventType {
    /// An event type with the defaults the server gives it.
    pub(crate) fn blank(id: i64, now: Timestamp) -> Self {
        Self {
            id,
            title: String::new(),
            slug: String::new(),
            description: String::new(),
            minutes: 30,
            lengths: Vec::new(),
            team: None,
            owner: None,
            parent: None,
            scheduling: None,
            hosts: Vec::new(),
            hidden: false,
            locations: json!([{"type": "integration", "integration": "cal-video"}]),
            email_field: None,
            custom_fields: Vec::new(),
            slot_interval: None,
            minimum_notice: 120,
            before_buffer: 0,
            after_buffer: 0,
            disable_guests: false,
            lock_time_zone: false,
            hide_calendar_notes: false,
            requires_authentication: false,
            same_host_on_reschedule: false,
            host_subset_enabled: false,
            booking_window: json!({"disabled": true}),
            confirmation: json!({"disabled": true}),
            booking_limits: None,
            mails_disabled: None,
            created: now,
            touched: 0,
        }
    }

    pub(crate) fn is_managed_parent(&self) -> bool {
        self.scheduling == Some(Scheduling::Managed)
    }

    /// Booked with a user, not with a team: a managed child or a personal event type.
    pub(crate) fn is_of_one_user(&self) -> bool {
        self.team.is_none()
    }

    pub(crate) fn needs_confirmation(&self) -> bool {
        self.confirmation.get("type").and_then(Value::as_str) == Some("always")
    }

    /// Users who can be booked: the hosts of a team's event type, the owner of any other.
    pub(crate) fn host_users(&self) -> Vec<i64> {
        match self.owner {
            Some(owner) => vec![owner],
            None => self.hosts.iter().map(|host| host.user).collect(),
        }
    }

    /// The place a booking gets when its request names none.
    pub(crate) fn default_location(&self) -> String {
        let first = self.locations.as_array().and_then(|all| all.first());
        let text = |key: &str| first.and_then(|l| l.get(key)).and_then(Value::as_str);
        match text("type") {
            Some("integration") => "integrations:daily".to_owned(),
            Some(_) | None => text("address")
                .or_else(|| text("link"))
                .or_else(|| text("phone"))
                .unwrap_or("")
                .to_owned(),
        }
    }

    /// The fields every view shares.
    fn base(&self) -> Map<String, Value> {
        let view = json!({
            "id": self.id, "lengthInMinutes": self.minutes, "title": self.title, "slug": self.slug,
            "description": self.description, "locations": self.locations, "bookingFields": self.booking_fields(),
            "recurrence": null, "disableGuests": self.disable_guests, "slotInterval": self.slot_interval,
            "minimumBookingNotice": self.minimum_notice, "beforeEventBuffer": self.before_buffer,
            "afterEventBuffer": self.after_buffer, "metadata": self.metadata(), "price": 0, "currency": "usd",
            "lockTimeZoneToggleOnBookingPage": self.lock_time_zone, "forwardParamsSuccessRedirect": true,
            "successRedirectUrl": null, "isInstantEvent": false, "scheduleId": null,
            "onlyShowFirstAvailableSlot": false, "offsetStart": 0, "bookingWindow": self.booking_window,
            "confirmationPolicy": self.confirmation, "requiresBookerEmailVerification": false,
            "hideCalendarNotes": self.hide_calendar_notes, "seats": {"disabled": true},
            "useDestinationCalendarEmail": false, "hideCalendarEventDetails": false, "hideOrganizerEmail": false,
            "hidden": self.hidden, "bookingRequiresAuthentication": self.requires_authentication,
            "bookerActiveBookingsLimit": {"disabled": true},
        });
        let mut fields = match view {
            Value::Object(fields) => fields,
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::String(_)
            | Value::Array(_) => Map::new(),
        };
        if !self.lengths.is_empty() {
            fields.insert("lengthInMinutesOptions".into(), json!(self.lengths));
        }
        if let Some((host, attendee)) = self.mails_disabled {
            let mails = json!({"disableEmailsToAttendees": attendee, "disableEmailsToHosts": host});
            fields.insert("emailSettings".into(), mails);
        }
        if let Some(limits) = &self.booking_limits {
            fields.insert("bookingLimitsCount".into(), limits.clone());
        }
        fields
    }

    /// As the team endpoints show it.
    pub(crate) fn team_view(&self, world: &World) -> Value {
        let mut fields = self.base();
        let hosts: Vec<Value> = self
            .hosts
            .iter()
            .filter_map(|host| self.host_view(host, world))
            .collect();
        let more = [
            ("hosts", json!(hosts)),
            ("teamId", json!(self.team)),
            ("ownerId", json!(self.owner)),
            ("parentEventTypeId", json!(self.parent)),
            (
                "schedulingType",
                json!(self.scheduling.map(Scheduling::as_str)),
            ),
            ("team", json!({"id": self.team})),
            (
                "rescheduleWithSameRoundRobinHost",
                json!(self.same_host_on_reschedule),
            ),
            ("rrHostSubsetEnabled", json!(self.host_subset_enabled)),
        ];
        fields.extend(more.map(|(name, value)| (name.to_owned(), value)));
        if self.parent.is_none() {
            fields.insert("calVideoSettings".into(), Value::Null);
            fields.insert("assignAllTeamMembers".into(), json!(false));
        }
        Value::Object(fields)
    }

    /// As a team's list shows it: with more of the team.
    pub(crate) fn team_list_view(&self, world: &World) -> Value {
        let mut view = self.team_view(world);
        let team = self
            .team
            .and_then(|id| world.teams.get(&id))
            .map(Team::in_event_type);
        if let (Some(team), Some(fields)) = (team, view.as_object_mut()) {
            fields.insert("team".into(), team);
        }
        view
    }

    /// As `/v2/event-types` shows one of a user's; `listed` leaves out what lists leave out.
    pub(crate) fn user_view(&self, world: &World, listed: bool) -> Value {
        let mut fields = self.base();
        fields.insert("ownerId".into(), json!(self.owner));
        let users: Vec<Value> = self
            .owner
            .and_then(|id| world.users.get(&id))
            .map(user_row)
            .into_iter()
            .collect();
        fields.insert("users".into(), json!(users));
        if listed {
            let title = |field: &Value| field.get("slug").and_then(Value::as_str) == Some("title");
            if let Some(shown) = fields
                .get_mut("bookingFields")
                .and_then(Value::as_array_mut)
            {
                shown.retain(|field| !title(field));
            }
        } else {
            fields.insert("calVideoSettings".into(), Value::Null);
        }
        Value::Object(fields)
    }

    fn host_view(&self, host: &Host, world: &World) -> Option<Value> {
        let user = world.users.get(&host.user)?;
        let mut view = json!({"userId": user.id, "name": user.name, "username": user.username, "avatarUrl": null});
        if self.scheduling == Some(Scheduling::RoundRobin)
            && let Some(fields) = view.as_object_mut()
        {
            fields.insert("mandatory".into(), json!(host.mandatory));
            fields.insert("priority".into(), json!(host.priority));
        }
        Some(view)
    }

    fn metadata(&self) -> Value {
        let mut fields = Map::new();
        if self.is_managed_parent() || self.parent.is_some() {
            fields.insert("managedEventConfig".into(), json!({}));
        }
        if !self.lengths.is_empty() {
            fields.insert("multipleDuration".into(), json!(self.lengths));
        }
        if let Some((host, attendee)) = self.mails_disabled {
            fields.insert(
                "disableStandardEmails".into(),
                json!({"all": {"host": host, "attendee": attendee}}),
            );
        }
        Value::Object(fields)
    }

    fn booking_fields(&self) -> Vec<Value> {
        let default = |kind: &str, slug: &str, required: bool, hidden: bool| json!({"isDefault": true, "type": kind, "slug": slug, "required": required, "disableOnPrefill": false, "hidden": hidden});
        let mut fields = vec![
            json!({"isDefault": true, "type": "name", "slug": "name", "required": true, "label": "your_name", "disableOnPrefill": false}),
            self.email_field
                .clone()
                .unwrap_or_else(|| default("email", "email", true, false)),
            json!({"isDefault": true, "type": "radioInput", "slug": "location", "required": false, "hidden": false}),
        ];
        fields.extend(self.custom_fields.iter().cloned());
        fields.extend([
            default("text", "title", true, true),
            default("textarea", "notes", false, false),
            default("multiemail", "guests", false, self.disable_guests),
            default("textarea", "rescheduleReason", false, false),
        ]);
        fields
    }
}

fn user_row(user: &User) -> Value {
    json!({
        "id": user.id, "name": user.name, "username": user.username, "avatarUrl": null, "brandColor": null,
        "darkBrandColor": null, "weekStart": "Monday", "metadata": {},
    })
}
