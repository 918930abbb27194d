import type { Knex } from 'knex';
import { FingerprintRow } from './models/fingerprint-row.js';

/** What a process told the others; `dueAt` (epoch ms) says when it is to be found out anew. */
export interface SharedFingerprint {
  /** Undefined: nobody told anything yet. */
  readonly value: string | undefined;
  readonly dueAt: number;
}

/** The one fingerprint there is. */
const NAME = 'metadata';

/** A fingerprint that one process computes at a time and all others read; whoever changes `dueAt` first has the turn. */
export class FingerprintStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** One statement by key; another the very first time. */
  async read(): Promise<SharedFingerprint> {
    const row = await FingerprintRow.query(this.#knex).findById(NAME);
    if (row) return { value: row.value ?? undefined, dueAt: Number(row.dueAt) };
    await FingerprintRow.query(this.#knex).insert({ name: NAME, value: null, dueAt: 0 }).onConflict('name').ignore();
    return { value: undefined, dueAt: 0 };
  }

  /** Takes the turn that was read as due at `dueAt`, until then (epoch ms) it is nobody else's; false: another process has it. */
  async claim(dueAt: number, until: number): Promise<boolean> {
    return this.#change(dueAt, { dueAt: until });
  }

  /** Ends the turn claimed until `until` with what was found out; nothing happens when another process has taken it over. */
  async publish(until: number, { value, dueAt }: { readonly value: string; readonly dueAt: number }): Promise<void> {
    await this.#change(until, { value, dueAt });
  }

  async #change(dueAt: number, values: { readonly value?: string; readonly dueAt: number }): Promise<boolean> {
    const changed = await FingerprintRow.query(this.#knex).where({ name: NAME, due_at: dueAt }).patch(values);
    return changed === 1;
  }
}
