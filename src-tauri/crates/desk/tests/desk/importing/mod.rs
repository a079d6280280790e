//! Files of other programs become what the desk would have written down itself, and nothing else.

mod appointments;
mod calendar;
mod customers;
mod files;

use desk::{FileHow, ImportReport};
use import::FaultCode;

use crate::reception::{Reception, now, said};

const REHEARSE: FileHow = FileHow {
    rehearse: true,
    despite_warnings: false,
};
const DO: FileHow = FileHow {
    rehearse: false,
    despite_warnings: false,
};

fn go_on(_done: usize, _all: usize) -> bool {
    true
}

fn customers(r: &Reception, file: &str, how: FileHow) -> ImportReport {
    r.desk
        .import_customers(file.as_bytes(), None, how, now(), &go_on)
        .unwrap()
}

fn appointments(r: &Reception, file: &str, how: FileHow) -> ImportReport {
    r.desk
        .import_appointments(file.as_bytes(), None, how, now(), &go_on)
        .unwrap()
}

fn calendar(r: &Reception, events: &str, how: FileHow) -> ImportReport {
    let file = format!("BEGIN:VCALENDAR\n{events}END:VCALENDAR\n");
    r.desk
        .import_calendar(file.as_bytes(), r.anna, how, now(), &go_on)
        .unwrap()
}

fn faults(report: &ImportReport) -> Vec<(u64, FaultCode)> {
    let faults = report.faults.iter();
    faults.map(|fault| (fault.line, fault.code)).collect()
}

fn day(r: &Reception, date: &str) -> Vec<Vec<String>> {
    let day = r.desk.day(date, now()).unwrap();
    day.appointments.iter().map(said).collect()
}
