//! Who works here, and whose clock the salon lives by.

use jiff::tz::TimeZone;
use salon::StaffId;
use store::{
    Read, settings,
    staff::{self, StaffMember},
};

use crate::DeskError;

/// The salon floor.
#[derive(Debug)]
pub(crate) struct Floor {
    pub(crate) zone: TimeZone,
    pub(crate) zone_name: String,
    /// In the order of their columns, those who left included: old appointments name them.
    pub(crate) staff: Vec<StaffMember>,
}

impl Floor {
    pub(crate) fn load(read: &Read<'_>) -> Result<Self, DeskError> {
        let zone_name = settings::zone(read)?;
        Ok(Self {
            zone: TimeZone::get(&zone_name).map_err(|_| DeskError::UnknownZone)?,
            zone_name,
            staff: staff::all(read)?,
        })
    }

    /// Everybody who still works here.
    pub(crate) fn at_work(&self) -> Vec<StaffId> {
        let here = self.staff.iter().filter(|s| s.archived_at.is_none());
        here.map(|member| member.id).collect()
    }

    pub(crate) fn works_here(&self, id: StaffId) -> bool {
        let member = self.staff.iter().find(|s| s.id == id);
        member.is_some_and(|member| member.archived_at.is_none())
    }

    /// # Errors
    /// `UnknownStaff` for somebody who left, too.
    pub(crate) fn somebody(&self, id: i64) -> Result<StaffId, DeskError> {
        let staff = StaffId(id);
        let here = self.works_here(staff).then_some(staff);
        here.ok_or(DeskError::UnknownStaff(id))
    }

    /// Empty for somebody who was never here.
    pub(crate) fn name(&self, id: StaffId) -> String {
        let member = self.staff.iter().find(|s| s.id == id);
        member.map(|member| member.name.clone()).unwrap_or_default()
    }
}
