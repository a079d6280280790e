import { describe, expect, it } from 'vitest';
import { Latest } from '../../src/lib/desk/latest';

describe('the latest of some questions', () => {
  it('is the one that was begun last', () => {
    const latest = new Latest();
    const isFirst = latest.begin();
    expect(isFirst()).toBe(true);
    const isSecond = latest.begin();
    expect([isFirst(), isSecond()]).toEqual([false, true]);
  });

  it('is none of them once they are forgotten', () => {
    const latest = new Latest();
    const isFirst = latest.begin();
    latest.forget();
    expect(isFirst()).toBe(false);
    expect(latest.begin()()).toBe(true);
  });
});
