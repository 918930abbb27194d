import type { Knex } from 'knex';
import { type DemoRow, insertRows } from '../insert-rows.js';
import { type DemoModule, readFields } from '../metadata/demo-module.js';
import { type Author, type Change, changeLogRows, creation } from './change-log.js';
import { type DemoValues, recordName, recordRows } from './record-rows.js';

/** The uitype of a record's automatic number. */
const numberKind = 4;

/** Who made a record and when; times are wall-clock texts. */
export interface RecordHistory {
  readonly created: string;
  readonly modified?: string;
  /** User who made the last change, if there was one; by default the author. */
  readonly modifiedBy?: number;
  /** User or group the record is assigned to. */
  readonly owner: number;
  readonly author: Author;
}

/** Collects the rows of the sample company, giving ids and numbers as the CRM would, and writes them at once. */
export class DemoWorld {
  readonly #rows = new Map<string, DemoRow[]>();
  readonly #changes: Change[] = [];
  readonly #comments: DemoRow[] = [];
  readonly #numbers = new Map<DemoModule, number>();
  #lastId = 0;
  #lastNotification = 0;
  #lastLine = 0;

  /** Takes the next id of the sequence that records and attachments share. */
  takeId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  /** Takes the next id of an assignee's notification. */
  nextNotification(): number {
    this.#lastNotification += 1;
    return this.#lastNotification;
  }

  /** Takes the next id of a line of a quote or invoice. */
  nextLine(): number {
    this.#lastLine += 1;
    return this.#lastLine;
  }

  /** Adds a row to a table that is no record's own. */
  add(table: string, row: DemoRow): void {
    const rows = this.#rows.get(table);
    if (rows === undefined) this.#rows.set(table, [row]);
    else rows.push(row);
  }

  /** Adds a record with all its rows, its number, name and first change log row; returns its id. */
  addRecord(module: DemoModule, values: DemoValues, history: RecordHistory): number {
    const id = this.takeId();
    const number = this.#takeNumber(module);
    this.addEntity(id, module.name, history);
    for (const [table, row] of recordRows(module, id, { ...number, ...values })) this.add(table, row);
    const displayname = recordName(module, values).slice(0, 255);
    this.add('vte_entity_displayname', { crmid: id, setype: module.name, displayname, lastupdate: history.created });
    this.addChange({ recordId: id, at: history.created, author: history.author, description: creation });
    return id;
  }

  /** Adds only the row of vte_crmentity, as attachments have it. */
  addEntity(crmid: number, setype: string, history: RecordHistory): void {
    const { created, modified = created, owner, author, modifiedBy = author.userId } = history;
    this.add('vte_crmentity', {
      crmid,
      smcreatorid: author.userId,
      smownerid: owner,
      setype,
      modifiedby: modified === created ? 0 : modifiedBy,
      createdtime: created,
      modifiedtime: modified,
    });
  }

  /** Adds a change log row; its id and count are given at the end, in the order of time. */
  addChange(change: Change): void {
    this.#changes.push(change);
  }

  /** Adds a comment of a ticket, by an agent or a customer. */
  addComment(ticketId: number, at: string, by: { type: 'user' | 'customer'; id: number }, text: string): void {
    this.#comments.push({ ticketid: ticketId, comments: text, ownerid: by.id, ownertype: by.type, createdtime: at });
  }

  /** Writes everything collected. */
  async write(trx: Knex): Promise<void> {
    const comments = this.#comments
      .toSorted((a, b) => String(a.createdtime).localeCompare(String(b.createdtime)))
      .map((row, index) => ({ commentid: index + 1, ...row }));
    await insertRows(trx, 'vte_ticketcomments', comments);
    await insertRows(trx, 'vte_changelog', changeLogRows(this.#changes));
    for (const [table, rows] of this.#rows) await insertRows(trx, table, rows);
  }

  /** The number the next record of a module gets, which is what the CRM keeps in its counter. */
  nextNumber(module: DemoModule): number {
    return (this.#numbers.get(module) ?? 0) + 1;
  }

  #takeNumber(module: DemoModule): DemoValues {
    const number = this.nextNumber(module);
    this.#numbers.set(module, number);
    const field = readFields(module).find((candidate) => candidate.uitype === numberKind);
    if (module.numbering === undefined || field === undefined) return {};
    return { [field.name]: `${module.numbering.prefix}${number}` };
  }
}
