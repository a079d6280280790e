import type { AccountView } from '../../src/lib/ipc/AccountView';
import type { ConnectRequest } from '../../src/lib/ipc/ConnectRequest';
import type { ConnectionTest } from '../../src/lib/ipc/ConnectionTest';
import type { MapFinding } from '../../src/lib/ipc/MapFinding';
import type { StaffKeyRequest } from '../../src/lib/ipc/StaffKeyRequest';
import type { StaffKeyView } from '../../src/lib/ipc/StaffKeyView';
import type { OldEventType } from '../../src/lib/ipc/OldEventType';
import type { ProvisionProgress } from '../../src/lib/ipc/ProvisionProgress';
import type { ProvisionStep } from '../../src/lib/ipc/ProvisionStep';
import type { Provisioned } from '../../src/lib/ipc/Provisioned';
import type { KeychainState } from '../../src/lib/ipc/KeychainState';
import { services, staff } from './catalogue';
import { refuse } from './refuse';
import type { Scene } from './scene';

/** The fake's account at Cal.com: its key or keys, who is who there, its event types. */
export class FakeAccount {
  private account: AccountView | null;
  private matched = new Map<number, number>(staff.slice(0, 3).map((one) => [one.id, one.id + 10]));
  private provisioned = false;
  private stopped = false;
  private cleaned = false;
  private letGo: () => void = () => undefined;

  private readonly scene: Scene;
  private readonly changed: (topics: string[]) => void;
  private readonly provisioning: (progress: ProvisionProgress) => void;

  constructor(
    scene: Scene,
    changed: (topics: string[]) => void,
    provisioning: (progress: ProvisionProgress) => void,
  ) {
    this.scene = scene;
    this.changed = changed;
    this.provisioning = provisioning;

    this.account = scene.connected === false ? null : this.demoAccount('https://api.cal.com/v2');
  }

  private demoAccount(base_url: string): AccountView {
    return {
      base_url,
      team_id: 5,
      team_name: 'Friseur 1',
      can_silence: false,
      user_name: 'Olivia Inhaber',
      key_last_four: '9f2c',
      connected_at: '2026-11-20T10:00:00+01:00',
      key_home: this.scene.keyFromOutside ? 'environment' : 'keychain',
      mapped: 64,
      pairs: 66,
      staff_keys: null,
    };
  }

  /** On a server without teams nobody is connected before their own key is there. */
  private communityAccount(base_url: string): AccountView {
    const nobody = { user_name: null, key_last_four: null, refused: null };
    return {
      ...this.demoAccount(base_url),
      team_id: null,
      team_name: '',
      staff_keys: staff.map((one) => ({ staff_id: one.id, staff_name: one.name, ...nobody })),
    };
  }

  ownKeys(): StaffKeyView[] {
    return this.account?.staff_keys ?? [];
  }

  connectStaff({ staff_id, key }: StaffKeyRequest): AccountView {
    if (!key.startsWith('cal_')) throw refuse('key_refused');
    const last = key.slice(-4);
    const holder = this.ownKeys().find((one) => one.key_last_four === last && one.staff_id !== staff_id);
    if (holder) throw refuse('key_of_another', { names: [holder.staff_name] });
    return this.withKey(staff_id, (one) => ({
      user_name: `${one.staff_name} Beispielhaft`,
      key_last_four: last,
      refused: null,
    }));
  }

  /** Somebody whom the book does not have yet. */
  takeOnStaff(key: string): AccountView {
    if (!this.account) throw refuse('not_connected');
    if (!key.startsWith('cal_')) throw refuse('key_refused');
    const one = { staff_id: 90, staff_name: 'Nora Neu', user_name: 'Nora Neu', refused: null };
    const staff_keys = [...this.ownKeys(), { ...one, key_last_four: key.slice(-4) }];
    this.account = { ...this.account, staff_keys };
    this.changed(['account', 'staff']);
    return this.account;
  }

  disconnectStaff(staffId: number): AccountView {
    return this.withKey(staffId, () => ({ user_name: null, key_last_four: null, refused: null }));
  }

  /** Cal.com does not take somebody's key any more. */
  refuseKey(staffId: number): void {
    this.withKey(staffId, () => ({ refused: 'invalid_key' }));
  }

  private withKey(staffId: number, change: (one: StaffKeyView) => Partial<StaffKeyView>): AccountView {
    if (!this.account) throw refuse('not_connected');
    const changed = (one: StaffKeyView) => (one.staff_id === staffId ? { ...one, ...change(one) } : one);
    this.account = { ...this.account, staff_keys: this.ownKeys().map(changed) };
    this.changed(['account']);
    return this.account;
  }

  accountView(): AccountView | null {
    return this.account;
  }

  keychain(): KeychainState {
    return { ok: !this.scene.keychain, code: this.scene.keychain ?? null };
  }

  testConnection(request: ConnectRequest): ConnectionTest {
    if (request.key !== null && !request.key.startsWith('cal_')) throw refuse('key_refused');
    if (request.base_url.includes('nowhere')) throw refuse('host_unreachable');
    if (request.base_url.includes('community'))
      return { user_name: 'Olivia Inhaber', shape: 'individual', teams: [] };
    return {
      user_name: 'Olivia Inhaber',
      shape: 'team',
      teams: [
        { id: 5, name: 'Friseur 1', may_manage: true, shape: 'team' },
        { id: 6, name: 'Barbier am Markt', may_manage: false, shape: 'organization_team' },
      ],
    };
  }

  connect(request: ConnectRequest): AccountView {
    const community = request.base_url.includes('community');
    this.account = community ? this.communityAccount(request.base_url) : this.demoAccount(request.base_url);
    this.changed(['account']);
    return this.account;
  }

  disconnect(): null {
    this.account = null;
    this.changed(['account']);
    return null;
  }

  staffMatches() {
    return staff.map((one) => {
      const user = this.matched.get(one.id);
      return {
        staff_id: one.id,
        staff_name: one.name,
        user_id: user ?? null,
        user_name: user ? `${one.name} Beispielhaft` : null,
        candidates: user
          ? []
          : [
              { user_id: 14, name: 'Lea Sonntag' },
              { user_id: 15, name: 'Lea Montag' },
            ],
      };
    });
  }

  matchStaff(staffId: number, userId: number): null {
    this.matched.set(staffId, userId);
    this.changed(['staff']);
    return null;
  }

  planEventTypes(): ProvisionStep[] {
    return services.slice(0, 3).flatMap((service) =>
      service.parts
        .filter((part) => part.kind === 'segment')
        .flatMap((part) =>
          staff.slice(0, 3).map((one, index) => ({
            service_name: service.name,
            segment_key: part.key,
            staff_name: one.name,
            minutes: part.minutes,
            slug: `kamm-${String(service.number)}-${part.key.toLowerCase()}-${String(one.id)}`,
            action: this.provisioned || index > 0 ? ('keep' as const) : ('create' as const),
            problem: null,
          })),
        ),
    );
  }

  /** One after the other; in a slow scene the first run gets no further than the first, until somebody stops it. */
  async applyEventTypes(): Promise<Provisioned> {
    const steps = this.planEventTypes();
    const toDo = steps.filter((step) => step.action === 'create');
    for (const [place, step] of toDo.entries()) {
      const done = place + 1;
      this.provisioning({ done, all: toDo.length, step });
      if (this.scene.slowSetUp && !this.stopped) {
        await new Promise<void>((go) => (this.letGo = go));
        return { steps: toDo.slice(0, done), left: toDo.length - done };
      }
    }
    this.provisioned = true;
    return { steps, left: 0 };
  }

  stopEventTypes(): null {
    this.stopped = true;
    this.letGo();
    return null;
  }

  /** Two that nobody needs any more; on one of them somebody is booked. */
  oldEventTypes(): OldEventType[] {
    const old = {
      event_type_id: 71,
      slug: 'kamm-440-e-s2',
      title: 'Ansatzfärbung · E · Anna',
      deleted: false,
    };
    const booked = { ...old, event_type_id: 72, slug: 'kamm-440-e-s3', bookings: 2, kept: 'booked' as const };
    return this.cleaned ? [booked] : [{ ...old, bookings: 0, kept: null }, booked];
  }

  cleanEventTypes(chosen: number[]): OldEventType[] {
    const old = this.oldEventTypes().filter((one) => chosen.includes(one.event_type_id));
    this.cleaned = true;
    return old.map((one) => ({ ...one, deleted: true }));
  }

  verifyEventTypes(): MapFinding[] {
    const missing = this.planEventTypes().filter((step) => step.action === 'create');
    return missing.map((step) => ({
      code: 'not_provisioned',
      service_id: null,
      service_name: step.service_name,
      segment_key: step.segment_key,
      segment_name: '',
      staff_id: 0,
      staff_name: step.staff_name,
      event_type_id: null,
      remedy: 'apply',
    }));
  }
}
