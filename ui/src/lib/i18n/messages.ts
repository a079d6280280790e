import type { de } from './de';

export type Language = 'de' | 'en';

export type MessageKey = keyof typeof de;
export type Messages = Record<MessageKey, string>;

/** Names of the `{placeholders}` in a sentence. */
type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

type ParamsOf<Key extends MessageKey> = Placeholders<(typeof de)[Key]>;

/** Nothing for a sentence without placeholders, exactly its placeholders otherwise. */
export type Params<Key extends MessageKey> = [ParamsOf<Key>] extends [never]
  ? []
  : [Record<ParamsOf<Key>, string | number>];

/** Sentences taken apart: text and names of placeholders in turns. */
const apart = new Map<string, string[]>();

export function fill(text: string, params: Record<string, string | number>): string {
  let pieces = apart.get(text);
  if (!pieces) {
    pieces = text.split(/\{(\w+)\}/);
    apart.set(text, pieces);
  }
  if (pieces.length === 1) return text;
  return pieces.map((piece, at) => (at % 2 === 0 ? piece : String(params[piece] ?? `{${piece}}`))).join('');
}
