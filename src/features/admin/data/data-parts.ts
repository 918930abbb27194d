import type { Readable } from 'node:stream';

/** One file of the export; `open` is called once its turn comes, and gives undefined where the bytes are gone. */
export type DataPart =
  | { readonly name: string; readonly text: string }
  | { readonly name: string; readonly open: () => Promise<Readable | undefined> };

/** A part as JSON a person can read. */
export function jsonPart(name: string, value: unknown): DataPart {
  return { name, text: `${JSON.stringify(value, undefined, 2)}\n` };
}
