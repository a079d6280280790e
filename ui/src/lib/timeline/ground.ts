/** What hands and keys have to know of the sheet that they work on. */
import type { SheetAppointment } from '../ipc/SheetAppointment';
import type { Moment } from '../time/civil';
import type { Point } from './hand';
import type { Target } from './place';

/** An appointment, and the day it is on. */
export type Found = { appointment: SheetAppointment; date: string };

/** Heights are pixels of the sheet, minutes those of their own day. */
export type Ground = {
  find: (appointmentId: number) => Found | undefined;
  heightOf: (moment: Moment) => number;
  /** The minute of a day that is nearest to a height. */
  minuteOn: (date: string, y: number) => number;
  /** Where an appointment would be whose beginning is carried to a point. */
  placeAt: (subject: SheetAppointment, at: Point) => Target;
  /** The place so many columns further, if there is one. */
  further: (place: Target, columns: -1 | 0 | 1) => Target;
};
