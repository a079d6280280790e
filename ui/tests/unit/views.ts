/** Small appointments for the tests of the sheet. */
import type { AppointmentView } from '../../src/lib/ipc/AppointmentView';
import type { PhaseView } from '../../src/lib/ipc/PhaseView';

export type Part = [
  key: string,
  kind: 'staff' | 'gap',
  staffId: number,
  from: number,
  to: number,
  bookable?: boolean,
];

export function phase([key, kind, staffId, from, to, bookable = true]: Part): PhaseView {
  return {
    id: from,
    key,
    name: kind === 'staff' ? `step ${key}` : '',
    kind,
    bookable: kind === 'gap' && bookable,
    staff_id: staffId,
    staff_name: `staff ${String(staffId)}`,
    start: '',
    end: '',
    from_minute: from,
    to_minute: to,
    minutes: to - from,
    sync: null,
  };
}

export function appointment(id: number, staffId: number, parts: Part[]): AppointmentView {
  const phases = parts.map(phase);
  return {
    id,
    customer: {
      id,
      name: `customer ${String(id)}`,
      phone: null,
      email: null,
      note: '',
      last_visit: null,
      no_shows: 0,
    },
    service: { id: 1, number: 440, name: 'colour', colour: 'copper' },
    staff_id: staffId,
    staff_name: `staff ${String(staffId)}`,
    status: 'booked',
    origin: 'desk',
    start: '',
    end: '',
    from_minute: Math.min(...phases.map((p) => p.from_minute)),
    to_minute: Math.max(...phases.map((p) => p.to_minute)),
    note: '',
    composite: parts.length > 1,
    segments: phases.filter((p) => p.kind === 'staff').length,
    sync: 'waiting',
    phases,
  };
}
