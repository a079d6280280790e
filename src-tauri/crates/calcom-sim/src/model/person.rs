//! Users, teams, memberships, schedules, keys.

use jiff::Timestamp;
use jiff::civil::Weekday;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct User {
    pub id: i64,
    pub name: String,
    pub email: String,
    pub username: String,
    pub time_zone: String,
    /// The organization the user belongs to, if any.
    pub organization: Option<i64>,
}

impl User {
    pub(crate) fn me(&self) -> Value {
        let mut view = json!({
            "id": self.id, "email": self.email, "name": self.name, "avatarUrl": null, "bio": null, "timeFormat": 24,
            "defaultScheduleId": self.id, "weekStart": "Monday", "timeZone": self.time_zone, "username": self.username,
            "organizationId": self.organization,
        });
        if let (Some(id), Some(fields)) = (self.organization, view.as_object_mut()) {
            fields.insert(
                "organization".into(),
                json!({"isPlatform": false, "id": id}),
            );
        }
        view
    }

    pub(crate) fn as_booking_host(&self) -> Value {
        json!({"id": self.id, "name": self.name, "email": self.email, "username": self.username, "timeZone": self.time_zone})
    }

    pub(crate) fn as_member(&self) -> Value {
        json!({"avatarUrl": null, "username": self.username, "name": self.name, "email": self.email, "bio": null})
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Team {
    pub id: i64,
    pub name: String,
    pub slug: String,
    pub time_zone: String,
    pub week_start: String,
    pub parent: Option<i64>,
    pub is_organization: bool,
}

impl Team {
    pub(crate) fn view(&self) -> Value {
        let mut view = json!({
            "hideBookATeamMember": false, "timeZone": self.time_zone, "weekStart": self.week_start, "id": self.id,
            "parentId": self.parent, "name": self.name, "slug": self.slug, "logoUrl": null, "calVideoLogo": null,
            "appLogo": null, "appIconLogo": null, "bio": null, "hideBranding": false,
            "isOrganization": self.is_organization, "isPrivate": false, "theme": null, "brandColor": null,
            "darkBrandColor": null, "bannerUrl": null, "timeFormat": null,
        });
        if self.is_organization
            && let Some(fields) = view.as_object_mut()
        {
            fields.insert("metadata".into(), json!({"requestedSlug": null}));
        }
        view
    }
}

impl Team {
    /// The little that a list of event types shows.
    pub(crate) fn in_event_type(&self) -> Value {
        json!({
            "id": self.id, "name": self.name, "slug": self.slug, "weekStart": self.week_start, "bannerUrl": null,
            "brandColor": null, "darkBrandColor": null, "logoUrl": null, "theme": null,
        })
    }
}

/// A member's rights in a team.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Role {
    /// Sees the team and the own bookings.
    Member,
    /// Also manages members and event types, and sees everybody's bookings.
    Admin,
    /// Everything.
    Owner,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Membership {
    pub id: i64,
    pub user: i64,
    pub team: i64,
    pub role: Role,
}

/// One user's weekly hours.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Schedule {
    pub id: i64,
    pub owner: i64,
    pub name: String,
    pub time_zone: String,
    pub hours: Vec<Hours>,
}

/// The same opening hours on several weekdays (0 = Monday), in local minutes after midnight.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Hours {
    pub days: Vec<i8>,
    pub from: i16,
    pub to: i16,
}

/// Weekdays by their number in [`Hours::days`].
const WEEK: [(Weekday, &str); 7] = [
    (Weekday::Monday, "Monday"),
    (Weekday::Tuesday, "Tuesday"),
    (Weekday::Wednesday, "Wednesday"),
    (Weekday::Thursday, "Thursday"),
    (Weekday::Friday, "Friday"),
    (Weekday::Saturday, "Saturday"),
    (Weekday::Sunday, "Sunday"),
];

impl Schedule {
    pub(crate) fn view(&self) -> Value {
        let availability: Vec<Value> = self.hours.iter().map(Hours::view).collect();
        json!({
            "id": self.id, "ownerId": self.owner, "name": self.name, "timeZone": self.time_zone,
            "availability": availability, "isDefault": true, "overrides": [],
        })
    }
}

impl Hours {
    fn view(&self) -> Value {
        let days: Vec<&str> = WEEK
            .iter()
            .filter(|(day, _)| self.days.contains(&day.to_monday_zero_offset()))
            .map(|(_, name)| *name)
            .collect();
        let clock = |minutes: i16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
        json!({"days": days, "startTime": clock(self.from), "endTime": clock(self.to)})
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ApiKey {
    pub key: String,
    pub user: i64,
    pub expires: Option<Timestamp>,
}
