/** When what stands now has been painted: the first of two frames is painted before the second begins. */
export function painted(): Promise<void> {
  return frames(2);
}

/**
 * When it is on the screen too. What the page has painted goes to the program, which draws it once nothing else is asked of it:
 * whoever has much to ask waits until then.
 */
export function onScreen(): Promise<void> {
  return frames(6);
}

/** A window that is hidden has no frames, and nothing is waited for. */
async function frames(count: number): Promise<void> {
  if (document.hidden) return;
  const over = new AbortController();
  await new Promise<unknown>((then) => {
    const next = (left: number) => requestAnimationFrame(() => (left > 1 ? next(left - 1) : then(null)));
    next(count);
    document.addEventListener('visibilitychange', then, { signal: over.signal });
  });
  over.abort();
}
