import type { Language } from '../desk/types';

export type Theme = 'auto' | 'light' | 'dark';

const THEMES: readonly Theme[] = ['auto', 'light', 'dark'];

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
class Preferences {
  #theme = $state<Theme>(THEMES.find((theme) => theme === stored('kamm.theme')) ?? 'auto');
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

  /** `null`: as the salon has it. */
  get language(): Language | null {
    return this.#language;
  }
  set language(language: Language | null) {
    this.#language = language;
    if (language) keep('kamm.language', language);
  }
}

export const preferences = new Preferences();

/** Puts the theme on the document and follows the system while it is `auto`. Call within an effect. */
export function applyTheme(): () => void {
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const theme = preferences.theme;
  const apply = () => {
    document.documentElement.dataset.theme = theme === 'auto' ? (dark.matches ? 'dark' : 'light') : theme;
  };
  apply();
  dark.addEventListener('change', apply);
  return () => dark.removeEventListener('change', apply);
}
