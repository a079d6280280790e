/**
 * How the appointments of one column stand. Those too low for words are one box each, one below the other in the flow of the
 * page. Whatever is placed by itself gets a layer of its own, and WebKit walks through all layers for each piece that it paints:
 * with thousands of them a drag would stumble.
 */
import type { AppointmentView } from '../ipc/AppointmentView';
import type { Comb } from './comb';
import { height, laneOf, type Lanes, type Scale, TINY, top } from './geometry';

/** Pixels: below the one before, and its own height. */
export type Low = { from: number; below: number; height: number };
/** `low`: one box is enough. */
export type Standing = { appointment: AppointmentView; comb: Comb; low: Low | null };
export type Stack = { column: number; standing: Standing[] };

/** WebKit's pixels come in parts of 64. What it would cut off would add up from morning to evening. */
const whole = (pixels: number) => Math.round(pixels * 64) / 64;

/** A single step in its own column, in nobody's gap, without room for words. */
function isLow({ comb, appointment }: Standing, lanes: Lanes, scale: Scale): boolean {
  const [tooth, ...others] = comb.teeth;
  if (!tooth || others.length + comb.gaps.length > 0 || tooth.shift !== 0) return false;
  const { phase } = tooth;
  return height(scale, phase) < TINY * scale.rem && laneOf(lanes, appointment.id, phase.staff_id) === 0;
}

/** `combs`: by column, then time. */
export function stacksOf(combs: readonly Omit<Standing, 'low'>[], lanes: Lanes, scale: Scale): Stack[] {
  const stacks: Stack[] = [];
  let end = 0;
  for (const { appointment, comb } of combs) {
    if (stacks.at(-1)?.column !== comb.home) {
      stacks.push({ column: comb.home, standing: [] });
      end = 0;
    }
    const one: Standing = { appointment, comb, low: null };
    if (isLow(one, lanes, scale)) {
      const from = whole(top(scale, comb.span.from_minute));
      one.low = { from, below: from - end, height: Math.max(whole(height(scale, comb.span)) - 1, 3) };
      end = from + one.low.height;
    }
    stacks.at(-1)?.standing.push(one);
  }
  return stacks;
}

/** Those of a stack that are drawn. What stands below another one than before is told so; all others stay the same. */
export function drawnOf(stack: Stack, isDrawn: (one: Standing) => boolean): Stack {
  let end = 0;
  const standing = stack.standing.filter(isDrawn).map((one) => {
    if (!one.low) return one;
    const below = one.low.from - end;
    end = one.low.from + one.low.height;
    return below === one.low.below ? one : { ...one, low: { ...one.low, below } };
  });
  return { column: stack.column, standing };
}
