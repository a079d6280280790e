/** The owner's PIN and the machine, as the program keeps them. */
import type { MachineChoice } from '../../src/lib/ipc/MachineChoice';
import type { MachineView } from '../../src/lib/ipc/MachineView';
import type { OwnerState } from '../../src/lib/ipc/OwnerState';
import { refuse } from './refuse';

/** What the program asks the PIN for. */
const OWNERS = new Set([
  ...['account', 'keychain', 'connect', 'disconnect', 'test_connection', 'staff_matches', 'match_staff'],
  ...['connect_staff', 'take_on_staff', 'disconnect_staff'],
  ...['plan_event_types', 'apply_event_types', 'publish_service', 'verify_event_types', 'event_grid'],
  ...['event_pair', 'link_event_type', 'save_service', 'archive_service', 'save_staff', 'archive_staff'],
  ...['set_date_hours', 'set_preferences', 'set_pin', 'set_machine', 'quit', 'erase_customer'],
]);

export class FakeDoor {
  #pin: string | null;
  #open = false;
  #wrong = 0;
  #machine: MachineView = {
    kiosk: false,
    kiosk_now: false,
    tray: false,
    tray_possible: false,
    autostart: false,
  };

  constructor(pin: string | null) {
    this.#pin = pin;
  }

  /** Refuses what is the owner's while the owner is not there. */
  guard(command: string): void {
    if (this.#pin !== null && !this.#open && OWNERS.has(command)) throw refuse('pin_needed');
  }

  state(): OwnerState {
    const pin = this.#pin !== null;
    return { pin, open_seconds: pin ? (this.#open ? 300 : 0) : null, wait_seconds: this.#wait };
  }

  get #wait(): number {
    return this.#wrong >= 5 ? 30 : 0;
  }

  enter(pin: string): null {
    if (this.#wait > 0) throw refuse('pin_closed', { wait_seconds: this.#wait });
    if (pin !== this.#pin) {
      this.#wrong++;
      throw refuse('pin_wrong', { wait_seconds: this.#wait });
    }
    this.#wrong = 0;
    this.#open = true;
    return null;
  }

  set(current: string, pin: string | null): null {
    if (this.#pin !== null) this.enter(current);
    this.#pin = pin;
    this.#open = true;
    return null;
  }

  leave(): null {
    this.#open = false;
    return null;
  }

  machine(): MachineView {
    return this.#machine;
  }

  decide(choice: MachineChoice): MachineView {
    this.#machine = { ...this.#machine, ...choice, kiosk_now: choice.kiosk };
    return this.#machine;
  }
}
