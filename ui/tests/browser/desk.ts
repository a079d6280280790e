/** The window on the fake salon; the address chooses the scene: `?scene={"offline":true}`. */
import { openFakeSalon } from '../fake/ipc';
import type { FakeSalon } from '../fake/salon';
import type { Scene } from '../fake/scene';

declare global {
  interface Window {
    salon: FakeSalon;
  }
}

const scene = new URLSearchParams(location.search).get('scene');
window.salon = openFakeSalon(scene ? (JSON.parse(scene) as Scene) : {});
await import('../../src/main');
