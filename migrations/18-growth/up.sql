-- What a start looks for among all that was ever settled: tasks and bookings that were changed in what is now the future, and marks
-- that were left on the wire.
CREATE INDEX sync_tasks_by_change ON sync_tasks (updated_at);
CREATE INDEX phase_sync_sending ON phase_sync (phase_id) WHERE state = 'sending';
CREATE INDEX bookings_gone ON bookings (seen_at) WHERE state = 'gone';
