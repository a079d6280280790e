-- The event types that customers book services on. A team has one for a service, with everybody who leads it. Where each stylist has an
-- account of their own, each has theirs: staff_id.
CREATE TABLE public_anew (
    event_type_id INTEGER PRIMARY KEY,
    service_id    INTEGER NOT NULL REFERENCES services (id) ON DELETE CASCADE,
    staff_id      INTEGER REFERENCES staff (id) ON DELETE CASCADE
) STRICT;
INSERT INTO public_anew (event_type_id, service_id) SELECT event_type_id, service_id FROM public_event_types;
DROP TABLE public_event_types;
ALTER TABLE public_anew RENAME TO public_event_types;
CREATE UNIQUE INDEX public_by_service ON public_event_types (service_id, ifnull(staff_id, 0));
