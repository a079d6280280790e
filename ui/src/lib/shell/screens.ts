/**
 * The screens of the desk, in the order of the rail. A new one is a line here, an icon, `nav.<name>` in both languages,
 * and its component in `rest.ts`; the rail, the digit that opens it and the tests that walk all screens follow.
 */
import type { IconName } from './Icon.svelte';

export type Screen =
  | 'day'
  | 'week'
  | 'appointments'
  | 'customers'
  | 'calls'
  | 'review'
  | 'services'
  | 'team'
  | 'health'
  | 'settings';

/** `desk`: what is needed all day long; `salon`: what is set up now and then, at the foot of the rail. */
export type Place = {
  screen: Screen;
  icon: IconName;
  group: 'desk' | 'salon';
  /** Behind the owner's PIN, where there is one. What is changed elsewhere and is the owner's asks for it by itself. */
  owner?: true;
};

export const PLACES: readonly Place[] = [
  { screen: 'day', icon: 'day', group: 'desk' },
  { screen: 'week', icon: 'week', group: 'desk' },
  { screen: 'appointments', icon: 'appointments', group: 'desk' },
  { screen: 'customers', icon: 'people', group: 'desk' },
  { screen: 'review', icon: 'review', group: 'desk' },
  { screen: 'calls', icon: 'phone', group: 'desk' },
  { screen: 'services', icon: 'comb', group: 'salon', owner: true },
  { screen: 'team', icon: 'team', group: 'salon' },
  { screen: 'health', icon: 'health', group: 'salon' },
  { screen: 'settings', icon: 'settings', group: 'salon', owner: true },
];

/** The digit that opens a screen together with Ctrl; 0 opens the tenth, later ones have none. */
export function digitOf(screen: Screen): number | null {
  const index = PLACES.findIndex((place) => place.screen === screen);
  return index >= 0 && index < 10 ? (index + 1) % 10 : null;
}

export function screenOfDigit(key: string): Screen | null {
  return /^[0-9]$/.test(key) ? (PLACES[(Number(key) + 9) % 10]?.screen ?? null) : null;
}

export function isOwners(screen: Screen): boolean {
  return PLACES.some((place) => place.screen === screen && place.owner === true);
}
