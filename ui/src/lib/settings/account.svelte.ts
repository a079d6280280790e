import { desk } from '../desk/commands';
import { Work } from '../desk/work.svelte';
import { t } from '../i18n/i18n.svelte';
import type { AccountView } from '../ipc/AccountView';
import type { ConnectionTest } from '../ipc/ConnectionTest';
import type { KeychainState } from '../ipc/KeychainState';
import type { StaffMatch } from '../ipc/StaffMatch';
import type { TeamMember } from '../ipc/TeamMember';
import { session } from '../shell/session.svelte';
import { status } from '../shell/status.svelte';
import { toasts } from '../shell/toasts.svelte';
import { EventTypeSettings } from './eventTypes.svelte';

export type Host = 'com' | 'eu' | 'own';

const HOSTS: Record<Exclude<Host, 'own'>, string> = {
  com: 'https://api.cal.com/v2',
  eu: 'https://api.cal.eu/v2',
};

function hostOf(address: string): Host {
  if (address === HOSTS.com) return 'com';
  return address === HOSTS.eu ? 'eu' : 'own';
}

/** The owner's side: which Cal.com, whose key, and who is who. */
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
  editing = $state(false);
  readonly types = new EventTypeSettings({
    doing: (work) => this.doing(work),
    changed: async () => {
      this.account = await desk.account();
    },
  });

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
      this.types.forget();
      this.editing = true;
      toasts.show(t('calcom.done.disconnect'));
      await status.load();
    });
  }

  /** Whether it worked: only then the field forgets the key. */
  connectStaff(staffId: number, name: string, key: string): Promise<boolean> {
    return this.doing(async () => {
      this.account = await desk.connectStaff({ staff_id: staffId, key: key.trim() });
      this.types.forget();
      toasts.show(t('keys.done.connect', { name }));
      await status.load();
    });
  }

  /** Somebody who is in Cal.com and not in the book yet. */
  takeOnStaff(key: string): Promise<boolean> {
    return this.doing(async () => {
      this.account = await desk.takeOnStaff(key.trim());
      this.types.forget();
      toasts.show(t('keys.done.new'));
      await Promise.all([status.load(), session.reloadCatalogue()]);
    });
  }

  disconnectStaff(staffId: number, name: string): Promise<boolean> {
    return this.doing(async () => {
      this.account = await desk.disconnectStaff(staffId);
      this.types.forget();
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
      this.types.forget();
    });
  }
}

export const settings = new AccountSettings();
