import { describe, expect, it } from 'vitest';
import type { CheckView } from '../../src/lib/ipc/CheckView';
import { Inquiry } from '../../src/lib/timeline/inquiry.svelte';

const answer = (fits: boolean): CheckView => ({
  fits,
  phases: [],
  then: [],
  refusals: [],
  warnings: [],
  nearest: null,
});

/** A question that is answered when the test says so. */
function question() {
  let reply: (verdict: CheckView) => void = () => undefined;
  let refuse: (cause: Error) => void = () => undefined;
  let asked = false;
  const promise = new Promise<CheckView>((resolve, reject) => {
    reply = resolve;
    refuse = reject;
  });
  return {
    ask: () => {
      asked = true;
      return promise;
    },
    reply: (fits: boolean) => reply(answer(fits)),
    refuse: () => refuse(new Error('gone')),
    get asked() {
      return asked;
    },
  };
}

describe('an inquiry', () => {
  it('has one question on its way, and of those that come meanwhile asks only the newest', async () => {
    const inquiry = new Inquiry();
    const [first, second, third] = [question(), question(), question()];
    inquiry.ask(first.ask);
    inquiry.ask(second.ask);
    inquiry.ask(third.ask);
    expect([first.asked, second.asked, third.asked]).toEqual([true, false, false]);
    first.reply(false);
    third.reply(true);
    await inquiry.settled();
    expect([second.asked, third.asked]).toEqual([false, true]);
    expect(inquiry.verdict).toEqual(answer(true));
    expect(inquiry.open).toBe(false);
  });

  it('drops the answer to what is of no interest any more, and asks again afterwards', async () => {
    const inquiry = new Inquiry();
    const [first, second] = [question(), question()];
    inquiry.ask(first.ask);
    inquiry.forget();
    first.reply(true);
    await inquiry.settled();
    expect(inquiry.verdict).toBeNull();
    inquiry.ask(second.ask);
    second.reply(false);
    await inquiry.settled();
    expect(inquiry.verdict).toEqual(answer(false));
  });

  it('tells what went wrong with the newest, and only with that', async () => {
    const inquiry = new Inquiry();
    const [first, second] = [question(), question()];
    inquiry.ask(first.ask);
    inquiry.ask(second.ask);
    first.refuse();
    second.refuse();
    await inquiry.settled();
    expect(inquiry.problem?.code).toBe('internal');
    inquiry.ask(() => Promise.resolve(answer(true)));
    expect(inquiry.problem).toBeNull();
    await inquiry.settled();
    expect(inquiry.verdict?.fits).toBe(true);
  });
});
