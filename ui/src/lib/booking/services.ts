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
