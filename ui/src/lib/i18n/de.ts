import { shell } from './de/shell';
import { connection } from './de/connection';
import { timeline } from './de/timeline';
import { booking } from './de/booking';
import { reasons } from './de/reasons';
import { appointments } from './de/appointments';
import { customers } from './de/customers';
import { review } from './de/review';
import { health } from './de/health';
import { services } from './de/services';
import { team } from './de/team';
import { settings } from './de/settings';
import { start } from './de/start';
import { errors } from './de/errors';

/** German: the language of the desk. Every other language has exactly these keys. A file for what belongs together. */
export const de = {
  ...shell,
  ...connection,
  ...timeline,
  ...booking,
  ...reasons,
  ...appointments,
  ...customers,
  ...review,
  ...health,
  ...services,
  ...team,
  ...settings,
  ...start,
  ...errors,
} as const;
