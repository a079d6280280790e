import type { Language } from '../desk/types';
import { de } from './de';
import { en } from './en';
import { fill, type MessageKey, type Messages, type Params } from './messages';

const books: Record<Language, Messages> = { de, en };

class Tongue {
  language = $state<Language>('de');

  /** For `Intl`; British English, because the salon counts in 24 hours and writes days first. */
  get locale(): string {
    return this.language === 'de' ? 'de-DE' : 'en-GB';
  }
}

export const tongue = new Tongue();

export function t<Key extends MessageKey>(key: Key, ...params: Params<Key>): string {
  return fill(books[tongue.language][key], params[0] ?? {});
}

/** The one or the many form; `{count}` may appear in both. */
export function count(n: number, one: MessageKey, other: MessageKey): string {
  const rule = new Intl.PluralRules(tongue.locale).select(n);
  return fill(books[tongue.language][rule === 'one' ? one : other], { count: n });
}
