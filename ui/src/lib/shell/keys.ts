import { form } from '../booking/form.svelte';
import { find } from '../find/find.svelte';
import { day } from '../timeline/day.svelte';
import { move } from '../timeline/move.svelte';
import { covered } from './covered';
import { datePicker } from './datePicker.svelte';
import { leafed } from './papers';
import { route } from './route.svelte';
import { screenOfDigit } from './screens';
import { session } from './session.svelte';
import { toasts } from './toasts.svelte';
import { isTyping } from './typing';

/** Keys that work everywhere. Letters stay letters while somebody types. */
export function shortcut(event: KeyboardEvent): void {
  if (covered()) return;
  if (event.defaultPrevented || event.altKey || event.metaKey) return;
  if (event.key === 'Escape') return stepBack();
  if (event.ctrlKey) return withControl(event);
  if (isTyping(event)) return;
  switch (event.key) {
    case 'n':
    case 'N':
      event.preventDefault();
      return session.settingUp ? undefined : form.open();
    case 't':
    case 'T':
      return void leafed().show(session.civilNow.date);
    case '+':
      return zoomBy(1);
    case '-':
      return zoomBy(-1);
  }
}

/** What is out of sight keeps its scale. */
function zoomBy(steps: 1 | -1): void {
  if (route.screen === 'day') day.zoomBy(steps);
}

function withControl(event: KeyboardEvent): void {
  const screen = screenOfDigit(event.key);
  if (event.key === 'z' && !isTyping(event)) {
    if (toasts.undo()) event.preventDefault();
  } else if (screen) {
    event.preventDefault();
    route.go(screen);
  } else if (event.key === 'k') {
    event.preventDefault();
    find.open = true;
  } else if (event.key === 'g') {
    event.preventDefault();
    route.go('day');
    datePicker.open = true;
  } else if (event.key === 'ArrowLeft' && !isTyping(event)) void leafed().step(-1);
  else if (event.key === 'ArrowRight' && !isTyping(event)) void leafed().step(1);
}

/** Escape closes what was opened last. */
function stepBack(): void {
  // The browser closes these by itself.
  if (document.querySelector('dialog:modal')) return;
  if (CSS.supports('selector(:popover-open)') && document.querySelector(':popover-open')) return;
  if (datePicker.open) datePicker.open = false;
  else if (move.subject) move.cancel();
  else if (route.panel.kind === 'booking') form.close();
  else if (route.panel.kind !== 'none') route.closePanel();
}
