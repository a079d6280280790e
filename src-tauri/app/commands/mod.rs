//! What the window may ask: thin, one use case each. The arguments are not believed here but where they are used.
//!
//! What only the owner may do asks for [`Opened::owner`], everything else for [`Opened::reception`].

pub(super) mod account;
mod at_desk;
mod calls;
mod customers;
mod demo;
mod files;
mod machine;
mod owner;
mod pin;
mod salon;
mod start;
mod sync;
mod waiting;

use tauri::{State, Wry, ipc::Invoke};

use super::opening::Opened;
use crate::problem::Problem;

/// What was opened, as Tauri hands it to a command.
type Here<'a> = State<'a, Opened>;

/// A command's answer.
type Answer<T> = Result<T, Problem>;

/// All commands. The list is the window's whole reach into the program.
pub(super) fn all() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        start::start,
        start::rest_of_first_day,
        start::revision,
        start::prepare,
        salon::salon,
        salon::start_with_sample,
        salon::name_salon,
        salon::move_to_zone,
        salon::sample_services,
        at_desk::catalogue,
        at_desk::day,
        at_desk::week,
        at_desk::phones,
        at_desk::appointment,
        at_desk::appointments,
        at_desk::find_customers,
        customers::customers,
        customers::customer,
        customers::customer_glance,
        customers::resembling,
        customers::edit_customer,
        customers::export_customer,
        customers::erase_customer,
        customers::merge_customers,
        calls::calls,
        calls::find_calls,
        at_desk::propose,
        at_desk::check,
        at_desk::hold,
        at_desk::release_hold,
        at_desk::book,
        at_desk::move_appointment,
        at_desk::cancel_appointment,
        at_desk::cancel_appointments,
        at_desk::reinstate_appointments,
        at_desk::mark_no_show,
        files::import_look,
        files::import_file,
        files::stop_import,
        files::import_left,
        at_desk::hand_over,
        at_desk::walk_in,
        at_desk::tray,
        at_desk::park,
        waiting::waiting,
        waiting::wait,
        waiting::stop_waiting,
        waiting::book_waiting,
        owner::sheets,
        owner::service_sheet,
        owner::save_service,
        owner::archive_service,
        owner::adjust_appointment,
        owner::save_staff,
        owner::archive_staff,
        owner::take_time_off,
        owner::give_time_back,
        owner::set_date_hours,
        sync::sync_status,
        sync::health,
        sync::sync_now,
        sync::ask_calcom,
        sync::review,
        sync::resolve_review,
        sync::split_appointment,
        sync::link_choices,
        sync::link_booking,
        sync::preferences,
        sync::set_preferences,
        account::account,
        account::keychain,
        account::test_connection,
        account::connect,
        account::disconnect,
        account::team_members,
        account::connect_staff,
        account::take_on_staff,
        account::disconnect_staff,
        account::staff_matches,
        account::match_staff,
        account::calcom_week,
        account::other_zones,
        account::found_services,
        account::link_found,
        account::may_rebuild,
        account::preview_rebuild,
        account::rebuild,
        account::plan_event_types,
        account::apply_event_types,
        account::stop_event_types,
        account::old_event_types,
        account::clean_event_types,
        account::resolve_pair,
        account::publish_service,
        account::verify_event_types,
        account::event_grid,
        account::event_pair,
        account::link_event_type,
        pin::owner_state,
        pin::enter_pin,
        pin::set_pin,
        pin::leave_owner,
        machine::machine,
        machine::set_machine,
        machine::speak,
        machine::quit,
        demo::demo_line,
    ]
}
