import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES, EVENT_MAP_CODES, REASON_CODES, TROUBLE_CODES } from '../../src/lib/desk/codes';
import { de } from '../../src/lib/i18n/de';
import { en } from '../../src/lib/i18n/en';
import { PLACES } from '../../src/lib/shell/screens';

const SRC = join(import.meta.dirname, '../../src');
const RUST = join(import.meta.dirname, '../../../src-tauri/crates');

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(svelte|ts)$/.test(name))
    .filter((name) => !/i18n[\\/](de|en)(\.ts$|[\\/])/.test(name) && !/lib[\\/]ipc[\\/]/.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

const keys = Object.keys(de);
const code = sources(SRC).join('\n');
/** Beginnings of keys that are completed when they are said: t(`error.${code}`). The compiler checks that each exists. */
const families = new Set([...code.matchAll(/`([a-z_]+\.[a-z_.]*)\$\{/g)].map((match) => match[1] ?? ''));

/** The words that stand in one list or one type of a file. */
function wordsOf(file: string, name: string): string[] {
  const text = readFileSync(join(SRC, 'lib', file), 'utf8');
  const body = new RegExp(`\\b(?:const|type) ${name}\\b[^=]*=([^;]*);`).exec(text)?.[1] ?? '';
  return [...body.matchAll(/['"](\w+)['"]/g)].map((match) => match[1] ?? '');
}

const answered = (type: string) => wordsOf(`ipc/${type}.ts`, type);

/** What can stand behind each beginning, from where the window takes it. */
const ENDINGS: Record<string, readonly string[]> = {
  'appointment.status.': wordsOf('desk/sentences.ts', 'STATUSES'),
  'asked.not.': answered('NotAsked'),
  'booking.time.end.': ['earlier', 'later'],
  'call_deed.': wordsOf('calls/words.ts', 'DEEDS'),
  'call_outcome.': wordsOf('calls/words.ts', 'OUTCOMES'),
  'colour.': wordsOf('owner/Palette.svelte', 'COLOURS'),
  'error.': ERROR_CODES,
  'fault.': answered('FaultCode'),
  'find.': wordsOf('find/hits.ts', 'Hit'),
  'finding.': answered('FindingCode'),
  'finding_help.': answered('MapRemedy'),
  'health.state.': answered('HealthState'),
  'history.': ['parked', 'adjusted', 'reinstated', 'no_show', 'came', 'kept_local', 'retried'],
  'import.count.': wordsOf('import/Report.svelte', 'COUNTED'),
  'import.encoding.': answered('FileEncoding'),
  'import.field.': answered('ImportField'),
  'import.separator.': answered('Separator'),
  'list.period.': wordsOf('appointments/period.ts', 'PERIODS'),
  'map.': answered('GridState'),
  'nav.': PLACES.map(({ screen }) => screen),
  'origin.': wordsOf('desk/sentences.ts', 'ORIGINS'),
  'pill.': ['troubled', 'limited', 'credentials', 'not_connected'],
  'publish.': answered('PublishedHow'),
  'reason.': REASON_CODES,
  'reason.proposal.': ['earliest', 'adjoins', 'fits'],
  'rebuild.count.': wordsOf('import/RebuildCard.svelte', 'COUNTED'),
  'rebuild.lost.': wordsOf('import/RebuildCard.svelte', 'LOST'),
  'remedy.': answered('Remedy'),
  'shape.': answered('AccountShape'),
  'start.': wordsOf('start/assistant.svelte.ts', 'STEPS'),
  'start.title.': wordsOf('start/assistant.svelte.ts', 'STEPS'),
  'sync.': answered('AppointmentSync'),
  'trouble.': TROUBLE_CODES,
  'types.': answered('ProvisionAction'),
};

const completed = new Set(
  Object.entries(ENDINGS).flatMap(([beginning, endings]) => endings.map((ending) => beginning + ending)),
);

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

describe('messages', () => {
  it('exist in German and English alike', () => {
    expect(Object.keys(en).sort()).toEqual([...keys].sort());
  });

  it('use the same placeholders in both languages', () => {
    for (const [key, text] of Object.entries(de)) {
      expect(placeholders(en[key as keyof typeof en]), key).toEqual(placeholders(text));
    }
  });

  it('are all used', () => {
    const unused = (some: string[]) =>
      some.filter((key) => !code.includes(`'${key}'`) && !completed.has(key));
    expect(unused(keys)).toEqual([]);
    const dead = ['nobody.says_this', ...[...families].map((family) => `${family}nobody_says_this`)];
    expect(unused(dead)).toEqual(dead);
  });

  it('are completed only with what is listed here, and each of these has a sentence', () => {
    expect(Object.keys(ENDINGS).sort()).toEqual([...families].sort());
    expect([...completed].filter((key) => !(key in de))).toEqual([]);
  });

  it('are translated, not copied, wherever a sentence has several words', () => {
    const copied = Object.entries(de).filter(
      ([key, text]) =>
        /[a-z] [a-z]/i.test(text.replace(/\{\w+\}/g, '')) && en[key as keyof typeof en] === text,
    );
    expect(copied).toEqual([]);
  });

  it('leave no German or English words in the components', () => {
    const markup = sources(SRC)
      .filter((text) => text.includes('<script lang="ts"'))
      .map((text) => text.replace(/<(script|style)[\s\S]*?<\/\1>/g, ''));
    expect(markup.length).toBeGreaterThan(20);
    const words = markup
      .flatMap((text) => [...text.matchAll(/>\s*([A-ZÄÖÜa-zäöü][a-zäöüß]+(?: [\wäöüß]+)*)\s*</g)])
      .map((match) => match[1])
      .filter((word) => word !== 'Kamm' && word !== 'Esc');
    expect(words).toEqual([]);
  });
});

describe('codes', () => {
  const rustFiles = (folder: string) =>
    readdirSync(join(RUST, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.rs'))
      .map((name) => join(folder, name));

  /** What the functions called `code` answer with. */
  const codesOf = (files: string[]) =>
    files
      .map((file) => readFileSync(join(RUST, file), 'utf8'))
      .flatMap((text) => [...text.matchAll(/fn code\(&self\)[^{]*\{\n([\s\S]*?)\n {4}\}/g)])
      .flatMap((body) => [...(body[1] ?? '').matchAll(/=> "([a-z_]+)"/g)])
      .map((match) => match[1] ?? '');

  const quoted = (file: string, pattern: RegExp) =>
    [...readFileSync(join(RUST, file), 'utf8').matchAll(pattern)].map((match) => match[1] ?? '');

  it('have a sentence each, and no sentence is left over', () => {
    const of = (family: string) =>
      keys.filter((key) => key.startsWith(`${family}.`)).map((key) => key.slice(family.length + 1));
    expect(of('error').sort()).toEqual([...ERROR_CODES, 'other'].sort());
    expect(of('trouble').sort()).toEqual([...TROUBLE_CODES, 'other'].sort());
  });

  it('cover every reason the planning rules can give', () => {
    const given = codesOf(['salon/src/conflict.rs']);
    expect(given.length).toBeGreaterThan(5);
    expect(given.filter((one) => !REASON_CODES.some((known) => known === one))).toEqual([]);
  });

  it('cover every error that a command of the window can end with', () => {
    const files = ['salon', 'store', 'desk', 'sync', 'vault']
      .flatMap((crate) => rustFiles(`${crate}/src`))
      // Reasons have their own list.
      .filter((file) => !/salon.src.conflict\.rs$/.test(file));
    const given = codesOf(files);
    expect(given.length).toBeGreaterThan(20);
    expect(given.filter((one) => !ERROR_CODES.some((known) => known === one))).toEqual([]);
  });

  it('lead to the event types whenever the reason lies there', () => {
    const text = readFileSync(join(RUST, 'sync/src/code.rs'), 'utf8');
    const [, arm = ''] = /fn concerns_event_map[^{]*\{\s*match self \{([\s\S]*?)=> true/.exec(text) ?? [];
    const named = new Map(
      [...text.matchAll(/^\s+(\w+) = "(\w+)",$/gm)].map(([, name, code]) => [name, code]),
    );
    const concerned = [...arm.matchAll(/Self::(\w+)/g)].map(([, name]) => named.get(name));
    expect(concerned.length).toBeGreaterThan(5);
    expect([...EVENT_MAP_CODES].sort()).toEqual([...concerned, 'event_map_broken'].sort());
  });

  it('cover everything the synchronisation can put on the review list', () => {
    const given = quoted('sync/src/code.rs', /^\s+\w+ = "(\w+)",$/gm);
    expect(given.length).toBeGreaterThan(5);
    expect(given.filter((one) => !TROUBLE_CODES.some((known) => known === one))).toEqual([]);
  });
});
