/** A scene that is looked at in every language, look and size: where it is, and what is done there. */
import type { Page } from '@playwright/test';
import type { Screen } from '../../src/lib/shell/screens';
import type { Scene as Salon } from '../fake/scene';
import { go, open } from './salon';

export type Scene = { name: string; arrange: (page: Page) => Promise<void> };

type Steps = (page: Page) => Promise<void>;

export const on = (screen: Screen, name: string, steps?: Steps): Scene => given({}, screen, name, steps);

/** The same in a salon that is not as usual. */
export function given(salon: Salon, screen: Screen, name: string, steps?: Steps): Scene {
  const arrange = async (page: Page) => {
    await open(page, salon);
    // The day is open as it is.
    if (screen !== 'day') await go(page, screen);
    await steps?.(page);
  };
  return { name, arrange };
}
