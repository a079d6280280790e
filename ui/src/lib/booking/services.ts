import { moneyText } from '../i18n/figures';
import { t, tongue } from '../i18n/i18n.svelte';
import type { ServiceView } from '../ipc/ServiceView';

/** For comparing words as they are typed: without case, accents and umlauts. */
export const fold = (text: string) =>
  text.toLocaleLowerCase('de').replace(/ß/g, 'ss').normalize('NFD').replace(/\p{M}/gu, '');

/** Services whose number begins with, or whose name contains, what was typed; each word counts. */
export function matchingServices(services: readonly ServiceView[], text: string): ServiceView[] {
  const words = fold(text).split(/\s+/).filter(Boolean);
  return services.filter((service) =>
    words.every((word) => fold(service.name).includes(word) || String(service.number ?? '').startsWith(word)),
  );
}

/** Blank for what is priced from case to case. */
export const priceOf = ({ price_cents }: Pick<ServiceView, 'price_cents'>) =>
  price_cents === null ? '' : moneyText(price_cents, tongue.locale);

/** What several cost together; unknown as soon as one of them is priced from case to case. */
export const priceOfAll = (services: readonly ServiceView[]) =>
  priceOf({
    price_cents: services.reduce<number | null>(
      (sum, { price_cents }) => (sum === null || price_cents === null ? null : sum + price_cents),
      0,
    ),
  });

/** What is asked on the phone: how long does it take, and what does it cost. */
export const aboutService = (service: ServiceView) =>
  [t('common.minutes', { minutes: service.minutes }), priceOf(service)].filter(Boolean).join(' · ');
