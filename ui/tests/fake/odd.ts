/** A day on which everything is unusual: for what a sheet must bear without falling apart. */
import type { PhaseSyncState } from '../../src/lib/ipc/PhaseSyncState';
import { type Book } from './book';
import { ANNA, FABIAN, LEA, MEHMET } from './catalogue';
import { customer, enter } from './friday';

const ODD_DAY = '2026-12-01';

export const LONG_NAME = 'Maximiliane-Antoinette von und zu Hohenzollern-Sigmaringen-Württemberg';

type Line = [
  name: string,
  number: number,
  lead: number,
  at: number,
  lengths?: Record<string, number>,
  states?: PhaseSyncState[],
];

/** How the short ones stand, one after the other. */
const STATES: PhaseSyncState[] = ['waiting', 'sending', 'uncertain', 'blocked'];

const LINES: Line[] = [
  // Two hours of processing, and five others in them; one of those has a gap of its own with somebody in it.
  ['Fünf Gäste', 442, FABIAN, 600, { GAP_A: 150 }],
  ['Erster Gast', 400, FABIAN, 630],
  ['Zweiter Gast', 424, FABIAN, 645],
  [LONG_NAME, 442, FABIAN, 670, { A: 5, GAP_A: 20, B: 5, C: 5, D: 5 }],
  ['Vierter Gast', 400, FABIAN, 677, { A: 10 }],
  ['Fünfter Gast', 420, FABIAN, 720],
  ['Sechster Gast', 400, FABIAN, 750, { A: 10 }],
  // From the first minute of the day to the last, and one after the other in steps of five.
  ['Nina Nachtschicht', 400, MEHMET, 0],
  ['Otto Mitternacht', 420, MEHMET, 23.5 * 60],
  ...Array.from({ length: 8 }, (_, n): Line => [
    `Kurz ${String(n + 1)}`,
    400,
    ANNA,
    600 + n * 5,
    { A: 5 },
    STATES.slice(n, n + 1),
  ]),
  [
    LONG_NAME,
    448,
    ANNA,
    700,
    { A: 10, GAP_A: 5, B: 5, GAP_B: 5, C: 5, D: 10 },
    ['synced', ...STATES.slice(2)],
  ],
  ['Überzieht Bis Spät', 410, LEA, 15 * 60],
];

export function fillOdd(book: Book): void {
  for (const [name, number, lead, minute, lengths = {}, states = []] of LINES) {
    const changed = Object.entries(lengths).map(([key, minutes]) => ({ key, minutes }));
    const who = customer(book, name, '0171 1234567', null);
    enter(
      book,
      who,
      number,
      lead,
      { date: ODD_DAY, minute },
      states.length > 0 ? states : ['synced'],
      changed,
    );
  }
}
