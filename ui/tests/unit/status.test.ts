import { beforeEach, describe, expect, it, vi } from 'vitest';
import { desk } from '../../src/lib/desk/commands';
import type { ReviewEntry } from '../../src/lib/ipc/ReviewEntry';
import { status } from '../../src/lib/shell/status.svelte';

/** Answers in the order of the questions, each given when the test says so. */
let asked: { give: (entries: ReviewEntry[]) => void; fail: () => void }[];

beforeEach(() => {
  asked = [];
  vi.spyOn(desk, 'review').mockImplementation(
    () =>
      new Promise<ReviewEntry[]>((resolve, reject) =>
        asked.push({ give: resolve, fail: () => reject(new Error('unread')) }),
      ),
  );
});

const entry = (id: number) => ({ id }) as ReviewEntry;

describe('the review list', () => {
  it('does not show again what was settled, when it was asked for before that and answered later', async () => {
    const reading = Promise.all([status.loadReview(), status.loadReview()]);
    asked[1]?.give([entry(2)]);
    asked[0]?.give([entry(1), entry(2)]);
    await reading;
    expect(status.review).toEqual([entry(2)]);
  });

  it('is not called unread because of what was asked for before', async () => {
    const reading = Promise.all([status.loadReview(), status.loadReview()]);
    asked[1]?.give([]);
    asked[0]?.fail();
    await reading;
    expect(status.reviewProblem).toBeNull();
  });
});
