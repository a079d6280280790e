//! A new book gets a name, a zone and, on request, something to start from.

use jiff::Timestamp;
use salon::Span;
use serde_json::json;
use store::{
    appointments::{self, Status},
    services, staff,
};

use super::{Book, SalonSettings};
use crate::{problem::Problem, sample};

impl Book {
    /// Writes down whose book it is. With `sample` also the sample staff, hours and services. Blocks.
    ///
    /// # Errors
    /// `not_empty` if sample data would mix with staff that is there already; the book cannot be written.
    pub fn set_up(
        &self,
        salon: &SalonSettings,
        with_sample: bool,
        now: Timestamp,
    ) -> Result<(), Problem> {
        self.store.write(|tx| {
            if with_sample && !staff::all(tx)?.is_empty() {
                return Err(Problem::new(
                    "not_empty",
                    "the book has staff already; sample data would mix with it",
                ));
            }
            salon.save(tx, now)?;
            if with_sample {
                sample::write(tx, now)?;
            }
            Ok(())
        })
    }

    /// Writes down whose book it is, and nothing else. Blocks.
    ///
    /// # Errors
    /// The book cannot be written.
    pub fn name_salon(&self, salon: &SalonSettings, now: Timestamp) -> Result<(), Problem> {
        Ok(self.store.write(|tx| salon.save(tx, now))?)
    }

    /// Gives the salon another zone. Hours stay as they stand on the wall; what is booked keeps its moment, and so stands in the book at
    /// another time of day: with appointments to come it takes `despite_appointments`. Blocks.
    ///
    /// # Errors
    /// `unknown_zone`; `zone_with_appointments`; the book cannot be written.
    pub fn move_to_zone(
        &self,
        zone: &str,
        despite_appointments: bool,
        now: Timestamp,
    ) -> Result<(), Problem> {
        let zone = SalonSettings::known_zone(zone)?;
        let to_come = Span {
            start: now,
            end: Timestamp::MAX,
        };
        self.store.write(|tx| {
            let appointments = appointments::during(tx, to_come)?;
            let booked = appointments
                .iter()
                .filter(|one| one.status == Status::Booked);
            let booked = booked.count();
            if booked > 0 && !despite_appointments {
                let problem = Problem::new(
                    "zone_with_appointments",
                    "appointments to come would stand at another time of day",
                );
                return Err(problem.with_details(json!({ "count": booked })));
            }
            let salon = SalonSettings {
                zone,
                ..SalonSettings::load(tx)?
            };
            Ok(salon.save(tx, now)?)
        })
    }

    /// Writes the sample services for the staff that is there. Blocks.
    ///
    /// # Errors
    /// `not_empty` where services are sold already; the book cannot be written.
    pub fn sample_services(&self, now: Timestamp) -> Result<(), Problem> {
        self.store.write(|tx| {
            if !services::all(tx)?.is_empty() {
                return Err(Problem::new(
                    "not_empty",
                    "the book has services already; samples would mix with them",
                ));
            }
            Ok(sample::write_services(tx, now)?)
        })
    }
}
