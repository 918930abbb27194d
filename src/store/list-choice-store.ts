import type { Knex } from 'knex';
import type { Clock } from '../core/clock.js';
import { ListChoiceRow } from './models/list-choice-row.js';

/** A filter that was kept: the query of a list's address without `?`. */
export interface ListView {
  readonly id: number;
  readonly name: string;
  readonly query: string;
}

/** What a contact chose for one module's list; `columns` undefined: as the profile says. */
export interface ListChoices {
  readonly columns: readonly string[] | undefined;
  readonly views: readonly ListView[];
}

/** Columns and filters customers keep for their lists. */
export class ListChoiceStore {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor(knex: Knex, clock: Clock) {
    this.#knex = knex;
    this.#clock = clock;
  }

  /** Both in one statement; views by their names. */
  async of(contactId: number, module: string): Promise<ListChoices> {
    const rows = await ListChoiceRow.query(this.#knex).where({ contact_id: contactId, module }).orderBy('name');
    const columns = rows.find(({ kind }) => kind === 'columns');
    const views = rows.filter(({ kind }) => kind === 'view');
    return {
      columns: columns?.content.split(' '),
      views: views.map(({ id, name, content }) => ({ id, name, query: content })),
    };
  }

  /** Replaces the columns of a list; none: as the profile says again. */
  async setColumns(contactId: number, module: string, columns: readonly string[]): Promise<void> {
    if (columns.length > 0) return this.#save(contactId, module, 'columns', '', columns.join(' '));
    await ListChoiceRow.query(this.#knex).where({ contact_id: contactId, module, kind: 'columns' }).delete();
  }

  /** Keeps a filter under a name (at most 80 characters); one of the same name is replaced. */
  async saveView(contactId: number, module: string, name: string, query: string): Promise<void> {
    await this.#save(contactId, module, 'view', name, query);
  }

  /** Forgets a filter; false: this contact has none with that id here. */
  async removeView(contactId: number, module: string, id: number): Promise<boolean> {
    const own = { id, contact_id: contactId, module, kind: 'view' };
    return (await ListChoiceRow.query(this.#knex).where(own).delete()) > 0;
  }

  async #save(contactId: number, module: string, kind: 'columns' | 'view', name: string, content: string) {
    await ListChoiceRow.query(this.#knex)
      .insert({ contactId, module, kind, name, content, savedAt: this.#clock.now() })
      .onConflict(['contact_id', 'module', 'kind', 'name'])
      .merge(['content', 'saved_at']);
  }
}
