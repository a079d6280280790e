/**
 * When what stands now has been painted: the first of two frames is on the screen before the second begins. A window that is hidden is
 * not painted, and nothing is waited for.
 */
export async function painted(): Promise<void> {
  if (document.hidden) return;
  const over = new AbortController();
  await new Promise<unknown>((then) => {
    requestAnimationFrame(() => requestAnimationFrame(then));
    document.addEventListener('visibilitychange', then, { signal: over.signal });
  });
  over.abort();
}
