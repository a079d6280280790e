import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type AST, parse } from 'svelte/compiler';
import { describe, expect, it } from 'vitest';

const LIB = join(import.meta.dirname, '../../src/lib');

type Node = AST.SvelteNode;

/** Every component by its name; no two are called alike. */
const components = new Map(
  readdirSync(LIB, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.svelte'))
    .map((name): [string, Node] => [
      basename(name, '.svelte'),
      parse(readFileSync(join(LIB, name), 'utf8'), { modern: true }).fragment,
    ]),
);

function within(node: unknown): Node[] {
  if (typeof node !== 'object' || node === null) return [];
  const own = 'type' in node && typeof node.type === 'string' ? [node as Node] : [];
  return [...own, ...Object.values(node).flatMap(within)];
}

const forms = (node: Node) =>
  within(node).filter((one) => one.type === 'RegularElement' && one.name === 'form');

/** The components that are drawn inside a form, through others too. What has a form of its own sends that one. */
function partsOf(node: Node, seen = new Set<string>()): Set<string> {
  for (const one of within(node)) {
    if (one.type !== 'Component' || seen.has(one.name)) continue;
    const inner = components.get(one.name);
    if (!inner || forms(inner).length > 0) continue;
    seen.add(one.name);
    partsOf(inner, seen);
  }
  return seen;
}

describe('forms', () => {
  it('are sent by no button but their own: one in a part of a form says that it does something else', () => {
    const parts = new Set([...components.values()].flatMap(forms).flatMap((form) => [...partsOf(form)]));
    expect(parts.size).toBeGreaterThan(8);
    const sending = [...parts].filter((name) => {
      const inner = components.get(name);
      return within(inner).some(
        (one) =>
          one.type === 'RegularElement' &&
          one.name === 'button' &&
          !one.attributes.some((attribute) => attribute.type === 'Attribute' && attribute.name === 'type'),
      );
    });
    expect(sending).toEqual([]);
  });
});
