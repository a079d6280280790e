/** Files of other programs in the fake salon: understood as far as the window has to show it. */
import type { FoundSheet } from '../../src/lib/ipc/FoundSheet';
import type { ImportField } from '../../src/lib/ipc/ImportField';
import type { ImportLook } from '../../src/lib/ipc/ImportLook';
import type { ImportReport } from '../../src/lib/ipc/ImportReport';
import type { ImportRequest } from '../../src/lib/ipc/ImportRequest';
import type { Progress } from '../../src/lib/ipc/Progress';
import type { LeftLine } from '../../src/lib/ipc/LeftLine';
import type { Rebuild } from '../../src/lib/ipc/Rebuild';
import type { ServiceSheet } from '../../src/lib/ipc/ServiceSheet';
import { refuse } from './refuse';

const PERSON: ImportField[] = ['name', 'first_name', 'last_name', 'phone', 'mobile', 'email', 'note', 'key'];
const TIMES: ImportField[] = [
  'service',
  'staff',
  'date',
  'time',
  'end',
  'minutes',
  'parts',
  'part',
  'status',
];
const GUESSED: Record<string, ImportField> = {
  Name: 'name',
  Kunde: 'name',
  Telefon: 'phone',
  Leistung: 'service',
  Mitarbeiter: 'staff',
  Datum: 'date',
  Uhrzeit: 'time',
};

const NOTHING: ImportReport = {
  rehearsed: false,
  lines: 0,
  appointments: 0,
  customers: 0,
  completed: 0,
  kept_free: 0,
  in_the_way: 0,
  known: 0,
  erased: 0,
  called_off: 0,
  free: 0,
  past: 0,
  beyond: 0,
  stopped: false,
  faults: [],
};

/** `27.11.2026` → `2026-11-27`. */
const isoOf = (date: string) => date.split('.').reverse().join('-');

export class FakeFiles {
  /** What the window wrote into the file of what was left. */
  left: LeftLine[] = [];
  private stopped = false;
  private letGo: () => void = () => undefined;
  private linked = new Set<number>();

  private rows(request: ImportRequest): string[][] {
    const bytes = Uint8Array.from(atob(request.content), (c) => c.charCodeAt(0));
    const text = new TextDecoder().decode(bytes);
    return text
      .trim()
      .split('\n')
      .map((line) => line.split(';'));
  }

  look(request: ImportRequest): ImportLook {
    const [headings = [], ...rows] = this.rows(request);
    if (rows.length === 0) throw refuse('import_no_table');
    const mapping = request.mapping ?? headings.map((heading) => GUESSED[heading] ?? null);
    const times = request.what === 'appointments';
    const needed: ImportField[] = times ? ['name', 'service', 'date'] : ['name'];
    const cell = (row: string[], field: ImportField) => row[mapping.indexOf(field)] ?? null;
    return {
      encoding: 'utf8',
      separator: 'semicolon',
      columns: headings.map((heading, index) => ({
        heading,
        field: mapping[index] ?? null,
        samples: rows.slice(0, 3).map((row) => row[index] ?? ''),
      })),
      fields: times ? [...PERSON, ...TIMES] : PERSON,
      missing: needed.filter((field) => !mapping.includes(field)),
      rows: rows.length,
      first: rows.slice(0, 6).map((row, index) => {
        const phone = cell(row, 'phone');
        const wrong = phone !== null && phone.length < 6;
        return {
          line: index + 2,
          name: cell(row, 'name') ?? '',
          phone: phone && `+49${phone.replace(/\D/g, '').replace(/^0/, '')}`,
          email: null,
          service: cell(row, 'service'),
          staff: cell(row, 'staff'),
          start: times ? `${isoOf(cell(row, 'date') ?? '')}T${cell(row, 'time') ?? ''}` : null,
          minutes: null,
          called_off: false,
          fault: wrong ? 'invalid_phone' : null,
          text: wrong ? phone : '',
        };
      }),
    };
  }

  read(request: ImportRequest): ImportReport {
    const report = { ...NOTHING, rehearsed: request.rehearse };
    if (request.what === 'calendar') return { ...report, lines: 3, appointments: 1, kept_free: 2, past: 40 };
    const { rows, first } = this.look(request);
    const faults = first
      .filter((line) => line.fault !== null)
      .map((line) => ({
        line: line.line,
        code: 'invalid_phone' as const,
        text: line.text,
        names: [],
        reasons: [],
        problem: null,
        repeats: null,
      }));
    return { ...report, lines: rows, customers: rows - faults.length, faults };
  }

  /** Gets no further than the first line, until somebody stops it; the next time it goes through. */
  async readSlowly(request: ImportRequest, heard: (progress: Progress) => void): Promise<ImportReport> {
    const report = this.read(request);
    if (this.stopped) return { ...report, customers: 0, known: 1 };
    heard({ done: 1, all: report.lines });
    await new Promise<void>((go) => (this.letGo = go));
    return { ...report, lines: 1, faults: [], stopped: true };
  }

  stop(): null {
    this.stopped = true;
    this.letGo();
    return null;
  }

  writeLeft(lines: LeftLine[]): string {
    this.left = lines;
    return '/home/empfang/Downloads/kamm-uebrig.csv';
  }

  rebuild(): Rebuild {
    return {
      staff: 4,
      with_hours: 2,
      other_zone: ['Lea Lindner · Europe/London'],
      services: 12,
      event_types: 48,
      bookings: 310,
      appointments: 140,
      customers: 96,
      foreign: 6,
      without_key: 0,
      without_gaps: ['Dauerwelle'],
      undecodable: 0,
      refused: 0,
      lost: ['notes', 'prices', 'time_off'],
    };
  }

  found(services: ServiceSheet[]): FoundSheet[] {
    const performers = [{ staff_id: 1, minutes: null, own_event_type: 71 }];
    const part = (name: string, minutes: number, id: number) => ({
      name,
      minutes,
      event_types: [id],
      performers,
    });
    const sheet = (name: string, parts: ServiceSheet['parts']): ServiceSheet => ({
      id: null,
      version: 0,
      archived: false,
      number: null,
      name,
      category: '',
      colour: 'teal',
      price_cents: null,
      public: true,
      parts,
    });
    const segment = (name: string, minutes: number) => ({
      kind: 'segment' as const,
      key: null,
      name,
      minutes,
      hand_over: false,
      performers: [{ staff_id: 1, minutes: null }],
    });
    const sameAs = (name: string) => services.find((one) => one.name === name)?.id ?? null;
    return [
      {
        found: {
          name: 'Strähnen',
          composite: true,
          parts: [part('Auftragen', 40, 71), part('Auswaschen', 20, 72)],
          event_types: [71, 72],
          titles: ['Strähnen – A Auftragen', 'Strähnen – B Auswaschen'],
          unmatched: ['Paula Neu'],
          same_as: sameAs('Strähnen'),
          linked: this.linked.has(71),
        },
        sheet: sheet('Strähnen', [
          segment('Auftragen', 40),
          { kind: 'gap', minutes: 30, bookable: true },
          segment('Auswaschen', 20),
        ]),
      },
      {
        found: {
          name: 'Herrenschnitt',
          composite: false,
          parts: [part('', 30, 73)],
          event_types: [73],
          titles: ['Herrenschnitt'],
          unmatched: [],
          same_as: sameAs('Herrenschnitt'),
          linked: this.linked.has(73),
        },
        sheet: sheet('Herrenschnitt', [segment('', 30)]),
      },
    ];
  }

  link(eventTypes: number[]): number {
    eventTypes.forEach((id) => this.linked.add(id));
    return eventTypes.length;
  }
}
