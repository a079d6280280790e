import { beforeEach, describe, expect, it } from 'vitest';
import { PAGE, Pages } from '../../src/lib/desk/pages.svelte';

type View = { after: number | null; next: number | null };

/** Answers in the order of the questions, each given when the test says so. */
class Book extends Pages<number, View> {
  readonly asked: { after: number | null; give: () => Promise<void>; fail: () => Promise<void> }[] = [];

  protected read(after: number | null): Promise<View> {
    return new Promise((resolve, reject) => {
      const settled = () => new Promise<void>((done) => setTimeout(done));
      this.asked.push({
        after,
        give: () => {
          resolve({ after, next: (after ?? 0) + PAGE });
          return settled();
        },
        fail: () => {
          reject(new Error('unread'));
          return settled();
        },
      });
    });
  }

  search(): Promise<void> {
    return this.begin();
  }
}

let book: Book;

beforeEach(async () => {
  book = new Book();
  void book.load();
  await book.asked[0]?.give();
});

describe('pages', () => {
  it('are numbered as they are shown, however often the next was asked for before it came', async () => {
    void book.next();
    void book.next();
    expect(book.first).toBe(1);
    await book.asked.at(-1)?.give();
    expect(book.view?.after).toBe(PAGE);
    expect(book.first).toBe(PAGE + 1);
    void book.previous();
    void book.previous();
    await book.asked.at(-1)?.give();
    expect(book.first).toBe(1);
  });

  it('that are on their way are not lost to a refreshing', async () => {
    void book.next();
    void book.load();
    await book.asked.at(-1)?.give();
    expect(book.view?.after).toBe(PAGE);
  });

  it('that cannot be read leave the one that is shown, and come with the next try', async () => {
    void book.next();
    await book.asked.at(-1)?.fail();
    expect([book.view?.after, book.first, book.problem?.code]).toEqual([null, 1, 'internal']);
    void book.load();
    await book.asked.at(-1)?.give();
    expect([book.view?.after, book.first, book.problem]).toEqual([PAGE, PAGE + 1, null]);
  });

  it('of another question are not left in the place of its answer', async () => {
    void book.search();
    await book.asked.at(-1)?.fail();
    expect(book.view).toBeNull();
  });
});
