import { desk } from '../desk/commands';
import { Failure } from '../desk/failure';
import { hearing } from '../desk/hearing';
import { Work } from '../desk/work.svelte';
import { t } from '../i18n/i18n.svelte';
import type { AccountView } from '../ipc/AccountView';
import type { ConnectionTest } from '../ipc/ConnectionTest';
import type { KeychainState } from '../ipc/KeychainState';
import type { MapFinding } from '../ipc/MapFinding';
import type { OldEventType } from '../ipc/OldEventType';
import type { Progress } from '../ipc/Progress';
import type { ProvisionProgress } from '../ipc/ProvisionProgress';
import type { ProvisionStep } from '../ipc/ProvisionStep';
import type { StaffMatch } from '../ipc/StaffMatch';
import type { TeamMember } from '../ipc/TeamMember';
import { session } from '../shell/session.svelte';
import { status } from '../shell/status.svelte';
import { toasts } from '../shell/toasts.svelte';

export type Host = 'com' | 'eu' | 'own';

const HOSTS: Record<Exclude<Host, 'own'>, string> = {
  com: 'https://api.cal.com/v2',
  eu: 'https://api.cal.eu/v2',
};

function hostOf(address: string): Host {
  if (address === HOSTS.com) return 'com';
  return address === HOSTS.eu ? 'eu' : 'own';
}

/** The owner's side: which Cal.com, whose key, who is who, and the event types. */
class AccountSettings extends Work {
  account = $state.raw<AccountView | null>(null);
  keychain = $state.raw<KeychainState | null>(null);
  host = $state<Host>('com');
  ownAddress = $state('');
  /** Lives only until it is connected, and only in this field. */
  key = $state('');
  teamId = $state<number | null>(null);
  test = $state.raw<ConnectionTest | null>(null);
  matches = $state.raw<StaffMatch[]>([]);
  steps = $state.raw<ProvisionStep[] | null>(null);
  applied = $state(false);
  /** How far it is, while event types are being made. */
  progress = $state.raw<ProvisionProgress | null>(null);
  /** Event types that are left because somebody stopped. */
  left = $state(0);
  stopping = $state(false);
  /** Cal.com is being asked about event types, or told to delete some. */
  asking = $state(false);
  /** How far that is, where it takes one question for each. */
  asked = $state.raw<Progress | null>(null);
  /** What is wrong with the event types; nothing is known before they were verified. */
  findings = $state.raw<MapFinding[] | null>(null);
  /** Event types that nobody needs any more; nothing is known before they were looked for. */
  old = $state.raw<OldEventType[] | null>(null);
  editing = $state(false);

  load(): Promise<boolean> {
    return this.doing(async () => {
      const [account, keychain] = await Promise.all([desk.account(), desk.keychain()]);
      this.account = account;
      this.keychain = keychain;
      this.editing = account === null;
      if (account) {
        this.host = hostOf(account.base_url);
        if (this.host === 'own') this.ownAddress = account.base_url;
        await this.#loadMatches();
      }
    });
  }

  /** Where each has a key of their own, it says who they are. */
  async #loadMatches(): Promise<void> {
    this.matches = this.account?.staff_keys ? [] : await desk.staffMatches();
  }

  #request(teamId: number | null) {
    const base_url = this.host === 'own' ? this.ownAddress.trim() : HOSTS[this.host];
    return { base_url, key: this.key.trim() || null, team_id: teamId };
  }

  testConnection(): Promise<boolean> {
    this.test = null;
    return this.doing(async () => {
      const test = await desk.testConnection(this.#request(null));
      this.test = test;
      const known = test.teams.find((team) => team.id === this.account?.team_id);
      this.teamId = (known ?? test.teams.find((team) => team.may_manage) ?? test.teams[0])?.id ?? null;
    });
  }

  connect(): Promise<boolean> {
    return this.doing(async () => {
      this.account = await desk.connect(this.#request(this.teamId));
      this.key = '';
      this.test = null;
      this.editing = false;
      toasts.show(t('calcom.done.connect'));
      await this.#loadMatches();
      await status.load();
    });
  }

  disconnect(): Promise<boolean> {
    return this.doing(async () => {
      await desk.disconnect();
      this.account = null;
      this.matches = [];
      this.#forgetEventTypes();
      this.editing = true;
      toasts.show(t('calcom.done.disconnect'));
      await status.load();
    });
  }

  /** Whether it worked: only then the field forgets the key. */
  connectStaff(staffId: number, name: string, key: string): Promise<boolean> {
    return this.doing(async () => {
      this.account = await desk.connectStaff({ staff_id: staffId, key: key.trim() });
      this.#forgetEventTypes();
      toasts.show(t('keys.done.connect', { name }));
      await status.load();
    });
  }

  /** Somebody who is in Cal.com and not in the book yet. */
  takeOnStaff(key: string): Promise<boolean> {
    return this.doing(async () => {
      this.account = await desk.takeOnStaff(key.trim());
      this.#forgetEventTypes();
      toasts.show(t('keys.done.new'));
      await Promise.all([status.load(), session.reloadCatalogue()]);
    });
  }

  disconnectStaff(staffId: number, name: string): Promise<boolean> {
    return this.doing(async () => {
      this.account = await desk.disconnectStaff(staffId);
      this.#forgetEventTypes();
      toasts.show(t('keys.done.remove', { name }));
      await status.load();
    });
  }

  /** Shown at once; taken back if it is refused. */
  match(staffId: number, user: TeamMember): Promise<boolean> {
    const before = this.matches.find((one) => one.staff_id === staffId);
    const put = (change: Partial<StaffMatch>) => {
      this.matches = this.matches.map((one) => (one.staff_id === staffId ? { ...one, ...change } : one));
    };
    put({ user_id: user.user_id, user_name: user.name });
    return this.doing(async () => {
      try {
        await desk.matchStaff(staffId, user.user_id);
      } catch (cause) {
        if (before) put(before);
        throw cause;
      }
      this.matches = await desk.staffMatches();
      this.#forgetEventTypes();
    });
  }

  #forgetEventTypes(): void {
    this.steps = null;
    this.findings = null;
    this.old = null;
    this.left = 0;
  }

  #ask(work: () => Promise<void>): Promise<boolean> {
    return this.doing(async () => {
      this.asking = true;
      try {
        await hearing((asked) => (this.asked = asked), work);
      } finally {
        this.asking = false;
      }
    });
  }

  plan(): Promise<boolean> {
    return this.#ask(async () => {
      this.#forgetEventTypes();
      this.steps = await desk.planEventTypes();
      this.applied = false;
    });
  }

  apply(): Promise<boolean> {
    this.stopping = false;
    return this.doing(async () => {
      const deaf = await desk.onProvisioned((progress) => (this.progress = progress));
      try {
        const done = await desk.applyEventTypes();
        this.steps = done.steps;
        this.left = done.left;
        this.applied = true;
      } finally {
        deaf();
        this.progress = null;
        this.account = await desk.account();
      }
    });
  }

  /** What is under way comes to its end; carrying out the plan again goes on. */
  async stop(): Promise<void> {
    this.stopping = true;
    try {
      await desk.stopEventTypes();
    } catch (cause) {
      this.stopping = false;
      toasts.failure(Failure.from(cause));
    }
  }

  lookForOld(): Promise<boolean> {
    return this.#ask(async () => {
      this.#forgetEventTypes();
      this.old = await desk.oldEventTypes();
    });
  }

  /** Deletes what the list shows and nothing hangs on. */
  clean(): Promise<boolean> {
    return this.#ask(async () => {
      const chosen = this.old?.filter((one) => one.kept === null).map((one) => one.event_type_id) ?? [];
      this.old = await desk.cleanEventTypes(chosen);
    });
  }

  verify(): Promise<boolean> {
    return this.#ask(async () => {
      this.#forgetEventTypes();
      this.findings = await desk.verifyEventTypes();
    });
  }
}

export const settings = new AccountSettings();
