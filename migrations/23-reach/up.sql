-- What was sent for an appointment or a day is found by its phases, and a phase that goes takes along what hangs on it: neither reads the
-- whole journal. Whoever booked online is found by their address.
CREATE INDEX operations_by_phase ON operations (phase_id);
CREATE INDEX operations_by_task ON operations (task_id);
CREATE INDEX review_by_phase ON review (phase_id) WHERE phase_id IS NOT NULL;
CREATE INDEX customers_by_email ON customers (lower(email));
