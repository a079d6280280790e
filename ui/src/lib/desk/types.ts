/** Answers of the window's own commands, and the languages it speaks. */

export type { Changed } from '../ipc/Changed';
export type { KeychainState } from '../ipc/KeychainState';
export type { SalonInfo } from '../ipc/SalonInfo';

export type Language = 'de' | 'en';
