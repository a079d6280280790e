import { onDestroy, tick } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import { painted } from './painted';

/** For what was opened to be typed into: takes the focus from the button that opened it. */
export function takeFocus(node: HTMLElement): void {
  node.focus();
}

/** Something that was opened: who had the focus then, and in what that stands itself. */
type Opened = { node: HTMLElement | null; opener: Element | null; from: Opened | null };

const standing = new Set<Opened>();
/** What is going at this moment: another may come in its place. */
let going: Opened | null = null;

/**
 * For a component that goes with the focus in it: whoever opened it has it again, unless it has been taken elsewhere. `heir`: who
 * stands in the opener's place, if that is drawn anew. What it answers is attached to what has openers in it itself: when one of them
 * is gone too, the focus stays with that, or goes to whoever opened it.
 */
export function giveFocusBack(heir?: () => HTMLElement | undefined): Attachment<HTMLElement> {
  const opener = document.activeElement;
  const within = openedAround(opener);
  const mine: Opened = { node: null, opener, from: opener === document.body ? going : within };
  onDestroy(() => {
    standing.delete(mine);
    going = mine;
    void tick().then(() => {
      if (going === mine) going = null;
      if (isLost()) heir?.()?.focus();
      goOut(mine);
    });
  });
  return (node) => {
    mine.node = node;
    standing.add(mine);
  };
}

/** For a screen: what goes on it leaves the focus there. When the screen itself goes, the next one has it. */
export function keepFocusHere(node: HTMLElement): () => void {
  const mine: Opened = { node, opener: null, from: null };
  standing.add(mine);
  return () => standing.delete(mine);
}

/** What stands is about something else from now on: whoever has the focus has opened that. */
export function openedAnew(node: HTMLElement): void {
  const opener = document.activeElement;
  const mine = [...standing].find((one) => one.node === node);
  if (mine && opener !== document.body && !node.contains(opener)) mine.opener = opener;
}

/**
 * For something that is done by whoever has the focus: their control may rest meanwhile, or go. Once it is done, what this answers
 * gives them the focus again, or what stands nearest to where they were, unless it has been taken elsewhere.
 */
export function keepFocus(): () => Promise<void> {
  const holder = document.activeElement;
  const within = openedAround(holder);
  const near = within ? placesOf(holder, within.node) : [];
  return async () => {
    // What is drawn anew for it stands, and what rests has lost the focus.
    await painted();
    if (isLost() && holder instanceof HTMLElement) holder.focus();
    for (const { place, beside } of near) (place.isConnected ? [place] : beside).forEach(readFrom);
    goOut(within);
  };
}

/** What an element stands in, from near to far, and what is beside each of that, should it go. */
function placesOf(element: Element | null, end: Element | null): { place: Element; beside: Element[] }[] {
  const place = element?.parentElement;
  if (!place || place === end) return [];
  const beside = [place.nextElementSibling, place.previousElementSibling].filter((one) => one !== null);
  return [{ place, beside }, ...placesOf(place, end)];
}

/** Whoever had it before has the focus again, if it is lost; else what was opened last. */
export function giveTo(before: Element | null): void {
  if (isLost() && before instanceof HTMLElement) before.focus();
  goOut([...standing].at(-1) ?? null);
}

function openedAround(element: Element | null): Opened | null {
  const around = [...standing].filter(({ node }) => node?.contains(element));
  const isWithin = (one: Opened, other: Opened) => one !== other && other.node?.contains(one.node);
  return around.find((one) => !around.some((other) => isWithin(other, one))) ?? null;
}

/** To the first of what something was opened in that can take the focus. */
function goOut(from: Opened | null): void {
  for (let at = from; at && isLost(); at = at.from) focusOn(at);
}

function isLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

/** A place that takes the focus itself, or its heading. */
function readFrom(place: Element): void {
  const start = place.matches('[tabindex]') ? place : place.querySelector(':scope > [tabindex]');
  if (isLost() && start instanceof HTMLElement) start.focus();
}

/** Where reading of it starts, while it stands; else its opener. What is not there any more takes no focus. */
function focusOn({ node, opener }: Opened): void {
  node?.querySelector<HTMLElement>('[tabindex]')?.focus();
  if (isLost() && opener instanceof HTMLElement) asDrawn(opener).focus();
}

/** An appointment that was drawn anew is still the same one. */
function asDrawn(opener: HTMLElement): HTMLElement {
  const id = opener.dataset['appointmentId'];
  if (opener.isConnected || id === undefined) return opener;
  return document.querySelector<HTMLElement>(`main [data-appointment-id="${id}"]`) ?? opener;
}
