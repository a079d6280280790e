import type { de } from './de';

export type MessageKey = keyof typeof de;
export type Messages = Record<MessageKey, string>;

/** Names of the `{placeholders}` in a sentence. */
export type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

type ParamsOf<Key extends MessageKey> = Placeholders<(typeof de)[Key]>;

/** Nothing for a sentence without placeholders, exactly its placeholders otherwise. */
export type Params<Key extends MessageKey> = [ParamsOf<Key>] extends [never]
  ? []
  : [Record<ParamsOf<Key>, string | number>];

export function fill(text: string, params: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}
