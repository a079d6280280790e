import { shell } from './en/shell';
import { connection } from './en/connection';
import { timeline } from './en/timeline';
import { booking } from './en/booking';
import { reasons } from './en/reasons';
import { appointments } from './en/appointments';
import { customers } from './en/customers';
import { review } from './en/review';
import { health } from './en/health';
import { services } from './en/services';
import { team } from './en/team';
import { settings } from './en/settings';
import { start } from './en/start';
import { errors } from './en/errors';
import type { Messages } from './messages';

export const en: Messages = {
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
};
