import type { Decided } from '../../src/lib/ipc/Decided';
import type { LinkChoice } from '../../src/lib/ipc/LinkChoice';
import type { Remedy } from '../../src/lib/ipc/Remedy';
import type { ReviewEntry } from '../../src/lib/ipc/ReviewEntry';
import type { Book } from './book';
import { instant, TODAY } from './book';
import type { Scene } from './scene';

/** What the fake lets a person decide. */
export class FakeReview {
  list: ReviewEntry[];

  private readonly book: Book;
  private readonly scene: Scene;
  private readonly changed: (topics: string[]) => void;

  constructor(book: Book, scene: Scene, changed: (topics: string[]) => void) {
    this.book = book;
    this.scene = scene;
    this.changed = changed;

    this.list = this.openReview();
  }

  private openReview(): ReviewEntry[] {
    const keller = this.book.entries.find((one) => one.view.customer.name === 'Karin Keller')?.view;
    const richter = this.book.entries.find((one) => one.view.customer.name === 'Tom Richter')?.view;
    const taken: ReviewEntry = {
      id: 1,
      code: 'slot_taken',
      appointment_id: keller?.id ?? null,
      customer_name: 'Karin Keller',
      service_name: 'Dauerwelle',
      phase_key: 'D',
      phase_name: 'Föhnen',
      start: keller?.start ?? null,
      phase_start: keller?.phases.find(({ key }) => key === 'D')?.start ?? null,
      message: 'User either already has booking at this time or is not available',
      other: null,
      taken_by: {
        staff_name: 'Anna Albrecht',
        from: '11:40',
        to: '12:10',
        made_online: true,
        appointment_id: null,
        service_name: null,
      },
      facts: {},
      opened_at: instant(TODAY, 672),
      remedies: ['other_time', 'other_staff', 'link', 'retry', 'keep_local', 'cancel_all'],
    };
    const again: ReviewEntry = {
      ...taken,
      id: 6,
      appointment_id: richter?.id ?? null,
      customer_name: 'Tom Richter',
      service_name: richter?.service.name ?? null,
      start: richter?.start ?? null,
      phase_key: null,
      phase_name: null,
      phase_start: null,
    };
    const unmapped: ReviewEntry = {
      id: 2,
      code: 'unmapped_booking',
      appointment_id: null,
      customer_name: null,
      service_name: null,
      phase_key: null,
      phase_name: null,
      start: instant('2026-11-28', 660),
      phase_start: null,
      message: null,
      other: null,
      taken_by: null,
      facts: {},
      opened_at: instant(TODAY, 601),
      remedies: ['dismiss'],
    };
    const gone: ReviewEntry = {
      ...taken,
      id: 7,
      code: 'event_type_gone',
      message: 'Event type with id 10 not found.',
      taken_by: null,
      remedies: ['retry', 'other_staff', 'keep_local', 'cancel_all'],
    };
    return [
      taken,
      ...(this.scene.takenTwice ? [again] : []),
      unmapped,
      ...(this.scene.typeGone ? [gone] : []),
      ...this.notices(),
    ];
  }

  private notices(): ReviewEntry[] {
    const about = (id: number, code: string, facts: Record<string, unknown>): ReviewEntry => ({
      id,
      code,
      facts,
      appointment_id: null,
      customer_name: null,
      service_name: null,
      phase_key: null,
      phase_name: null,
      start: null,
      phase_start: null,
      message: null,
      other: null,
      taken_by: null,
      opened_at: instant(TODAY, 600),
      remedies: ['dismiss'],
    });
    const loss = {
      since: instant(TODAY, 75),
      until: instant(TODAY, 552),
      appointments: 1,
      customers: 2,
      starts: [instant(TODAY, 840)],
    };
    return [
      ...(this.scene.clockOff ? [about(3, 'clock_off', { offset_seconds: this.scene.clockOff })] : []),
      ...(this.scene.restored ? [about(4, 'book_restored', loss)] : []),
      ...(this.scene.mapBroken ? [about(5, 'event_map_broken', { findings: 2 })] : []),
    ];
  }

  resolveReview(ids: number[], _remedy: Remedy): Decided[] {
    this.list = this.list.filter((one) => !ids.includes(one.id));
    this.changed(['review']);
    return ids.map((id) => ({ id, problem: null }));
  }

  linkChoices(): LinkChoice[] {
    return [{ id: 7, staff_name: 'Mehmet Yilmaz', start: instant(TODAY, 705), end: instant(TODAY, 735) }];
  }

  linkBooking(id: number): null {
    this.resolveReview([id], 'link');
    return null;
  }
}
