//! The owner's business: the key, the team, who is who, the event types. Joins the keychain with the set-up of `sync`.

use calcom::{ApiKey, BaseUrl, Client, Config};
use desk::{sheets::WeekdayHours, view::MinuteSpan};
use jiff::Timestamp;
use salon::{ServiceId, StaffId};
use store::sync::{StaffKey, account, staff_key};
use sync::{
    Lines, link,
    rebuild::{self, Rebuild},
    setup::{self, Halt, SetupError},
    view::{
        AccountShape, AccountView, ConnectRequest, ConnectionTest, EventGrid, FoundService,
        LinkChoice, LinkRequest, MapFinding, OldEventType, PairRequest, PairView,
        ProvisionProgress, ProvisionStep, Provisioned, Publication, ResolvedChild, StaffKeyRequest,
        StaffMatch, TeamMember, TeamView,
    },
};
use vault::{Secret, Vault, VaultError};

use super::{Book, Profile, blocking, key};
use crate::problem::Problem;

/// A book's account with Cal.com.
#[derive(Debug, Clone)]
pub struct Account {
    book: Book,
    vault: Vault,
}

impl Account {
    /// The account of a book, with its key in a vault.
    #[must_use]
    pub fn new(book: Book, vault: Vault) -> Self {
        Self { book, vault }
    }

    /// What is connected, if anything is.
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn view(&self) -> Result<Option<AccountView>, Problem> {
        Ok(setup::account_view(&self.book.store, self.key_home()).await?)
    }

    /// Whether a key could be kept here.
    ///
    /// # Errors
    /// Why not, with the keychain's code.
    pub async fn probe(&self) -> Result<(), Problem> {
        if self.vault.is_given() {
            return Ok(());
        }
        Ok(self.vault.probe().await?)
    }

    /// Whose key it is and what it may do. Stores nothing.
    ///
    /// # Errors
    /// `invalid_host`, `key_refused`, `host_unreachable` and the like; `key_missing` if the kept key is another server's.
    pub async fn test(&self, request: ConnectRequest) -> Result<ConnectionTest, Problem> {
        let key = self.key_for(&request).await?;
        Ok(setup::test_connection(&client(&request.base_url, &key)?).await?)
    }

    /// Connects: tests the key, keeps it in the keychain, and takes up the work with the chosen team. Staff whose names leave no
    /// doubt are matched at once. On a server without teams each stylist is connected afterwards, see [`Account::connect_staff`].
    ///
    /// # Errors
    /// Those of the test and of the keychain; `team_needed` if the key belongs to several teams and none was chosen; `no_teams` if
    /// one was chosen where there are none. All is as before then.
    pub async fn connect(&self, request: ConnectRequest) -> Result<AccountView, Problem> {
        let key = self.key_for(&request).await?;
        let client = client(&request.base_url, &key)?;
        let test = setup::test_connection(&client).await?;
        // Known before the key is kept: one that is of no use must not replace one that is.
        let team = usable(test, request.team_id)?;
        let (store, now) = (&self.book.store, Timestamp::now());
        let keys = self.staff_keys().await?;
        let before = self.keep(None, key).await?;
        let connected = match team {
            Some(team) => setup::connect(store, &client, team, now).await,
            None => setup::connect_individual(store, &client, now).await,
        };
        if let Err(error) = connected {
            // The account is the old one still, and this key is not its.
            self.put_back(None, before).await?;
            return Err(error.into());
        }
        self.tidy_away(keys).await?;
        if team.is_some()
            && let Err(error) = setup::match_certain_staff(store, &client, now).await
        {
            // Connected all the same; who is who can be said later.
            tracing::warn!(code = error.code(), "staff could not be matched");
        }
        self.view().await?.ok_or_else(not_connected)
    }

    /// Connects a stylist with a key of their own, where there is no team: tests the key, keeps it in the keychain, and takes up what
    /// waited for it.
    ///
    /// # Errors
    /// `team_account`, `unknown_staff`, `key_of_another`; `keychain_read_only` where the salon's key was passed in; those of the test
    /// and of the keychain. All is as before then.
    pub async fn connect_staff(&self, request: StaffKeyRequest) -> Result<AccountView, Problem> {
        let (store, staff) = (&self.book.store, StaffId(request.staff_id));
        let address = self.address().await?.ok_or_else(not_connected)?;
        if self.vault.is_given() {
            return Err(VaultError::ReadOnly.into());
        }
        let key = Secret::new(request.key.trim());
        let client = client(&address, &key)?;
        let me = setup::test_staff_key(store, &client, staff).await?;
        let user = Some(me.id.get());
        let keys = self.staff_keys().await?;
        let before = self.keep(user, key).await?;
        let connected = setup::connect_staff(store, &client, staff, &me, Timestamp::now()).await;
        if let Err(error) = connected {
            self.put_back(user, before).await?;
            return Err(error.into());
        }
        self.tidy_away(keys).await?;
        self.view().await?.ok_or_else(not_connected)
    }

    /// Forgets a stylist's key. Their bookings stay in Cal.com.
    ///
    /// # Errors
    /// `not_connected`; the keychain's and the book's.
    pub async fn disconnect_staff(&self, staff: i64) -> Result<AccountView, Problem> {
        let (store, staff) = (&self.book.store, StaffId(staff));
        let known = setup::disconnect_staff(store, staff, Timestamp::now()).await?;
        self.tidy_away(known.into_iter().collect()).await?;
        self.view().await?.ok_or_else(not_connected)
    }

    /// Keeps a user's key, or the salon's, and answers the one that it replaces. A given key is never stored.
    async fn keep(&self, user: Option<i64>, key: Secret) -> Result<Option<Secret>, Problem> {
        if self.vault.is_given() {
            return Ok(None);
        }
        let entry = key::entry(self.profile(), user);
        let before = self.vault.get(&entry).await?;
        self.vault.set(&entry, key).await?;
        Ok(before)
    }

    async fn put_back(&self, user: Option<i64>, key: Option<Secret>) -> Result<(), Problem> {
        if self.vault.is_given() {
            return Ok(());
        }
        let entry = key::entry(self.profile(), user);
        match key {
            Some(key) => self.vault.set(&entry, key).await?,
            None => self.vault.delete(&entry).await?,
        }
        Ok(())
    }

    /// Takes those of `keys` out of the keychain that the book knows no more.
    async fn tidy_away(&self, keys: Vec<StaffKey>) -> Result<(), Problem> {
        let left = self.staff_keys().await?;
        let is_gone = |key: &&StaffKey| !left.iter().any(|one| one.user_id == key.user_id);
        for key in keys.iter().filter(is_gone) {
            self.put_back(Some(key.user_id), None).await?;
        }
        Ok(())
    }

    async fn staff_keys(&self) -> Result<Vec<StaffKey>, Problem> {
        let store = self.book.store.clone();
        Ok(blocking(move || store.read(staff_key::all)).await??)
    }

    /// Forgets the account and its keys. Nothing changes in Cal.com.
    ///
    /// # Errors
    /// The keychain's and the book's.
    pub async fn disconnect(&self) -> Result<(), Problem> {
        let keys = self.staff_keys().await?;
        setup::disconnect(&self.book.store, Timestamp::now()).await?;
        self.put_back(None, None).await?;
        self.tidy_away(keys).await
    }

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

    /// The usual week that Cal.com has for a staff member, to be looked at. Changes nothing.
    ///
    /// # Errors
    /// `no_match` for somebody who is nobody there; `no_schedule`; `not_connected`, and what the server says.
    pub async fn calcom_week(&self, staff: i64) -> Result<Vec<WeekdayHours>, Problem> {
        let lines = self.lines().await?;
        let week = setup::calcom_week(&self.book.store, &lines, StaffId(staff)).await?;
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

    /// What has to be done so that every segment can be booked. Changes nothing.
    ///
    /// # Errors
    /// `not_connected`, and what the server says.
    pub async fn plan_event_types(&self) -> Result<Vec<ProvisionStep>, Problem> {
        Ok(setup::plan_event_types(&self.book.store, &self.lines().await?).await?)
    }

    /// Does it. `progress` hears of every event type; `halt` calls it off.
    ///
    /// # Errors
    /// As for the plan; what was done before stays done.
    pub async fn apply_event_types(
        &self,
        halt: &Halt,
        progress: impl Fn(&ProvisionProgress),
    ) -> Result<Provisioned, Problem> {
        let (lines, now) = (self.lines().await?, Timestamp::now());
        Ok(setup::apply_event_types(&self.book.store, &lines, now, halt, progress).await?)
    }

    /// Event types of ours that nobody needs any more. Changes nothing.
    ///
    /// # Errors
    /// As for the plan.
    pub async fn old_event_types(&self) -> Result<Vec<OldEventType>, Problem> {
        let (lines, now) = (self.lines().await?, Timestamp::now());
        Ok(setup::old_event_types(&self.book.store, &lines, now).await?)
    }

    /// Deletes those of `chosen` that nothing hangs on.
    ///
    /// # Errors
    /// As for the plan.
    pub async fn clean_event_types(&self, chosen: &[i64]) -> Result<Vec<OldEventType>, Problem> {
        let (lines, now) = (self.lines().await?, Timestamp::now());
        Ok(setup::clean_event_types(&self.book.store, &lines, chosen, now).await?)
    }

    /// Looks again for the children of managed event types: of one pair, or of all.
    ///
    /// # Errors
    /// As for the plan.
    pub async fn resolve_children(
        &self,
        pair: Option<PairRequest>,
    ) -> Result<Vec<ResolvedChild>, Problem> {
        let (client, now) = (self.client().await?, Timestamp::now());
        let store = &self.book.store;
        Ok(match pair {
            Some(pair) => setup::resolve_pair(store, &client, pair, now).await?,
            None => setup::resolve_children(store, &client, Timestamp::MAX, now).await?,
        })
    }

    /// What is not right with the event map. Changes nothing.
    ///
    /// # Errors
    /// As for the plan.
    pub async fn verify_event_types(&self) -> Result<Vec<MapFinding>, Problem> {
        Ok(setup::verify_event_types(&self.book.store, &self.lines().await?).await?)
    }

    /// Says on which event type customers book a service as a whole; `None`: on none.
    ///
    /// # Errors
    /// `not_a_public_event_type`; as for the plan.
    pub async fn link_public(&self, service: i64, event_type: Option<i64>) -> Result<(), Problem> {
        let (client, service) = (self.client().await?, ServiceId(service));
        let now = Timestamp::now();
        Ok(setup::link_public(&self.book.store, &client, service, event_type, now).await?)
    }

    /// Whether the book can be made anew from Cal.com.
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn may_rebuild(&self) -> Result<bool, Problem> {
        Ok(rebuild::is_possible(&self.book.store).await?)
    }

    /// What a rebuild of the empty book would make. Changes nothing.
    ///
    /// # Errors
    /// `not_connected`, `book_not_empty`; what the server says.
    pub async fn preview_rebuild(&self) -> Result<Rebuild, Problem> {
        let client = self.client().await?;
        Ok(rebuild::preview(&self.book.store, &client, Timestamp::now()).await?)
    }

    /// Makes the empty book anew from Cal.com; goes on where one broke off. `progress` hears how many bookings of how many.
    ///
    /// # Errors
    /// As for the preview.
    pub async fn rebuild(
        &self,
        progress: impl Fn(usize, usize) + Send,
    ) -> Result<Rebuild, Problem> {
        let client = self.client().await?;
        Ok(rebuild::rebuild(&self.book.store, &client, Timestamp::now(), progress).await?)
    }

    /// The whole event map as the book has it.
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn event_grid(&self) -> Result<EventGrid, Problem> {
        let store = self.book.store.clone();
        Ok(blocking(move || store.read(setup::event_grid)).await??)
    }

    /// One pair of the event map, with its event type as it is in Cal.com.
    ///
    /// # Errors
    /// `not_connected`, and what the server says.
    pub async fn event_pair(&self, pair: PairRequest) -> Result<PairView, Problem> {
        Ok(setup::event_pair(&self.book.store, &self.lines().await?, pair).await?)
    }

    /// Names the event type of a pair by hand, or takes the pair out of the map.
    ///
    /// # Errors
    /// `pair_not_needed`, `unknown_event_type`, `event_type_not_ours`, `no_match`, `not_connected`, and what the server says.
    pub async fn link_event_type(&self, link: LinkRequest) -> Result<EventGrid, Problem> {
        let lines = self.lines().await?;
        Ok(setup::link_event_type(&self.book.store, &lines, link, Timestamp::now()).await?)
    }

    /// The bookings in Cal.com that an entry of the review list may be linked to.
    ///
    /// # Errors
    /// `unknown_entry`, `not_a_remedy`.
    pub async fn link_choices(&self, entry: i64) -> Result<Vec<LinkChoice>, Problem> {
        let store = self.book.store.clone();
        Ok(blocking(move || store.read(|read| link::choices(read, entry))).await??)
    }

    /// Links an entry's segment to one of them.
    ///
    /// # Errors
    /// `no_booking`, `unknown_entry`, `not_a_remedy`; what the server says.
    pub async fn link(&self, entry: i64, choice: i64) -> Result<(), Problem> {
        let client = self.client().await?;
        Ok(link::link(&self.book.store, &client, entry, choice, Timestamp::now()).await?)
    }

    /// Carries a service over to the event type that customers book it on. `adopt`: what stands at its address already is
    /// taken over.
    ///
    /// # Errors
    /// `slug_in_use` with what stands there, `service_without_hosts`, `unknown_service`; as for the plan.
    pub async fn publish_service(&self, service: i64, adopt: bool) -> Result<Publication, Problem> {
        let (client, now) = (self.client().await?, Timestamp::now());
        Ok(
            setup::publish_service(&self.book.store, &client, ServiceId(service), adopt, now)
                .await?,
        )
    }

    /// Event types in Cal.com that no Kamm made, as services. Changes nothing.
    ///
    /// # Errors
    /// As for the plan.
    pub async fn found_services(&self) -> Result<Vec<FoundService>, Problem> {
        Ok(setup::found_services(&self.book.store, &self.client().await?).await?)
    }

    /// Links them to a service that stands in the book; answers how many. Changes nothing in Cal.com.
    ///
    /// # Errors
    /// `unknown_service`; as for the plan.
    pub async fn link_found(&self, service: i64, event_types: &[i64]) -> Result<usize, Problem> {
        let (client, now) = (self.client().await?, Timestamp::now());
        let service = ServiceId(service);
        Ok(setup::link_found(&self.book.store, &client, service, event_types, now).await?)
    }

    pub(super) fn book(&self) -> &Book {
        &self.book
    }

    /// A client with the stored address and key.
    async fn client(&self) -> Result<Client, Problem> {
        let base_url = self.address().await?.ok_or_else(not_connected)?;
        client(&base_url, &self.kept_key().await?)
    }

    /// All lines of the account. A stylist whose key is not in the keychain has none.
    pub(super) async fn lines(&self) -> Result<Lines, Problem> {
        let store = self.book.store.clone();
        let known = blocking(move || store.read(account::find)).await??;
        let account = known.ok_or_else(not_connected)?;
        let salon = client(&account.base_url, &self.kept_key().await?)?;
        if !account.is_individual() {
            return Ok(salon.into());
        }
        let mut own = Vec::new();
        for known in self.staff_keys().await? {
            let kept = key::kept(&self.vault, self.profile(), Some(known.user_id)).await?;
            if let Some(kept) = kept {
                own.push((known.staff, client(&account.base_url, &kept)?));
            }
        }
        Ok(Lines::of_each(salon, own))
    }

    /// The connected server, if there is one.
    async fn address(&self) -> Result<Option<String>, Problem> {
        let store = self.book.store.clone();
        let found = blocking(move || store.read(account::find)).await??;
        Ok(found.map(|account| account.base_url))
    }

    /// The key that was typed, or the one that is kept – which goes to the server that it was kept for and to no other.
    async fn key_for(&self, request: &ConnectRequest) -> Result<Secret, Problem> {
        if let Some(typed) = &request.key {
            return Ok(Secret::new(typed.trim()));
        }
        let asked = BaseUrl::parse(&request.base_url).map_err(SetupError::from)?;
        let known = self.address().await?;
        if !self.vault.is_given() && known.as_deref() != Some(asked.as_str()) {
            return Err(Problem::new(
                "key_missing",
                "no key is kept for this server",
            ));
        }
        self.kept_key().await
    }

    async fn kept_key(&self) -> Result<Secret, Problem> {
        let kept = key::kept(&self.vault, self.profile(), None).await?;
        kept.ok_or_else(|| Problem::new("key_missing", "no key is kept for this salon"))
    }

    fn key_home(&self) -> &'static str {
        if self.vault.is_given() {
            "environment"
        } else {
            "keychain"
        }
    }

    fn profile(&self) -> &Profile {
        self.book.place.profile()
    }
}

fn client(base_url: &str, key: &Secret) -> Result<Client, Problem> {
    let base_url = BaseUrl::parse(base_url).map_err(SetupError::from)?;
    let invalid = |_| Problem::new("key_invalid", "this cannot be a key");
    let key = ApiKey::new(key.expose().to_owned()).map_err(invalid)?;
    Client::new(Config::new(base_url), key)
        .map_err(|error| Problem::new("internal", error.to_string()))
}

/// The team to connect; `None` where there are none.
fn usable(test: ConnectionTest, wanted: Option<i64>) -> Result<Option<i64>, Problem> {
    if test.shape == Some(AccountShape::Individual) {
        return match wanted {
            Some(_) => Err(SetupError::NoTeams.into()),
            None => Ok(None),
        };
    }
    let team = chosen(test.teams, wanted)?;
    match team.may_manage {
        true => Ok(Some(team.id)),
        false => Err(SetupError::RoleTooLow.into()),
    }
}

fn chosen(teams: Vec<TeamView>, wanted: Option<i64>) -> Result<TeamView, Problem> {
    let names: Vec<_> = teams
        .iter()
        .map(|team| format!("{}: {}", team.id, team.name))
        .collect();
    let mut teams = teams.into_iter();
    match wanted {
        Some(id) => teams
            .find(|team| team.id == id)
            .ok_or_else(|| SetupError::TeamNotFound.into()),
        None => match (teams.next(), teams.next()) {
            (Some(only), None) => Ok(only),
            (None, _) => Err(SetupError::TeamNotFound.into()),
            (Some(_), Some(_)) => Err(Problem::new(
                "team_needed",
                "the key belongs to several teams",
            )
            .with_details(serde_json::json!({ "names": names }))),
        },
    }
}

fn not_connected() -> Problem {
    SetupError::NotConnected.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reception::Place;

    /// Nothing answers here, so whoever would be asked is named by the error.
    const HERE: &str = "http://127.0.0.1:9/v2";
    const ELSEWHERE: &str = "http://127.0.0.1:10/v2";

    fn connected(home: &tempfile::TempDir) -> Book {
        let place = Place::new(Some(home.path()), "salon".parse().unwrap()).unwrap();
        let book = Book::own(place).unwrap();
        let connect = |tx: &store::Tx<'_>| {
            let new = account::NewAccount {
                base_url: HERE,
                team_id: Some(1),
                team_name: "Friseur 1",
                organization_id: None,
                user_id: 1,
                user_name: "Olga Owner",
                key_last_four: "cdef",
            };
            account::connect(tx, &new, Timestamp::now())
        };
        book.store.write(connect).unwrap();
        book
    }

    fn without_a_key(base_url: &str) -> ConnectRequest {
        ConnectRequest {
            base_url: base_url.to_owned(),
            key: None,
            team_id: None,
        }
    }

    #[tokio::test]
    async fn the_kept_key_goes_to_no_other_server_than_the_connected_one() {
        let home = tempfile::tempdir().unwrap();
        let vault = Vault::os("de.kamm.desk.test.elsewhere");
        let account = Account::new(connected(&home), vault);
        for base_url in [ELSEWHERE, "https://127.0.0.1:9/v2"] {
            let tested = account.test(without_a_key(base_url)).await.unwrap_err();
            assert_eq!(tested.code, "key_missing");
            let asked = account.connect(without_a_key(base_url)).await.unwrap_err();
            assert_eq!(asked.code, "key_missing");
        }
    }

    #[tokio::test]
    async fn a_key_from_the_environment_goes_where_it_is_told_to() {
        let home = tempfile::tempdir().unwrap();
        let vault = Vault::given(Secret::new("cal_test_0123456789abcdef"));
        let account = Account::new(connected(&home), vault);
        let tested = account.test(without_a_key(ELSEWHERE)).await.unwrap_err();
        assert_eq!(tested.code, "host_unreachable");
    }
}
