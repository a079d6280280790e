import { desk } from '../desk/commands';
import { t, tongue } from '../i18n/i18n.svelte';
import { matchingServices } from '../booking/services';
import { form } from '../booking/form.svelte';
import { route } from '../shell/route.svelte';
import { digitOf, PLACES } from '../shell/screens';
import { session } from '../shell/session.svelte';
import { parseDate } from '../time/civil';
import { longDate, shortDate } from '../time/format';
import { day } from '../timeline/day.svelte';
import { week } from '../week/week.svelte';

/** `kind` chooses the heading, `about` is the second line. */
export type Hit = {
  kind: 'screen' | 'date' | 'customer' | 'appointment' | 'service' | 'staff' | 'waiting';
  key: string;
  name: string;
  about: string;
  run: () => void;
};

const MOST = 5;
const fold = (text: string) => text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');

/** Everything from one field: customers, appointments, who waits, the team, services, days and screens. The newest question wins. */
class Find {
  open = $state(false);
  typed = $state('');
  hits = $state.raw<Hit[]>([]);
  #answered: Promise<void> = Promise.resolve();
  #asked = 0;

  show(): void {
    this.open = true;
    this.search('');
  }

  close(): void {
    this.open = false;
    this.#asked++;
  }

  take(hit: Hit): void {
    this.close();
    hit.run();
  }

  /** Enter: the marked row. Above those that are there at once comes what the book knows; the first one is meant with that. */
  async takeMarked(row: number): Promise<void> {
    const { typed } = this;
    if (row === 0) await this.#answered;
    const hit = this.hits[row];
    if (hit && this.open && this.typed === typed) this.take(hit);
  }

  search(typed: string): void {
    this.typed = typed;
    this.#answered = this.#look(typed);
  }

  async #look(typed: string): Promise<void> {
    const mine = ++this.#asked;
    const text = typed.trim();
    const here = [...days(text), ...screens(text), ...team(text), ...services(text)];
    this.hits = here;
    if (text === '') return;
    const asked = await Promise.allSettled([customers(text), appointments(text), whoWaits(text)]);
    if (mine !== this.#asked) return;
    // What the book knows comes first: that is what somebody at the desk looks for.
    this.hits = [...asked.flatMap((one) => (one.status === 'fulfilled' ? one.value : [])), ...here];
  }
}

function screens(text: string): Hit[] {
  const found = PLACES.filter(({ screen }) => fold(t(`nav.${screen}`)).includes(fold(text)));
  return found.map(({ screen }) => {
    const digit = digitOf(screen);
    const name = t(`nav.${screen}`);
    return {
      kind: 'screen',
      key: screen,
      name,
      about: digit === null ? '' : t('find.key', { digit }),
      run: () => route.go(screen),
    };
  });
}

function days(text: string): Hit[] {
  const date = parseDate(text, session.civilNow.date);
  if (!date) return [];
  const run = () => {
    route.go('day');
    void day.show(date);
  };
  return [{ kind: 'date', key: date, name: longDate(date, tongue.locale), about: '', run }];
}

function services(text: string): Hit[] {
  if (text === '') return [];
  const found = matchingServices(session.catalogue.services, text).slice(0, MOST);
  return found.map((service) => ({
    kind: 'service',
    key: String(service.id),
    name: service.name,
    about: t('find.book_service', { minutes: service.minutes }),
    run: () => {
      form.open();
      form.chooseService(service);
    },
  }));
}

/** Their week. */
function team(text: string): Hit[] {
  if (text === '') return [];
  const meant = (name: string) =>
    fold(name)
      .split(/\s+/)
      .some((word) => word.startsWith(fold(text)));
  return session.catalogue.staff
    .filter(({ name }) => meant(name))
    .slice(0, MOST)
    .map(({ id, name }) => ({
      kind: 'staff',
      key: String(id),
      name,
      about: t('find.week'),
      run: () => {
        week.staffId = id;
        route.go('week');
      },
    }));
}

async function whoWaits(text: string): Promise<Hit[]> {
  const found = (await desk.waiting()).filter(({ customer }) => fold(customer.name).includes(fold(text)));
  return found.slice(0, MOST).map((entry) => ({
    kind: 'waiting',
    key: String(entry.id),
    name: entry.customer.name,
    about: entry.service.name,
    run: () => route.openAside('waiting'),
  }));
}

async function customers(text: string): Promise<Hit[]> {
  const found = await desk.findCustomers(text);
  return found.slice(0, MOST).map((customer) => ({
    kind: 'customer',
    key: String(customer.id),
    name: customer.name,
    about: customer.phone ?? '',
    run: () => route.openCustomer(customer.id),
  }));
}

/** By number, or by whom they are for: what is still to come. */
async function appointments(text: string): Promise<Hit[]> {
  const number = /^#?\d{1,9}$/.test(text);
  const { appointments: found } = await desk.appointments({
    typed: text,
    from: number ? null : session.civilNow.date,
    to: null,
    status: null,
    staff_id: null,
    service_id: null,
    customer_id: null,
    sync: null,
    latest_first: false,
    after: null,
    limit: MOST,
  });
  return found.map((one) => ({
    kind: 'appointment',
    key: String(one.id),
    name: `#${String(one.id)} · ${one.customer.name}`,
    about: [
      shortDate(one.start.slice(0, 10), tongue.locale),
      session.clock(one.start),
      one.service.name,
    ].join(' · '),
    run: () => void day.show(one.start.slice(0, 10)).then(() => route.openAppointment(one.id)),
  }));
}

export const find = new Find();
