/** Two clicks in quick succession. */

/** What the first of them was on. */
let first: Element | null = null;

const CONTROL = 'button, a, label, input, select, textarea, summary, [role]';

/** Who clicks on the words of a field clicks on that. */
function controlOf(target: Element): Element {
  const on = target.closest(CONTROL) ?? target;
  return on instanceof HTMLLabelElement ? (on.control ?? on) : on;
}

/** The second is meant for what the first was on: what has come under the mouse since then was not clicked by anybody. */
export function meantOnce(event: MouseEvent): void {
  if (!(event.target instanceof Element)) return;
  const on = controlOf(event.target);
  if (event.detail < 2) first = on;
  else if (on !== first) {
    event.preventDefault();
    event.stopPropagation();
  }
}
