import type { Language } from '../i18n/messages';

export type Theme = 'auto' | 'light' | 'dark';
/** `auto`: as much as the system asks for. */
export type Contrast = 'auto' | 'more';

const THEMES: readonly Theme[] = ['auto', 'light', 'dark'];
const CONTRASTS: readonly Contrast[] = ['auto', 'more'];

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // A window without storage forgets its looks at the next start; nothing else hangs on it.
  }
}

/** How this window likes to look; kept on this computer, not in the book. */
class Looks {
  #theme = $state<Theme>(THEMES.find((theme) => theme === stored('kamm.theme')) ?? 'auto');
  #contrast = $state<Contrast>(CONTRASTS.find((one) => one === stored('kamm.contrast')) ?? 'auto');
  #language = $state<Language | null>(
    (['de', 'en'] as const).find((language) => language === stored('kamm.language')) ?? null,
  );

  get theme(): Theme {
    return this.#theme;
  }
  set theme(theme: Theme) {
    this.#theme = theme;
    keep('kamm.theme', theme);
  }

  get contrast(): Contrast {
    return this.#contrast;
  }
  set contrast(contrast: Contrast) {
    this.#contrast = contrast;
    keep('kamm.contrast', contrast);
  }

  /** `null`: as the salon has it. */
  get language(): Language | null {
    return this.#language;
  }
  set language(language: Language | null) {
    this.#language = language;
    if (language) keep('kamm.language', language);
  }
}

export const looks = new Looks();

/** Puts theme and contrast on the document and follows the system where they are `auto`. Call within an effect. */
export function applyTheme(): () => void {
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const more = window.matchMedia('(prefers-contrast: more)');
  const { theme, contrast } = looks;
  const apply = () => {
    const { dataset } = document.documentElement;
    dataset.theme = theme === 'auto' ? (dark.matches ? 'dark' : 'light') : theme;
    dataset.contrast = contrast === 'more' || more.matches ? 'more' : 'usual';
  };
  apply();
  const listening = new AbortController();
  for (const system of [dark, more]) system.addEventListener('change', apply, listening);
  return () => listening.abort();
}
