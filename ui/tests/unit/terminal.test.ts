import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { de } from '../../src/lib/i18n/de';
import { en } from '../../src/lib/i18n/en';

const SHARED =
  /^(error|reason|trouble|history|origin|finding|finding_help|fault|shape|call_outcome|call_deed|asked|taken|zones|map\.how)\.|^map\.(hosts|mapped|managed|wrong|missing|unmatched|surplus)$/;

function shared(messages: Record<string, string>): string {
  const sentences = Object.entries(messages).filter(([key]) => SHARED.test(key));
  return `${JSON.stringify(Object.fromEntries(sentences), null, 2)}\n`;
}

describe('the terminal says what the window says', () => {
  it.each([
    ['de', de],
    ['en', en],
  ])('in %s; UPDATE_SENTENCES=1 writes its copy', (language, messages) => {
    const file = new URL(`../../../src-tauri/cli/sentences/${language}.json`, import.meta.url);
    if (process.env.UPDATE_SENTENCES) writeFileSync(file, shared(messages));
    expect(readFileSync(file, 'utf8')).toBe(shared(messages));
  });
});
