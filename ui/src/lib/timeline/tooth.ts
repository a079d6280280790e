/** What a tooth says and how it looks, by the room it has. Pure. */
import type { SheetAppointment } from '../ipc/SheetAppointment';
import type { Tooth } from './comb';
import { TINY } from './geometry';

/** Heights in pixels of usual words from which another line of them is not cut off. */
const SLIM = 14;
/** From here on it has lines above and below it too. */
export const EDGED = 18;
export const SMALL = 23;
const TWO_LINES = 37;
const ROOMY = 42;
const THREE_LINES = 58;

/** `strong` and `beside` on the first line; the other lines below, empty where there is nothing to say or no room. */
export type Words = { strong: string; beside: string; service: string; step: string };

/** `tall`: of usual words. `named`: the customer's name stands on this one. */
export function wordsOf(
  { phase, shift }: Tooth,
  { customer, service, composite }: SheetAppointment,
  tall: number,
  named: boolean,
): Words | null {
  if (tall < TINY) return null;
  // What is done, unless the service is a single step that says it already.
  const step = composite ? phase.name : '';
  const alone = { service: '', step: '' };
  if (shift !== 0) return { strong: step || service.name, beside: customer.name, ...alone };
  if (!named) return { strong: phase.key, beside: step, ...alone };
  const under = tall >= TWO_LINES;
  return {
    strong: customer.name,
    beside: under ? '' : service.name,
    service: under ? service.name : '',
    step: step && tall >= THREE_LINES ? `${phase.key} ${step}` : '',
  };
}

/** In the words of its style. */
export function lookOf({ shift }: Tooth, tall: number, named: boolean): string {
  const size = tall < TINY ? 'bare' : tall < SLIM ? 'slim edgeless' : tall < EDGED ? 'edgeless' : '';
  const small = tall < SMALL ? 'tiny' : '';
  const lines = shift !== 0 || !named || tall < TWO_LINES ? 'single' : '';
  const whose = shift !== 0 ? '' : named ? 'named' : 'further';
  return ['tooth', small, size, lines, tall < ROOMY ? 'tight' : '', whose].filter(Boolean).join(' ');
}
