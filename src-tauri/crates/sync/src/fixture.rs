//! What the unit tests of this crate share.

use salon::{AppointmentId, PhaseId, ServiceId, Span, StaffId};
use store::{
    appointments::Origin,
    sync::{Picture, PicturePhase, Promise},
};

/// An appointment of two segments with a gap between them.
pub(crate) fn picture() -> Picture {
    Picture {
        subject: AppointmentId(1).into(),
        promise: Some(promise()),
        desk: Some("desk-1".to_owned()),
        cancelled: false,
        generation: 1,
        zone: "Europe/Berlin".to_owned(),
        phases: vec![
            phase(1, "A", None, "08:00", "08:30"),
            phase(2, "GAP_A", Some(true), "08:30", "09:00"),
            phase(3, "B", None, "09:00", "09:20"),
        ],
    }
}

fn promise() -> Promise {
    Promise {
        appointment: AppointmentId(1),
        uid: "0192f8a0-0000-7000-8000-00000000000a".to_owned(),
        origin: Origin::Desk,
        stylist: Some(3),
        start: "2026-11-27T08:00:00Z".parse().unwrap(),
        cancel_reason: None,
        service: ServiceId(1),
        service_number: Some(440),
        service_name: "Ansatzfärbung".to_owned(),
        visit: Some("0192f8a0-0000-7000-8000-00000000000e".to_owned()),
        whole: None,
        customer_uid: "0192f8a0-0000-7000-8000-00000000000c".to_owned(),
        customer_name: "Erika Muster".to_owned(),
        customer_phone: Some("+491711234567".to_owned()),
        customer_email: Some("erika@kundin.example".to_owned()),
    }
}

fn phase(id: i64, key: &str, gap: Option<bool>, from: &str, to: &str) -> PicturePhase {
    let at = |clock: &str| format!("2026-11-27T{clock}:00Z").parse().unwrap();
    PicturePhase {
        id: PhaseId(id),
        uid: format!("0192f8a0-0000-7000-8000-{id:012}"),
        key: key.to_owned(),
        name: String::new(),
        sequence: u32::try_from(id).unwrap() - 1,
        gap,
        closing: None,
        staff: StaffId(1),
        user: Some(3),
        span: Span::new(at(from), at(to)).unwrap(),
    }
}
