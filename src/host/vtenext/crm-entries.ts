import type { Knex } from 'knex';
import { nextId, type SequenceName } from './ids.js';

/** What the CRM shows of the portal: an entry among its settings, or a button on a record's page. */
export interface CrmEntry {
  readonly key: string;
  /** Shown as it is: the CRM translates only labels it knows. */
  readonly label: string;
  /** A sentence beside a settings entry. */
  readonly hint: string;
  /** `$RECORD$` stands for the record's id. A settings entry's address must hold a `?`: the CRM appends to it. */
  readonly href: string;
  /** Name of a Material icon. */
  readonly icon: string;
  /** Undefined: among the settings. */
  readonly module: string | undefined;
}

interface Place {
  readonly table: string;
  readonly id: string;
  readonly sequence: SequenceName;
}

/** Where the old portal's own entry stands, else the last block there is. */
const SETTINGS_BLOCK = 'LBL_COMMUNICATION_TEMPLATES';
const LONGEST_LABEL = 30;
const LONGEST_HREF = 255;

/** The portal's own rows in the CRM's screens; which they are is kept in the portal's table, in the same transaction. */
export class CrmEntries {
  readonly #knex: Knex;
  readonly #prefix: string;

  constructor(knex: Knex, prefix: string) {
    this.#knex = knex;
    this.#prefix = prefix;
  }

  /** Writes the entries that are missing or differ; returns the keys of those. Killed half-way it is simply repeated. */
  async write(entries: readonly CrmEntry[]): Promise<readonly string[]> {
    const written: string[] = [];
    for (const entry of entries) {
      const row = await this.#rowOf(entry);
      if (row && (await this.#put(entry, row))) written.push(entry.key);
    }
    return written;
  }

  /** Deletes exactly the rows that were written, and forgets them. */
  async remove(): Promise<void> {
    if (!(await this.#knex.schema.hasTable('portal_host_row'))) return;
    const known: { entry: string; row_id: number }[] = await this.#knex('portal_host_row').select('entry', 'row_id');
    for (const { entry, row_id } of known) {
      const { table, id } = this.#placeOf(entry.startsWith('settings'));
      await this.#knex.transaction(async (trx) => {
        await trx(table).where(id, row_id).delete();
        await trx('portal_host_row').where({ entry }).delete();
      });
    }
  }

  async #put(entry: CrmEntry, row: Readonly<Record<string, unknown>>): Promise<boolean> {
    const { table, id, sequence } = this.#placeOf(entry.module === undefined);
    const known: { row_id: number } | undefined = await this.#knex('portal_host_row')
      .where({ entry: entry.key })
      .first('row_id');
    const present = known && (await this.#knex(table).where(id, known.row_id).first());
    if (present && Object.entries(row).every(([column, value]) => present[column] === value)) return false;
    const rowId = known?.row_id ?? (await nextId(this.#knex, this.#prefix, sequence));
    await this.#knex.transaction(async (trx) => {
      if (present) await trx(table).where(id, rowId).update(row);
      else await trx(table).insert({ ...row, ...(await this.#lastPlace(trx, entry, row)), [id]: rowId });
      if (!known) await trx('portal_host_row').insert({ entry: entry.key, row_id: rowId });
    });
    return true;
  }

  /** The columns that say what the entry is; undefined where this CRM has no place for it. */
  async #rowOf({ module, label, hint, href, icon }: CrmEntry): Promise<Readonly<Record<string, unknown>> | undefined> {
    if (module === undefined) {
      const blockid = await this.#settingsBlock();
      return blockid === undefined
        ? undefined
        : { blockid, name: label, iconpath: icon, description: hint, linkto: href, active: 0 };
    }
    const tab: { tabid: number } | undefined = await this.#knex(`${this.#prefix}tab`)
      .where({ name: module })
      .first('tabid');
    const linkurl = `javascript:window.open('${href}','_blank')`;
    if (!tab || linkurl.length > LONGEST_HREF) return undefined;
    const linklabel = label.slice(0, LONGEST_LABEL);
    return {
      tabid: tab.tabid,
      linktype: 'DETAILVIEWBASIC',
      linklabel,
      linkurl,
      linkicon: `vteicon:${icon}`,
      status: 1,
      size: 1,
    };
  }

  async #settingsBlock(): Promise<number | undefined> {
    const blocks: { blockid: number; label: string }[] = await this.#knex(`${this.#prefix}settings_blocks`)
      .orderBy('sequence', 'desc')
      .select('blockid', 'label');
    return (blocks.find(({ label }) => label === SETTINGS_BLOCK) ?? blocks[0])?.blockid;
  }

  async #lastPlace(
    trx: Knex.Transaction,
    { module }: CrmEntry,
    row: Readonly<Record<string, unknown>>,
  ): Promise<{ readonly sequence: number }> {
    const isSetting = module === undefined;
    const among = isSetting ? { blockid: row.blockid } : { tabid: row.tabid, linktype: row.linktype };
    const [last] = await trx(this.#placeOf(isSetting).table)
      .where(among as Record<string, number>)
      .max({ sequence: 'sequence' });
    return { sequence: Number(last?.sequence ?? 0) + 1 };
  }

  #placeOf(isSetting: boolean): Place {
    return isSetting
      ? { table: `${this.#prefix}settings_field`, id: 'fieldid', sequence: 'settings_field' }
      : { table: `${this.#prefix}links`, id: 'linkid', sequence: 'links' };
  }
}
