import { desk } from '../desk/commands';
import type { MachineView } from '../ipc/MachineView';
import { Choices } from './choices.svelte';

/** How Kamm stands on this computer. */
export class Machine extends Choices<MachineView> {
  protected read(): Promise<MachineView> {
    return desk.machine();
  }

  protected write({ kiosk, tray, autostart }: MachineView): Promise<MachineView> {
    return desk.setMachine({ kiosk, tray, autostart });
  }
}
