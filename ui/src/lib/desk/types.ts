/** Answers of the window's own commands, which no library crate knows about. */

export type Language = 'de' | 'en';

export type SalonInfo = {
  salon_name: string;
  /** Time zone of the salon: `Europe/Berlin`. */
  zone: string;
  /** `2026-11-27`. */
  today: string;
  /** The program's clock, which the window follows. */
  now: string;
  profile: string;
  language: Language;
  version: string;
};

export type KeychainState = { ok: boolean; code: string | null };

/** Sent after each commit. */
export type Changed = { revision: number; topics: string[] };
