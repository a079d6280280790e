import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Failure } from '../../src/lib/desk/failure';
import { toasts } from '../../src/lib/shell/toasts.svelte';

beforeAll(() => {
  vi.stubGlobal('window', globalThis);
  vi.useFakeTimers();
});

beforeEach(() => vi.runAllTimers());

const undo = () => ({ label: 'undo', run: vi.fn() });

describe('what was done last', () => {
  it('can be undone whatever is told meanwhile, as long as its message is there', () => {
    const action = undo();
    toasts.show('moved', action);
    for (let time = 0; time < 4; time++) toasts.tell('copied');
    toasts.failure(new Failure('internal', 'gone'));
    expect(toasts.list).toHaveLength(3);
    expect(toasts.undo()).toBe(true);
    expect(action.run).toHaveBeenCalledOnce();
    expect(toasts.undo()).toBe(false);
  });

  it('cannot be undone any more once something else was written', () => {
    const [first, second] = [undo(), undo()];
    toasts.show('moved', first);
    toasts.show('moved again', second);
    expect(toasts.undo()).toBe(true);
    expect(first.run).not.toHaveBeenCalled();
    toasts.show('moved', first);
    toasts.show('saved');
    expect(toasts.undo()).toBe(false);
  });

  it('cannot be undone any more once its message has gone', () => {
    toasts.show('moved', undo());
    vi.advanceTimersByTime(10_000);
    expect(toasts.undo()).toBe(false);
  });
});
