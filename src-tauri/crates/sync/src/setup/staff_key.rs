//! Individual accounts: each stylist is connected with a key of their own, and who they are in Cal.com follows from it.

use calcom::Client;
use jiff::Timestamp;
use salon::StaffId;
use store::{
    Read, Store, StoreError,
    staff::{self, NewStaffMember, Role, StaffMember},
    sync::{
        StaffKey, account,
        staff_key::{self, NewStaffKey},
    },
};

use super::{SetupError, account::name_of, read, wire::paced, write};
use crate::{rebuild::named_there, staff_keys::another_try, view::StaffKeyView};

/// Whose key it is. Stores nothing.
///
/// # Errors
/// `NotConnected`; `TeamAccount` where one key serves everybody; `UnknownStaff`; `KeyOfAnother` if it is the key of somebody who is
/// connected already; `KeyRefused`, also for the key of another server; what else the server says.
pub async fn test_staff_key(
    store: &Store,
    client: &Client,
    member: StaffId,
) -> Result<calcom::Me, SetupError> {
    read(store, move |read| Ok(may_have_key(read, member))).await??;
    whose(store, client, Some(member)).await
}

/// Whose key it is, for somebody who is not in the book yet. Stores nothing.
///
/// # Errors
/// As for [`test_staff_key`].
pub async fn test_new_staff_key(store: &Store, client: &Client) -> Result<calcom::Me, SetupError> {
    read(store, |read| Ok(keys_are_wanted(read))).await??;
    whose(store, client, None).await
}

async fn whose(
    store: &Store,
    client: &Client,
    member: Option<StaffId>,
) -> Result<calcom::Me, SetupError> {
    let me = paced(client, || client.me()).await?;
    let user = me.id.get();
    let holder = read(store, move |read| {
        let other = |one: &StaffMember| one.calcom_user_id == Some(user) && Some(one.id) != member;
        Ok(staff::all(read)?.into_iter().find(other))
    })
    .await?;
    match holder {
        Some(holder) => Err(SetupError::KeyOfAnother(holder.name)),
        None => Ok(me),
    }
}

fn may_have_key(read: &Read<'_>, member: StaffId) -> Result<(), SetupError> {
    keys_are_wanted(read)?;
    let works_here = staff::find(read, member)?.is_some_and(|one| one.archived_at.is_none());
    works_here.then_some(()).ok_or(SetupError::UnknownStaff)
}

fn keys_are_wanted(read: &Read<'_>) -> Result<(), SetupError> {
    let account = account::find(read)?.ok_or(SetupError::NotConnected)?;
    account
        .is_individual()
        .then_some(())
        .ok_or(SetupError::TeamAccount)
}

/// Writes somebody down who is in Cal.com and not in the book, and connects them; the caller puts the key into the keychain first. They
/// are called as in Cal.com, and have the row by which their event types are named, if it is free: so a rebuild finds them again.
///
/// # Errors
/// `KeyOfAnother`; the book; what the server says.
pub async fn take_on(
    store: &Store,
    client: &Client,
    me: &calcom::Me,
    now: Timestamp,
) -> Result<StaffId, SetupError> {
    let types = paced(client, || client.own_event_types()).await?.items;
    let (user_id, user_name) = (me.id.get(), name_of(me));
    let (row, name) = named_there(&types);
    let name = name.unwrap_or_else(|| match user_name.trim() {
        "" => user_id.to_string(),
        name => name.to_owned(),
    });
    let last_four = client.key_last_four().to_owned();
    write(store, move |tx| {
        let new = NewStaffMember {
            name,
            role: Role::Stylist,
            position: staff::last_position(tx)?,
            colour: "slate".to_owned(),
            calcom_user_id: None,
        };
        let free = match row {
            Some(row) => staff::find(tx, row)?.is_none().then_some(row),
            None => None,
        };
        let member = match free {
            Some(row) => {
                staff::insert_as(tx, row, &new)?;
                row
            }
            None => staff::insert(tx, &new)?,
        };
        let key = NewStaffKey {
            staff: member,
            user_id,
            user_name: &user_name,
            key_last_four: &last_four,
        };
        staff_key::put(tx, &key, now)?;
        Ok(member)
    })
    .await
}

/// Connects a stylist; the caller puts the key into the keychain first. What waited for it gets another try.
///
/// # Errors
/// `KeyOfAnother`; the book.
pub async fn connect_staff(
    store: &Store,
    client: &Client,
    member: StaffId,
    me: &calcom::Me,
    now: Timestamp,
) -> Result<(), SetupError> {
    let (user_id, user_name) = (me.id.get(), name_of(me));
    let last_four = client.key_last_four().to_owned();
    let named = user_name.clone();
    let done = write(store, move |tx| {
        let key = NewStaffKey {
            staff: member,
            user_id,
            user_name: &user_name,
            key_last_four: &last_four,
        };
        staff_key::put(tx, &key, now)?;
        another_try(tx, now)
    });
    match done.await {
        Err(SetupError::Store(StoreError::Constraint { .. })) => {
            Err(SetupError::KeyOfAnother(named))
        }
        other => other,
    }
}

/// Forgets a stylist's key; the caller removes it from the keychain. Their bookings stay in Cal.com. Answers what was known of it.
///
/// # Errors
/// The book.
pub async fn disconnect_staff(
    store: &Store,
    member: StaffId,
    now: Timestamp,
) -> Result<Option<StaffKey>, SetupError> {
    write(store, move |tx| {
        let known = staff_key::find(tx, member)?;
        if known.is_some() {
            staff_key::remove(tx, member, now)?;
        }
        Ok(known)
    })
    .await
}

/// Everybody who works here, with what is known of their key.
pub(super) fn views(read: &Read<'_>) -> Result<Vec<StaffKeyView>, StoreError> {
    let keys = staff_key::all(read)?;
    let at_work = staff::all(read)?.into_iter();
    let at_work = at_work.filter(|member| member.archived_at.is_none());
    let view = |member: StaffMember| {
        let key = keys.iter().find(|key| key.staff == member.id);
        StaffKeyView {
            staff_id: member.id.0,
            staff_name: member.name,
            user_name: key.map(|key| key.user_name.clone()),
            key_last_four: key.map(|key| key.key_last_four.clone()),
            refused: key.and_then(|key| key.refused.clone()),
        }
    };
    Ok(at_work.map(view).collect())
}
