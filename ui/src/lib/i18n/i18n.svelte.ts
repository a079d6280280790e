import { de } from './de';
import { isOne } from './figures';
import { fill, type Language, type MessageKey, type Messages, type Params } from './messages';

/** A window has one language, and most have German: others come when they are asked for. */
const books: { de: Messages } & Partial<Record<Language, Messages>> = { de };
const learn: Record<Language, () => Promise<Messages>> = {
  de: () => Promise.resolve(de),
  en: async () => (await import('./en')).en,
};

class Tongue {
  #language = $state<Language>('de');
  #wanted: Language = 'de';

  get language(): Language {
    return this.#language;
  }

  /** From now on, as soon as its words are there. */
  async speak(language: Language): Promise<void> {
    this.#wanted = language;
    books[language] ??= await learn[language]();
    if (this.#wanted === language) this.#language = language;
  }

  /** For `Intl`; British English, because the salon counts in 24 hours and writes days first. */
  get locale(): string {
    return this.language === 'de' ? 'de-DE' : 'en-GB';
  }
}

export const tongue = new Tongue();

const words = (): Messages => books[tongue.language] ?? books.de;

export function t<Key extends MessageKey>(key: Key, ...params: Params<Key>): string {
  return fill(words()[key], params[0] ?? {});
}

/** The one or the many form; `{count}` may appear in both. */
export function count(n: number, one: MessageKey, other: MessageKey): string {
  return fill(words()[isOne(n, tongue.locale) ? one : other], { count: n });
}
