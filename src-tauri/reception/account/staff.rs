//! Who is who in Cal.com, and when they work by their schedule there.

use desk::{sheets::WeekdayHours, view::MinuteSpan};
use jiff::Timestamp;
use salon::StaffId;
use sync::{
    setup,
    view::{OtherZones, StaffMatch, TeamMember},
};

use super::Account;
use crate::problem::Problem;

impl Account {
    /// Who is in the team.
    ///
    /// # Errors
    /// `not_connected`, and what the server says.
    pub async fn team_members(&self) -> Result<Vec<TeamMember>, Problem> {
        Ok(setup::team(&self.book.store, &self.client().await?).await?)
    }

    /// Who is who in the team.
    ///
    /// # Errors
    /// `not_connected`, and what the server says.
    pub async fn staff_matches(&self) -> Result<Vec<StaffMatch>, Problem> {
        Ok(setup::staff_matches(&self.book.store, &self.client().await?).await?)
    }

    /// Says who a staff member is in Cal.com.
    ///
    /// # Errors
    /// `no_match` if that user is somebody else's.
    pub async fn match_staff(&self, staff: i64, user: i64) -> Result<(), Problem> {
        Ok(setup::match_staff(&self.book.store, StaffId(staff), user, Timestamp::now()).await?)
    }

    /// Whose hours in Cal.com go by another clock than the salon's; `None`: nobody's.
    ///
    /// # Errors
    /// `not_connected`, and what the server says.
    pub async fn other_zones(&self) -> Result<Option<OtherZones>, Problem> {
        let lines = self.lines().await?;
        Ok(setup::other_zones(&self.book.store, lines, Timestamp::now()).await?)
    }

    /// The usual week that Cal.com has for a staff member, to be looked at. Changes nothing.
    ///
    /// # Errors
    /// `no_match` for somebody who is nobody there; `no_schedule`; `other_zone`; `not_connected`, and what the server says.
    pub async fn calcom_week(&self, staff: i64) -> Result<Vec<WeekdayHours>, Problem> {
        let lines = self.lines().await?;
        let (store, now) = (&self.book.store, Timestamp::now());
        let week = setup::calcom_week(store, &lines, StaffId(staff), now).await?;
        if week.is_empty() {
            return Err(Problem::new("no_schedule", "they have no hours in Cal.com"));
        }
        let mut days: Vec<WeekdayHours> = Vec::new();
        for (weekday, stretch) in week {
            let weekday = weekday.to_monday_one_offset();
            let stretch = MinuteSpan {
                from_minute: stretch.from_minute(),
                to_minute: stretch.to_minute(),
            };
            match days.last_mut().filter(|day| day.weekday == weekday) {
                Some(day) => day.stretches.push(stretch),
                None => days.push(WeekdayHours {
                    weekday,
                    stretches: vec![stretch],
                }),
            }
        }
        Ok(days)
    }
}
