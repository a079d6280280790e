//! The appointment list: what somebody looks for, a page at a time.

use jiff::Timestamp;
use salon::{AppointmentId, CivilError, CustomerId, ServiceId, Span, StaffId, civil};
use store::{
    appointments::Status,
    day,
    list::{self, Filter, Mark, Order, Overall},
    sync::standing,
};

use crate::{
    Desk, DeskError,
    facts::Floor,
    request::{ListRequest, PageMark, StatusChoice},
    show,
    typed::Typed,
    view::{AppointmentSync, ListView},
};

/// Most appointments on one page.
const MOST: u8 = 100;

impl Desk {
    /// The appointments that the request leaves, cancelled and missed ones too, how many they are, and where to go on.
    ///
    /// # Errors
    /// `invalid_time`; the store's.
    pub fn appointments(
        &self,
        request: &ListRequest,
        now: Timestamp,
    ) -> Result<ListView, DeskError> {
        let typed = Typed::read(&request.typed);
        let after = request.after.as_ref().map(mark).transpose()?;
        let limit = request.limit.clamp(1, MOST);
        self.store.read(|read| {
            let floor = Floor::load(read)?;
            let filter = filter(request, typed.as_ref(), &floor)?;
            let order = order(request);
            // One more tells whether there is another page.
            let mut marks = list::page(read, &filter, order, after, u32::from(limit) + 1)?;
            let more = marks.len() > usize::from(limit);
            marks.truncate(usize::from(limit));
            let ids: Vec<AppointmentId> = marks.iter().map(|mark| mark.id).collect();
            let standings = show::by_phase(standing::of_appointments(read, &ids)?);
            Ok(ListView {
                total: list::count(read, &filter)?,
                appointments: day::of(read, &ids, now)?
                    .iter()
                    .map(|entry| show::by_itself(entry, &standings, &floor))
                    .collect(),
                next: marks.last().filter(|_| more).map(|last| PageMark {
                    start: last.start.to_string(),
                    id: last.id.0,
                }),
            })
        })
    }
}

fn filter<'a>(
    request: &ListRequest,
    typed: Option<&'a Typed>,
    floor: &Floor,
) -> Result<Filter<'a>, DeskError> {
    Ok(Filter {
        starts_in: period(request, floor)?,
        status: request.status.map(status),
        staff: request.staff_id.map(StaffId),
        service: request.service_id.map(ServiceId),
        sync: request.sync.map(overall),
        typed: typed.map(Typed::search),
        number: typed.and_then(Typed::number).map(AppointmentId),
        customer: request.customer_id.map(CustomerId),
    })
}

/// From the beginning of the first day to the end of the last.
fn period(request: &ListRequest, floor: &Floor) -> Result<Option<Span>, CivilError> {
    let day = |date: &String| {
        let date = civil::parse_date(date)?;
        civil::day(date, &floor.zone).ok_or(CivilError::Invalid)
    };
    let from = request.from.as_ref().map(day).transpose()?;
    let to = request.to.as_ref().map(day).transpose()?;
    let start = from.map_or(Timestamp::MIN, |day| day.start);
    let end = to.map_or(Timestamp::MAX, |day| day.end);
    let whole = Span::new(start, end).filter(|span| !span.is_empty());
    let whole = whole.ok_or(CivilError::Invalid)?;
    Ok((from.is_some() || to.is_some()).then_some(whole))
}

fn order(request: &ListRequest) -> Order {
    if request.latest_first {
        Order::Latest
    } else {
        Order::Earliest
    }
}

fn mark(mark: &PageMark) -> Result<Mark, CivilError> {
    Ok(Mark {
        start: mark.start.parse().map_err(|_| CivilError::Invalid)?,
        id: AppointmentId(mark.id),
    })
}

fn status(choice: StatusChoice) -> Status {
    match choice {
        StatusChoice::Booked => Status::Booked,
        StatusChoice::Cancelled => Status::Cancelled,
        StatusChoice::NoShow => Status::NoShow,
    }
}

fn overall(sync: AppointmentSync) -> Overall {
    match sync {
        AppointmentSync::Partial => Overall::Partial,
        AppointmentSync::Blocked => Overall::Blocked,
        AppointmentSync::Uncertain => Overall::Uncertain,
        AppointmentSync::Sending => Overall::Sending,
        AppointmentSync::Waiting => Overall::Waiting,
        AppointmentSync::Synced => Overall::Synced,
        AppointmentSync::Local => Overall::Local,
    }
}
