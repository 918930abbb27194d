import { MalformedRequestError, PortalError } from '../core/errors.js';

/** What a form sent, by name in order of appearance; names are kept as they came, never nested. */
export type FormValues = ReadonlyMap<string, readonly string[]>;

/** How much text one form may hold, in bytes as sent. */
export const MAX_FORM_BYTES = 256 * 1024;

const MAX_FIELDS = 200;
const MAX_VALUES = 20;
const LONGEST_NAME = 200;
const refusedNames = new Set(['__proto__', 'constructor', 'prototype']);

/** Gathers the fields of a form within the limits; nested names (`a[b]`) and names of prototypes are left out. */
export class FormCollector {
  readonly #values = new Map<string, string[]>();
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  #count = 0;
  #bytesLeft = MAX_FORM_BYTES;

  get values(): FormValues {
    return this.#values;
  }

  get bytesLeft(): number {
    return this.#bytesLeft;
  }

  /** Adds a field as its bytes came. */
  addBytes(name: string, value: Buffer): void {
    this.#bytesLeft -= value.length;
    if (this.#bytesLeft < 0) throw new PortalError(413, 'bodyTooLarge');
    this.add(name, this.#decode(value));
  }

  add(name: string, value: string): void {
    this.#count += 1;
    if (this.#count > MAX_FIELDS) throw new MalformedRequestError('tooManyFields');
    if (name.length > LONGEST_NAME || value.includes('\0')) throw new MalformedRequestError();
    if (refusedNames.has(name) || /[[\]]/.test(name)) return;
    const known = this.#values.get(name);
    if (!known) this.#values.set(name, [value]);
    else if (known.push(value) > MAX_VALUES) throw new MalformedRequestError('tooManyFields');
  }

  #decode(value: Buffer): string {
    try {
      return this.#decoder.decode(value);
    } catch {
      throw new MalformedRequestError();
    }
  }
}
