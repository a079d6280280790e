import { de } from './de';
import type { Messages } from './messages';

export const en: Messages = de;
