import { desk } from '../desk/commands';
import { Work } from '../desk/work.svelte';
import type { MinuteSpan } from '../ipc/MinuteSpan';
import type { TeamMember } from '../ipc/TeamMember';
import type { WeekdayHours } from '../ipc/WeekdayHours';
import { withDay } from '../owner/week';
import { settings } from '../settings/account.svelte';
import { session } from '../shell/session.svelte';
import { day } from '../timeline/day.svelte';

export type Step = 'language' | 'salon' | 'calcom' | 'team' | 'services' | 'types';

export const STEPS: readonly Step[] = ['language', 'salon', 'calcom', 'team', 'services', 'types'];

const hours = (weekday: number, from: number, to: number): WeekdayHours => ({
  weekday,
  stretches: [{ from_minute: from * 60, to_minute: to * 60 }],
});
/** What most salons have; Monday is theirs. */
const USUAL: readonly WeekdayHours[] = [2, 3, 4, 5].map((day) => hours(day, 9, 18)).concat(hours(6, 9, 15));

/**
 * The way from an empty book to the first day. Each step writes what it decides, so it can be left at any time; where to go on
 * is read from the book.
 */
class Assistant extends Work {
  step = $state<Step>('language');
  name = $state('');
  zone = $state(Intl.DateTimeFormat().resolvedOptions().timeZone);
  samples = $state(true);
  members = $state.raw<TeamMember[]>([]);
  chosen = $state.raw<ReadonlySet<number>>(new Set());
  /** One a line. */
  names = $state('');
  week = $state.raw<WeekdayHours[]>([...USUAL]);

  get done(): Record<Step, boolean> {
    const { staff, services } = session.catalogue;
    const named = Boolean(session.salon?.salon_name);
    return {
      language: named,
      salon: named,
      calcom: settings.account !== null,
      team: staff.length > 0,
      services: services.length > 0,
      types: settings.types.applied,
    };
  }

  /** Opens it for a book that cannot be worked with yet. */
  async look(): Promise<void> {
    if (!session.bare) return;
    session.settingUp = true;
    await settings.load();
    const first = STEPS.find((step) => !this.done[step]);
    await this.go(first === 'calcom' && this.done.team ? 'services' : (first ?? 'language'));
  }

  async go(step: Step): Promise<void> {
    this.problem = null;
    this.step = step;
    if (step === 'team' && settings.account) await this.doing(() => this.#loadMembers());
  }

  back(): void {
    const before = STEPS[STEPS.indexOf(this.step) - 1];
    if (before) void this.go(before);
  }

  /** With samples everything is there at once; else the salon's name, and step by step. */
  takeSalon(): Promise<boolean> {
    return this.doing(async () => {
      if (this.samples && session.catalogue.staff.length === 0) {
        await desk.startWithSample(this.name, this.zone);
        await session.open();
        this.leave();
      } else {
        await desk.nameSalon(this.name, this.zone);
        await session.open();
        await this.go('calcom');
      }
    });
  }

  async #loadMembers(): Promise<void> {
    this.members = await desk.teamMembers();
    this.chosen = new Set(this.members.map((member) => member.user_id));
  }

  choose(userId: number, yes: boolean): void {
    const others = [...this.chosen].filter((one) => one !== userId);
    this.chosen = new Set(yes ? [...others, userId] : others);
  }

  setDay(weekday: number, stretches: MinuteSpan[]): void {
    this.week = withDay(this.week, weekday, stretches);
  }

  get people(): { name: string; userId: number | null }[] {
    const typed = this.names.split('\n').map((name) => name.trim());
    return [
      ...this.members
        .filter((member) => this.chosen.has(member.user_id))
        .map((member) => ({ name: member.name, userId: member.user_id })),
      ...typed.filter((name) => name !== '').map((name) => ({ name, userId: null })),
    ];
  }

  /** Who is there already is not taken on twice when the step is repeated. */
  takeTeam(): Promise<boolean> {
    return this.doing(async () => {
      const { palette, staff } = await desk.sheets();
      const known = new Set(staff.map((member) => member.name));
      for (const [at, { name, userId }] of this.people.filter((one) => !known.has(one.name)).entries()) {
        const colour = palette[(staff.length + at) % palette.length] ?? 'blue';
        const { staff: saved } = await desk.saveStaff({
          ...{ id: null, version: 0, archived: false, role: 'stylist', calcom_user_id: null },
          ...{ name, colour, week: this.week, exceptions: [], time_off: [] },
        });
        if (userId !== null && saved.id !== null) await desk.matchStaff(saved.id, userId);
      }
      await session.reloadCatalogue();
      this.names = '';
      await this.go('services');
    });
  }

  takeServices(samples: boolean): Promise<boolean> {
    return this.doing(async () => {
      if (samples) await desk.sampleServices();
      await session.reloadCatalogue();
      if (settings.account && samples) await this.go('types');
      else this.leave();
    });
  }

  /** To the day; what is missing is asked for when Kamm is started again, or from there. */
  leave(): void {
    session.settingUp = false;
    void day.load();
  }
}

export const assistant = new Assistant();
