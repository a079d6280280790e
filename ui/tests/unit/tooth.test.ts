import { describe, expect, it } from 'vitest';
import type { Tooth } from '../../src/lib/timeline/comb';
import { lookOf, wordsOf } from '../../src/lib/timeline/tooth';
import { appointment } from './views';

const cut = appointment(1, 7, [['A', 'staff', 7, 600, 630]]);
const colour = appointment(2, 7, [
  ['A', 'staff', 7, 600, 630],
  ['GAP_A', 'gap', 7, 630, 660],
  ['B', 'staff', 8, 660, 680],
]);
const tooth = (of: typeof cut, key: string, shift = 0): Tooth => {
  const phase = of.phases.find((one) => one.key === key);
  if (!phase) throw new Error(`no ${key}`);
  return { phase, shift, first: key === 'A' };
};

describe('a tooth', () => {
  it('names the customer, and what is done as far as there is room', () => {
    const said = (tall: number) => wordsOf(tooth(colour, 'A'), colour, tall, true);
    expect(said(60)).toEqual({ strong: 'customer 2', beside: '', service: 'colour', step: 'A step A' });
    expect(said(40)).toEqual({ strong: 'customer 2', beside: '', service: 'colour', step: '' });
    expect(said(20)).toEqual({ strong: 'customer 2', beside: 'colour', service: '', step: '' });
    expect(said(11)).toBeNull();
  });

  it('does not say the one step of a service twice', () => {
    expect(wordsOf(tooth(cut, 'A'), cut, 90, true)?.step).toBe('');
  });

  it('says of a further step which it is, and of a hand-over for whom', () => {
    expect(wordsOf(tooth(colour, 'B'), colour, 60, false)).toMatchObject({ strong: 'B', beside: 'step B' });
    expect(wordsOf(tooth(colour, 'B', 1), colour, 60, false)).toMatchObject({
      strong: 'step B',
      beside: 'customer 2',
    });
  });

  it('is set smaller the lower it is, and in the middle when it has one line', () => {
    const look = (tall: number) => lookOf(tooth(cut, 'A'), tall, true);
    expect(look(60)).toBe('tooth named');
    expect(look(30)).toBe('tooth single tight named');
    expect(look(20)).toBe('tooth tiny single tight named');
    expect(look(16)).toBe('tooth tiny edgeless single tight named');
    expect(look(13)).toBe('tooth tiny slim edgeless single tight named');
    expect(look(8)).toBe('tooth tiny bare single tight named');
    expect(lookOf(tooth(colour, 'B', 1), 60, false)).toBe('tooth single');
  });
});
