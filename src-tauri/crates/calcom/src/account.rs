//! The account: who the key belongs to, its teams, their people and schedules.

use jiff::civil::{Date, Time};
use reqwest::Method;
use serde::Deserialize;

use crate::client::{Call, Client};
use crate::decode::{Envelope, Page};
use crate::ids::{MembershipId, ScheduleId, TeamId, UserId};
use crate::outcome::Failure;
use crate::personal::Personal;
use crate::reply::{CallMeta, Reply};
use crate::tolerant::{self, open_enum};
use crate::versions::Family;

/// Memberships per page; a salon fits in one.
const MEMBERSHIPS_PER_PAGE: usize = 100;
/// No team has this many pages; a server that ignores `skip` would otherwise never end.
const MOST_PAGES: usize = 50;

/// The owner of the key.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Me {
    /// The user.
    pub id: UserId,
    /// The public name in addresses.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub username: Option<String>,
    /// The name.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub name: Option<Personal>,
    /// The address Cal.com writes to.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub email: Option<Personal>,
    /// IANA name, e.g. `Europe/Berlin`.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub time_zone: Option<String>,
    /// The organization the user belongs to.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub organization_id: Option<TeamId>,
}

/// A team, or an organization.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Team {
    /// The team.
    pub id: TeamId,
    /// Its name: the salon's.
    pub name: String,
    /// Its name in addresses.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub slug: Option<String>,
    /// The organization it is part of.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub parent_id: Option<TeamId>,
    /// Whether it is an organization itself, which cannot be booked.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub is_organization: bool,
    /// IANA name.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub time_zone: Option<String>,
}

open_enum! {
    /// What a member may do in a team.
    Role {
        /// Everything.
        Owner = "OWNER",
        /// Manages event types and members.
        Admin = "ADMIN",
        /// Is booked.
        Member = "MEMBER",
    }
}

/// One person's place in a team.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Membership {
    /// The membership.
    pub id: MembershipId,
    /// The person: what event types name as host.
    pub user_id: UserId,
    /// The team.
    pub team_id: TeamId,
    /// Whether the invitation was accepted; before that the person cannot be a host.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub accepted: bool,
    /// The role.
    pub role: Role,
    /// The person's names.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub user: Member,
}

/// The names of a member.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Member {
    /// The name.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub name: Option<Personal>,
    /// The public name in addresses.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub username: Option<String>,
    /// The address.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub email: Option<Personal>,
}

/// Somebody's working time.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Schedule {
    /// The schedule.
    pub id: ScheduleId,
    /// Whose it is.
    pub owner_id: UserId,
    /// Its name.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub name: String,
    /// IANA name of the zone in which the times are meant.
    pub time_zone: String,
    /// The weekly hours.
    #[serde(default, deserialize_with = "tolerant::list")]
    pub availability: Vec<WeeklyHours>,
    /// Whether event types use it unless told otherwise.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub is_default: bool,
    /// Single days that differ.
    #[serde(default, deserialize_with = "tolerant::list")]
    pub overrides: Vec<DayOverride>,
}

/// The same hours on some days of every week.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WeeklyHours {
    /// English day names: `Monday` … `Sunday`.
    pub days: Vec<String>,
    /// From.
    pub start_time: Time,
    /// To.
    pub end_time: Time,
}

/// Other hours on one day.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DayOverride {
    /// The day.
    pub date: Date,
    /// From.
    pub start_time: Time,
    /// To. Equal to the start for a day off.
    pub end_time: Time,
}

impl Client {
    /// Who the key belongs to: the cheapest call, and the connection test.
    pub async fn me(&self) -> Reply<Me> {
        let call = Call::new("me", Method::GET, Family::Account, &["me"]);
        self.send(call).await.and_then(Envelope::one)
    }

    /// The teams of the key's owner; for members of an organization that organization too.
    /// [`RouteMissing`](crate::RefusalCode::RouteMissing) on community servers, which have no teams.
    pub async fn teams(&self) -> Reply<Page<Team>> {
        let call = Call::new("teams", Method::GET, Family::Account, &["teams"]);
        self.send(call).await.and_then(Envelope::page)
    }

    /// Everybody in a team. Needs an admin's key ([`RoleTooLow`](crate::AuthProblem::RoleTooLow) otherwise).
    ///
    /// Reads all pages – one call per 100 people; the circumstances are those of the last.
    pub async fn memberships(&self, team: TeamId) -> Reply<Page<Membership>> {
        let mut all = Page::default();
        for page in 0..MOST_PAGES {
            let reply = self
                .memberships_from(team, page * MEMBERSHIPS_PER_PAGE)
                .await;
            let meta = reply.meta;
            let page = match reply.outcome {
                Ok(page) => page,
                Err(failure) => {
                    return Reply {
                        outcome: Err(failure),
                        meta,
                    };
                }
            };
            let last = page.returned() < MEMBERSHIPS_PER_PAGE;
            all = Page::followed_by(all, page);
            if last {
                return Reply {
                    outcome: Ok(all),
                    meta,
                };
            }
        }
        Reply {
            outcome: Err(Failure::undecodable(200, "the pages do not end")),
            meta: CallMeta::default(),
        }
    }

    async fn memberships_from(&self, team: TeamId, skip: usize) -> Reply<Page<Membership>> {
        let team = team.to_string();
        let path = ["teams", &team, "memberships"];
        let call = Call::new("memberships", Method::GET, Family::Account, &path)
            .query("skip", skip.to_string())
            .query("take", MEMBERSHIPS_PER_PAGE.to_string());
        self.send(call).await.and_then(Envelope::page)
    }

    /// The schedules of everybody in a team.
    pub async fn team_schedules(&self, team: TeamId) -> Reply<Page<Schedule>> {
        let team = team.to_string();
        let path = ["teams", &team, "schedules"];
        let call = Call::new("team schedules", Method::GET, Family::Account, &path);
        self.send(call).await.and_then(Envelope::page)
    }

    /// The schedules of the key's owner.
    pub async fn own_schedules(&self) -> Reply<Page<Schedule>> {
        let call = Call::new(
            "own schedules",
            Method::GET,
            Family::Schedules,
            &["schedules"],
        );
        self.send(call).await.and_then(Envelope::page)
    }
}
