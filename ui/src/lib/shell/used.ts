/** Calls `then` when somebody first uses the window, by mouse, finger or key. The answer ends the waiting. */
export function whenUsed(then: () => void): () => void {
  const over = new AbortController();
  const first = () => {
    over.abort();
    then();
  };
  for (const sign of ['pointermove', 'pointerdown', 'keydown']) {
    addEventListener(sign, first, { capture: true, signal: over.signal });
  }
  return () => over.abort();
}
