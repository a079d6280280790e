import { describe, expect, it } from 'vitest';
import type { BlockedView } from '../../src/lib/ipc/BlockedView';
import type { StaffDay } from '../../src/lib/ipc/StaffDay';
import { linesOf } from '../../src/lib/print/paper';
import { appointment } from './views';

const ANNA = 7;
const at = (from_minute: number, to_minute: number) => ({ from_minute, to_minute });
const off = (from: number, to: number): BlockedView => ({
  ...at(from, to),
  reason: 'break',
  note: '',
  sync: null,
  held: [],
});
const day = (hours: [number, number][], blocked: BlockedView[] = []): StaffDay => ({
  id: ANNA,
  name: 'Anna',
  role: 'stylist',
  hours: hours.map(([from, to]) => at(from, to)),
  blocked,
  load_percent: 0,
});
const told = (...said: Parameters<typeof linesOf>) =>
  linesOf(...said).map(({ kind, from_minute, to_minute }) => [kind, from_minute, to_minute]);

/** 10:00–12:00: a step, half an hour of colour, a step, a quarter at the customer's side, a step. */
const colour = appointment(1, ANNA, [
  ['A', 'staff', ANNA, 600, 630],
  ['GAP_A', 'gap', ANNA, 630, 660],
  ['B', 'staff', ANNA, 660, 690],
  ['GAP_B', 'gap', ANNA, 690, 705, false],
  ['C', 'staff', ANNA, 705, 720],
]);

describe('the lines on a stylist’s paper', () => {
  it('are her work, her gaps, what is blocked, and what is free', () => {
    expect(told(day([[540, 780]], [off(720, 750)]), [colour])).toEqual([
      ['idle', 540, 600],
      ['work', 600, 630],
      ['gap', 630, 660],
      ['work', 660, 690],
      ['stays', 690, 705],
      ['work', 705, 720],
      ['off', 720, 750],
      ['idle', 750, 780],
    ]);
  });

  it('leave out what of a gap somebody else has, and what is too short for anything', () => {
    const within = appointment(2, ANNA, [['A', 'staff', ANNA, 635, 650]]);
    expect(told(day([[600, 725]]), [colour, within])).toEqual([
      ['work', 600, 630],
      ['work', 635, 650],
      ['gap', 650, 660],
      ['work', 660, 690],
      ['stays', 690, 705],
      ['work', 705, 720],
    ]);
  });

  it('have only her steps of what several do', () => {
    const handedOver = appointment(3, 8, [
      ['A', 'staff', 8, 600, 630],
      ['GAP_A', 'gap', 8, 630, 660],
      ['B', 'staff', ANNA, 660, 690],
    ]);
    expect(told(day([[660, 690]]), [handedOver])).toEqual([['work', 660, 690]]);
  });

  it('cut time off to the hours she would be there, and are none when she is not', () => {
    expect(told(day([[540, 600]], [off(0, 1440)]), [])).toEqual([['off', 540, 600]]);
    expect(told(day([], [off(0, 1440)]), [])).toEqual([]);
  });
});
