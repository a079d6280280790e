//! The salon of the demo, as it looks in Cal.com before Kamm has touched it.

use super::World;
use crate::model::Role;

/// The owner's API key in [`World::demo`].
pub const DEMO_KEY: &str = "cal_demo_friseur1_inhaberin";

/// Everybody but the owner in [`World::demo`], by username.
pub const DEMO_OTHERS: [&str; 4] = ["fabian", "anna", "mehmet", "lea"];

/// The key of one of the [`DEMO_OTHERS`].
pub fn demo_key(username: &str) -> String {
    format!("cal_demo_friseur1_{username}")
}

const TUESDAY_TO_FRIDAY: &[i8] = &[1, 2, 3, 4];
const SATURDAY: &[i8] = &[5];

impl World {
    /// Team "Friseur 1" (id 1): owner Petra Inhaberin (1), stylists Fabian Fischer (2), Anna Albrecht (3), Mehmet Yilmaz (4), assistant Lea Lindner (5).
    /// Europe/Berlin, Tuesday to Friday 9–18:30, Saturday 9–15. No event types. The owner's key is [`DEMO_KEY`], the others' are
    /// [`demo_key`]s.
    pub fn demo() -> Self {
        let staff = [
            (1, "Petra Inhaberin", "petra", Role::Owner),
            (2, "Fabian Fischer", "fabian", Role::Member),
            (3, "Anna Albrecht", "anna", Role::Member),
            (4, "Mehmet Yilmaz", "mehmet", Role::Member),
            (5, "Lea Lindner", "lea", Role::Member),
        ];
        let opening = [
            (TUESDAY_TO_FRIDAY, 9 * 60, 18 * 60 + 30),
            (SATURDAY, 9 * 60, 15 * 60),
        ];
        let mut world = Self::empty()
            .team(1, "Friseur 1", "friseur-1")
            .key(DEMO_KEY, 1);
        for (id, name, username, role) in staff {
            world = world
                .user(id, name, username, "friseur1.example")
                .member(1, id, role)
                .key(&demo_key(username), id)
                .hours(id, "Arbeitszeit", &opening);
        }
        world
    }
}
