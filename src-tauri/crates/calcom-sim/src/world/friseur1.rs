//! The world the recorded exchanges were made in: a plain team, a foreign company, an organization.

use super::World;
use crate::model::Role;

const TUESDAY_TO_SATURDAY: &[i8] = &[1, 2, 3, 4, 5];

impl World {
    /// Team 1 "Friseur 1" (owner Petra 1, stylists Fabian 2, Anna 3, Mehmet 4, admin Rita 5), company 2 (Bruno 6, Bea 7), organization 3 with team 4
    /// (Olga 8, Fabian 9, Anna 10, Mehmet 11, Tom 12). Hours Tuesday to Saturday 9–18. Keys are `cal_fake_<who>`.
    pub fn friseur1() -> Self {
        let expired = jiff::Timestamp::UNIX_EPOCH;
        Self::empty()
            .plain_team()
            .foreign_company()
            .organization()
            .key_until("cal_fake_aexpired", 1, expired)
    }

    fn plain_team(self) -> Self {
        let staff = [
            (1, "Petra Inhaberin", "petra", Role::Owner, "aowner"),
            (5, "Rita Rezeption", "rita", Role::Admin, "aadmin"),
            (2, "Fabian Fischer", "fabian", Role::Member, "afabian"),
            (3, "Anna Albrecht", "anna", Role::Member, "aanna"),
            (4, "Mehmet Yilmaz", "mehmet", Role::Member, "amehmet"),
        ];
        let world = self
            .team(1, "Friseur 1", "friseur-1")
            .key("cal_fake_arate", 1);
        world.staffed(1, "friseur1.example", &staff)
    }

    fn foreign_company(self) -> Self {
        let staff = [
            (6, "Bruno Besitzer", "bruno", Role::Owner, "bowner"),
            (7, "Bea Becker", "bea", Role::Member, "bbea"),
        ];
        self.team(2, "Nagelstudio B", "nagelstudio-b")
            .staffed(2, "nagelstudio-b.example", &staff)
    }

    fn organization(self) -> Self {
        let mut world =
            self.team(3, "Salon Gruppe Org", "salon-gruppe")
                .team(4, "Friseur 1", "friseur-1");
        for (team, parent) in [(3, None), (4, Some(3))] {
            if let Some(team) = world.teams.get_mut(&team) {
                team.week_start = "Sunday".to_owned();
                team.parent = parent;
                team.is_organization = parent.is_none();
            }
        }
        let staff = [
            (8, "Olga Orginhaberin", "olga", Role::Owner, "oowner"),
            (9, "Fabian Fischer", "fabian", Role::Member, "ofabian"),
            (10, "Anna Albrecht", "anna", Role::Member, "oanna"),
            (11, "Mehmet Yilmaz", "mehmet", Role::Member, "omehmet"),
            (12, "Tom Teamadmin", "tom", Role::Member, "olead"),
        ];
        world = world.staffed(3, "salon-gruppe.example", &staff);
        for (user, role) in [
            (8, Role::Owner),
            (12, Role::Admin),
            (9, Role::Member),
            (10, Role::Member),
            (11, Role::Member),
        ] {
            world = world.member(4, user, role);
        }
        for user in world.users.values_mut().filter(|user| user.id >= 8) {
            user.organization = Some(3);
            user.username.push_str("-o");
        }
        world
    }

    fn staffed(self, team: i64, domain: &str, staff: &[(i64, &str, &str, Role, &str)]) -> Self {
        let opening = [(TUESDAY_TO_SATURDAY, 9 * 60, 18 * 60)];
        staff
            .iter()
            .fold(self, |world, &(id, name, username, role, key)| {
                world
                    .user(id, name, username, domain)
                    .member(team, id, role)
                    .hours(id, "Arbeitszeit Di-Sa", &opening)
                    .key(&format!("cal_fake_{key}"), id)
            })
    }
}
