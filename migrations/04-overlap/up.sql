-- Cal.com is no referee: two bookings may take one person's time at once. Each such pair is one entry of the review list.

-- made_at: Cal.com's word for when the booking was made, to the millisecond. The one made first was first to the slot.
ALTER TABLE bookings ADD COLUMN made_at TEXT;
ALTER TABLE blocked_times ADD COLUMN made_at TEXT;

-- The other of two that overlap: an appointment, or a booking that only Cal.com knows.
ALTER TABLE review ADD COLUMN other_appointment_id INTEGER REFERENCES appointments (id) ON DELETE CASCADE;
ALTER TABLE review ADD COLUMN other_booking_uid TEXT;
DROP INDEX one_open_review;
CREATE UNIQUE INDEX one_open_review ON review (code, ifnull(appointment_id, 0), ifnull(phase_id, 0), ifnull(booking_uid, ''),
    ifnull(other_appointment_id, 0), ifnull(other_booking_uid, '')) WHERE closed_at IS NULL;
-- What was said about a pair, also what a person decided about it long ago; to be found from either side.
CREATE INDEX review_by_one ON review (appointment_id) WHERE other_appointment_id IS NOT NULL OR other_booking_uid IS NOT NULL;
CREATE INDEX review_by_other ON review (other_appointment_id) WHERE other_appointment_id IS NOT NULL;
CREATE INDEX review_by_booking ON review (booking_uid) WHERE booking_uid IS NOT NULL;
CREATE INDEX review_by_other_booking ON review (other_booking_uid) WHERE other_booking_uid IS NOT NULL;

-- Work that is shown but takes nobody's time in the book, because somebody else has it.
CREATE INDEX phases_in_collision ON phases (staff_id, start_at, end_at)
    WHERE occupies_staff_id IS NULL AND ifnull(bookable, 0) = 0;
