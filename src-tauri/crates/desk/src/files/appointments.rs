//! Appointments to come out of a table, each with the comb of its service.

use import::{AppointmentDraft, Fault, FaultCode, Mapping, Sheet};
use jiff::{SignedDuration, Timestamp};
use salon::{CustomerId, Placement, Service, Span, Verdict, conflict::Reason, customer::fold};
use store::{
    Read, Tx,
    appointments::{self, NewAppointment},
};

use super::{
    FileHow, Heard, ImportFault, ImportReport,
    earlier::Earlier,
    go_on, is_over, key,
    line::LineError,
    meant::{lengths, service, somebody, start},
    person::{self, Person},
};
use crate::{
    Desk, DeskError,
    book::when,
    candidates::ways_of_visit,
    facts::Floor,
    order::{Judgement, Order},
    request::{LengthOverride, ServiceWish},
    show,
    visit::Moved,
};

/// An appointment that nothing stands against.
pub(super) struct Fits {
    pub(super) service: Service,
    pub(super) person: Person,
    pub(super) placement: Placement,
    /// What the line is known by.
    key: String,
}

/// What a line is.
pub(super) enum Line {
    /// It can be booked.
    Fits(Box<Fits>),
    /// It is in the book already.
    Known,
}

impl Desk {
    /// Reads appointments to come in. Each gets the comb of its service, with the lengths that the line gives; what does not fit is
    /// named by its line. `mapping` `None`: as the headings say.
    ///
    /// # Errors
    /// `import_*` for a file that cannot be read at all; the store's.
    pub fn import_appointments(
        &self,
        file: &[u8],
        mapping: Option<Mapping>,
        how: FileHow,
        now: Timestamp,
        heard: Heard<'_>,
    ) -> Result<ImportReport, DeskError> {
        let (table, _) = import::table(file)?;
        let mapping =
            mapping.unwrap_or_else(|| import::guess(&table.headings, Sheet::Appointments));
        import::complete(&mapping, &table.headings, Sheet::Appointments)?;
        let desk = self.for_files();
        let mut report = ImportReport {
            rehearsed: how.rehearse,
            ..ImportReport::default()
        };
        let mut earlier = Earlier::default();
        let all = table.rows.len();
        for (done, (row, read)) in (1..).zip(import::appointments(&table, &mapping)) {
            report.lines += 1;
            match read {
                Ok(None) => report.called_off += 1,
                Err(fault) => report.faults.push(ImportFault::of(row.line, fault)),
                Ok(Some(draft)) => {
                    let mut line = Reading {
                        desk: &desk,
                        how,
                        now,
                        earlier: &mut earlier,
                        report: &mut report,
                    };
                    line.take(row.line, &draft)?;
                }
            }
            if !go_on(heard, done, all) {
                report.stopped = done < all;
                break;
            }
        }
        tracing::info!(
            rehearsed = how.rehearse,
            appointments = report.appointments,
            faults = report.faults.len(),
            "appointments read from a file"
        );
        Ok(report)
    }
}

/// One file being read.
pub(super) struct Reading<'a> {
    pub(super) desk: &'a Desk,
    pub(super) how: FileHow,
    pub(super) now: Timestamp,
    pub(super) earlier: &'a mut Earlier,
    pub(super) report: &'a mut ImportReport,
}

impl Reading<'_> {
    /// Takes a line, or notes what is wrong with it.
    pub(super) fn take(&mut self, line: u64, draft: &AppointmentDraft) -> Result<(), DeskError> {
        let ended = match self.how.rehearse {
            true => self.rehearse(line, draft),
            false => self.book(line, draft),
        };
        match ended {
            Ok(()) => Ok(()),
            Err(LineError::Fault(fault)) => {
                self.report.faults.push(*fault);
                Ok(())
            }
            Err(LineError::Desk(error)) => Err(error),
        }
    }

    fn rehearse(&mut self, line: u64, draft: &AppointmentDraft) -> Result<(), LineError> {
        let store = self.desk.store.clone();
        let looked = store.read(|read| {
            let floor = Floor::load(read)?;
            self.look(read, &floor, line, draft)
        })?;
        match looked {
            Line::Known => self.report.known += 1,
            Line::Fits(fits) => {
                self.report.appointments += 1;
                self.report.customers += u32::from(self.earlier.take(&fits, draft));
            }
        }
        Ok(())
    }

    fn book(&mut self, line: u64, draft: &AppointmentDraft) -> Result<(), LineError> {
        let store = self.desk.store.clone();
        let (known, new) = store.write(|tx| {
            let floor = Floor::load(tx)?;
            match self.look(tx, &floor, line, draft)? {
                Line::Known => Ok::<_, LineError>((true, false)),
                Line::Fits(fits) => {
                    let new = fits.person.id().is_none();
                    self.enter(tx, &floor, line, draft, *fits)?;
                    Ok((false, new))
                }
            }
        })?;
        match known {
            true => self.report.known += 1,
            false => {
                self.report.appointments += 1;
                self.report.customers += u32::from(new);
            }
        }
        Ok(())
    }

    fn enter(
        &self,
        tx: &Tx<'_>,
        floor: &Floor,
        line: u64,
        draft: &AppointmentDraft,
        fits: Fits,
    ) -> Result<(), LineError> {
        let desk = self.desk;
        let customer = desk.take_person(tx, &fits.person, &draft.customer, None, self.now)?;
        let new = NewAppointment {
            uid: desk.ids.next(self.now)?,
            customer,
            service: fits.service.id,
            when: when(&fits.placement, floor),
            origin: desk.caller.origin(),
            note: draft.note.clone(),
            request_key: Some(fits.key),
        };
        match desk.enter(tx, &new, &fits.placement.phases, self.now) {
            Ok(_) => Ok(()),
            // The database is the last line, here too.
            Err(DeskError::Refused(refusal)) => {
                let reasons = refusal.refusals;
                Err(ImportFault::because(line, FaultCode::Taken, reasons).into())
            }
            Err(error) => Err(error.into()),
        }
    }

    /// What the book says about a line.
    fn look(
        &mut self,
        read: &Read<'_>,
        floor: &Floor,
        line: u64,
        draft: &AppointmentDraft,
    ) -> Result<Line, LineError> {
        let fault = |fault: Fault| LineError::from(ImportFault::of(line, fault));
        let start = start(draft.start, &floor.zone).map_err(fault)?;
        if is_over(start, self.now) {
            return Err(fault(Fault::bare(FaultCode::Past)));
        }
        let service = service(read, line, &draft.service)?;
        let staff = draft.staff.as_deref();
        let staff = staff.map(|text| somebody(floor, line, text)).transpose()?;
        let key = line_key(draft, start, &service);
        if let Some(first) = self.earlier.first(&key, line) {
            return Err(ImportFault::repeats(line, first).into());
        }
        if appointments::find_by_request(read, &key)?.is_some() {
            return Ok(Line::Known);
        }
        let person = person::find(read, &draft.customer, None)?;
        match person {
            Person::Several => {
                let name = draft.customer.name.as_str();
                let code = FaultCode::AmbiguousCustomer;
                return Err(ImportFault::named(line, code, name, Vec::new()).into());
            }
            Person::Erased => return Err(fault(Fault::bare(FaultCode::ErasedCustomer))),
            Person::Known(_) | Person::New => {}
        }
        if booked_already(read, person.id(), &service, start)? {
            return Ok(Line::Known);
        }
        let lengths = lengths(&draft.pieces, &service).map_err(fault)?;
        let lengths = lengths.into_iter();
        let wish = ServiceWish {
            service_id: service.id.0,
            staff_id: staff,
            lengths: lengths
                .map(|(key, minutes)| LengthOverride { key, minutes })
                .collect(),
        };
        let order = Order {
            ways: ways_of_visit(read, floor, &wish, &[])?,
            start,
            customer: person.id(),
            moved: Moved::default(),
            hold: None,
        };
        let beside = self.earlier.beside(&person, draft, start);
        let judged = self
            .desk
            .judge_beside(read, floor, &order, &beside, self.now);
        let placement = match judged {
            Ok(Judgement::Placed(placement)) => placement,
            Ok(Judgement::Impossible(verdict)) => {
                return Err(self.against(line, &verdict, floor));
            }
            Err(DeskError::Plan(error)) => {
                return Err(ImportFault::problem(line, error.code()).into());
            }
            Err(error) => return Err(error.into()),
        };
        if !placement.verdict.refusals.is_empty()
            || (!placement.verdict.warnings.is_empty() && !self.how.despite_warnings)
        {
            return Err(self.against(line, &placement.verdict, floor));
        }
        let minutes = placement.span().minutes();
        if draft
            .pieces
            .all
            .is_some_and(|all| i64::from(all) != minutes)
        {
            let said = draft.pieces.all.unwrap_or_default();
            let text = format!("{said} ≠ {minutes}");
            return Err(fault(Fault::of(FaultCode::LengthUnclear, &text)));
        }
        Ok(Line::Fits(Box::new(Fits {
            service,
            person,
            placement,
            key,
        })))
    }

    fn against(&self, line: u64, verdict: &Verdict, floor: &Floor) -> LineError {
        let past = |reason: &Reason| matches!(reason, Reason::InThePast { .. });
        let (code, reasons) = match verdict.refusals.as_slice() {
            [] if verdict.warnings.iter().any(past) => (FaultCode::Past, &[][..]),
            [] => (FaultCode::Doubtful, verdict.warnings.as_slice()),
            refusals => (FaultCode::Taken, refusals),
        };
        let mut reasons = show::reasons(reasons, floor);
        // Several segments may meet the same obstacle.
        for reason in &mut reasons {
            reason.phase_key = None;
        }
        reasons.dedup();
        ImportFault::because(line, code, reasons).into()
    }
}

/// The row's own name, or who has what when.
fn line_key(draft: &AppointmentDraft, start: Timestamp, service: &Service) -> String {
    let made = match &draft.key {
        Some(id) => key(&["appointment", id]),
        None => key(&[
            "appointment",
            &fold(draft.customer.name.as_str()),
            &start.to_string(),
            &service.id.to_string(),
        ]),
    };
    format!("file:{made}")
}

/// Somebody wrote it down by hand.
fn booked_already(
    read: &Read<'_>,
    customer: Option<CustomerId>,
    service: &Service,
    start: Timestamp,
) -> Result<bool, DeskError> {
    let Some(customer) = customer else {
        return Ok(false);
    };
    let end = start
        .checked_add(SignedDuration::from_mins(1))
        .unwrap_or(Timestamp::MAX);
    let theirs = appointments::of_customer(read, customer, Span { start, end })?;
    Ok(theirs
        .iter()
        .any(|one| one.service == service.id && one.when.span.start == start))
}
