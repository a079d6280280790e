/** What the one field finds, kind by kind. What the window has is there at once; what only the book knows is asked for. */
import { tick } from 'svelte';
import { form } from '../booking/form.svelte';
import { fold, matchingServices, priceOf } from '../booking/services';
import { calls } from '../calls/calls.svelte';
import { whenOf, whoOf } from '../calls/words';
import { desk } from '../desk/commands';
import { troubleSentence } from '../desk/sentences';
import { t, tongue } from '../i18n/i18n.svelte';
import { print } from '../print/print.svelte';
import { route } from '../shell/route.svelte';
import { digitOf, PLACES } from '../shell/screens';
import { session } from '../shell/session.svelte';
import { status } from '../shell/status.svelte';
import { addDays, dayOf } from '../time/civil';
import { longDate, numericDate, shortDate } from '../time/format';
import { parseDate } from '../time/typed';
import { day } from '../timeline/day.svelte';
import { showAppointment } from '../timeline/show';
import { week } from '../week/week.svelte';

/** `kind` chooses the heading, `about` is the second line. */
export type Hit = {
  kind:
    | 'screen'
    | 'date'
    | 'customer'
    | 'appointment'
    | 'service'
    | 'staff'
    | 'waiting'
    | 'call'
    | 'review'
    | 'print';
  key: string;
  name: string;
  about: string;
  run: () => void;
};

const MOST = 5;

/** Whether every word that was typed begins one of these. */
function meant(typed: string, ...texts: (string | null)[]): boolean {
  const words = fold(texts.filter(Boolean).join(' ')).split(/[^\p{L}\p{N}#]+/u);
  const wanted = fold(typed).split(/\s+/);
  return wanted.every((start) => words.some((word) => word.startsWith(start)));
}

/** Where the window looks itself; nothing typed shows where one can go. */
export function hitsHere(text: string): Hit[] {
  if (text === '') return screens(text);
  return [...days(text), ...screens(text), ...paper(text), ...team(text), ...services(text), ...review(text)];
}

/** What the book knows, in the order in which somebody at the desk looks for it. A question that fails finds nothing. */
export async function hitsInTheBook(text: string): Promise<Hit[]> {
  const asked = await Promise.allSettled([
    customers(text),
    appointments(text),
    whoWaits(text),
    whoCalled(text),
  ]);
  return asked.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
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

/** The day on the sheet, whatever is open above it. */
function paper(text: string): Hit[] {
  if (!meant(text, t('print.day'))) return [];
  return [
    { kind: 'print', key: 'day', name: t('print.day'), about: t('find.key_p'), run: () => void print.day() },
  ];
}

/** A word of two letters is somebody's name rather than a day's. */
function days(text: string): Hit[] {
  const date = /^\p{L}{2}$/u.test(text) ? null : parseDate(text, session.civilNow.date);
  if (!date) return [];
  const run = () => {
    route.go('day');
    void day.show(date);
  };
  return [{ kind: 'date', key: date, name: longDate(date, tongue.locale), about: '', run }];
}

function services(text: string): Hit[] {
  const found = matchingServices(session.catalogue.services, text).slice(0, MOST);
  return found.map((service) => ({
    kind: 'service',
    key: String(service.id),
    name: service.name,
    about: [t('find.book_service', { minutes: service.minutes }), priceOf(service)]
      .filter(Boolean)
      .join(' · '),
    run: () => {
      form.begin();
      form.chooseService(service);
    },
  }));
}

/** Their week. */
function team(text: string): Hit[] {
  return session.catalogue.staff
    .filter(({ name }) => meant(text, name))
    .slice(0, MOST)
    .map(({ id, name }) => ({
      kind: 'staff',
      key: String(id),
      name,
      about: t('find.week'),
      run: () => {
        void week.turnToStaff(id);
        route.go('week');
      },
    }));
}

async function whoWaits(text: string): Promise<Hit[]> {
  const found = (await desk.waiting()).filter(({ customer }) => meant(text, customer.name));
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

/** By number, or by whom they are for: what is still to come, and where there is room for more what was last. */
async function appointments(text: string): Promise<Hit[]> {
  const today = session.civilNow.date;
  const anybodys = { status: null, staff_id: null, service_id: null, customer_id: null, sync: null };
  const page = { typed: text, ...anybodys, after: null, limit: MOST };
  const [coming, past] = await Promise.all([
    desk.appointments({ ...page, from: today, to: null, latest_first: false }),
    desk.appointments({ ...page, from: null, to: addDays(today, -1), latest_first: true }),
  ]);
  const found = [...coming.appointments, ...past.appointments].slice(0, MOST);
  return found.map((one) => ({
    kind: 'appointment',
    key: String(one.id),
    name: `#${String(one.id)} · ${one.customer.name}`,
    about: [dateWords(dayOf(one.start)), session.clock(one.start), one.service.name].join(' · '),
    run: () => void showAppointment(one),
  }));
}

/** A day of another year with that. */
function dateWords(date: string): string {
  const isThisYear = date.slice(0, 4) === session.civilNow.date.slice(0, 4);
  return isThisYear ? shortDate(date, tongue.locale) : numericDate(date, tongue.locale);
}

async function whoCalled(text: string): Promise<Hit[]> {
  const found = await desk.findCalls(text);
  return found.slice(0, MOST).map((call) => ({
    kind: 'call',
    key: String(call.id),
    name: whoOf(call),
    about: whenOf(call),
    run: () => {
      calls.found = call;
      route.openCall(call.id);
    },
  }));
}

/** What a person has to decide, by whom, what or why. */
function review(text: string): Hit[] {
  const found = status.review.filter((entry) =>
    meant(
      text,
      entry.customer_name,
      entry.service_name,
      entry.phase_name,
      entry.appointment_id === null ? null : `#${String(entry.appointment_id)}`,
      troubleSentence(entry.code),
    ),
  );
  return found.slice(0, MOST).map((entry) => ({
    kind: 'review',
    key: String(entry.id),
    name: troubleSentence(entry.code),
    about: [entry.customer_name, entry.start && shortDate(dayOf(entry.start), tongue.locale)]
      .filter(Boolean)
      .join(' · '),
    run: () => {
      route.go('review');
      void tick().then(() => document.getElementById(`review-${String(entry.id)}`)?.focus());
    },
  }));
}
