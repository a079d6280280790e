/** Several services in one visit: what follows begins where the one before ends. */
import type { CheckView } from '../../src/lib/ipc/CheckView';
import type { LinkView } from '../../src/lib/ipc/LinkView';
import type { ServiceWish } from '../../src/lib/ipc/ServiceWish';
import { type Book, instant, lasting, nameOf, services, type Start } from './book';
import { refuse } from './refuse';

export function serviceOf(id: number) {
  const found = services.find((one) => one.id === id);
  if (!found) throw refuse('unknown_service');
  return found;
}

/** What follows a first service that `lead` does until `at.minute`; the first verdict that says no, or all of them. */
export function following(
  book: Book,
  then: ServiceWish[],
  at: Start,
  lead: number,
  customer: number | null,
): { links: LinkView[]; against: CheckView | null } {
  const links: LinkView[] = [];
  let [minute, before] = [at.minute, lead];
  for (const wish of then) {
    const service = lasting(serviceOf(wish.service_id), wish.lengths);
    const start = { date: at.date, minute };
    const ways = wish.staff_id !== null ? [wish.staff_id] : [before, ...service.staff_ids];
    const verdicts = ways.map((id) => ({ id, verdict: book.check(service, id, start, customer, null) }));
    const best = verdicts.find(({ verdict }) => verdict.fits && verdict.warnings.length === 0) ?? verdicts[0];
    if (!best) throw refuse('nobody_can');
    if (!best.verdict.fits) return { links, against: best.verdict };
    links.push({
      staff_id: best.id,
      staff_name: nameOf(best.id),
      start: instant(at.date, minute),
      from_minute: minute,
      phases: best.verdict.phases,
    });
    minute += service.minutes;
    before = best.id;
  }
  return { links, against: null };
}
