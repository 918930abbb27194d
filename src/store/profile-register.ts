import type { Knex } from 'knex';
import type { ProfileSummary, VersionOrigin } from './profile-store.js';

/** A profile as the administration lists it. */
export interface ProfileEntry extends ProfileSummary {
  /** The published document. */
  readonly document: unknown;
  /** Epoch ms. */
  readonly publishedAt: number;
}

/** One version of a profile, without its document. */
export interface VersionEntry {
  readonly version: number;
  readonly publishedBy: string;
  /** Epoch ms. */
  readonly publishedAt: number;
  readonly origin: VersionOrigin;
  readonly note: string | undefined;
  readonly fromVersion: number | undefined;
}

interface EntryRow {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly is_default: unknown;
  readonly document: string;
  readonly published_at: number | string;
}

interface VersionRow {
  readonly version: number;
  readonly published_by: string;
  readonly published_at: number | string;
  readonly origin: VersionOrigin;
  readonly note: string | null;
  readonly from_version: number | null;
  readonly document: string;
}

/** The profiles there are, whose they are, and their versions, for the administration. */
export class ProfileRegister {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Every profile with what is published, by name. One statement; within a transaction the profiles are locked until it ends. */
  async entries(trx?: Knex.Transaction): Promise<readonly ProfileEntry[]> {
    const query = (trx ?? this.#knex)('portal_profile as p')
      .join('portal_profile_version as v', (on) =>
        on.on('v.profile_id', '=', 'p.id').andOn('v.version', '=', 'p.version'),
      )
      .orderBy(['p.name', 'p.id'])
      .select('p.id', 'p.name', 'p.version', 'p.is_default', 'v.document', 'v.published_at');
    const rows: EntryRow[] = await (trx ? query.forUpdate('p') : query);
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      version: row.version,
      isDefault: Boolean(Number(row.is_default)),
      document: JSON.parse(row.document),
      publishedAt: Number(row.published_at),
    }));
  }

  /** The versions of a profile with their documents, the newest first. */
  async versions(id: string): Promise<readonly (VersionEntry & { readonly document: unknown })[]> {
    const rows: VersionRow[] = await this.#knex('portal_profile_version')
      .where({ profile_id: id })
      .orderBy('version', 'desc');
    return rows.map((row) => ({
      version: row.version,
      publishedBy: row.published_by,
      publishedAt: Number(row.published_at),
      origin: row.origin,
      note: row.note ?? undefined,
      fromVersion: row.from_version ?? undefined,
      document: JSON.parse(row.document),
    }));
  }

  /** How many of these contacts (a query of their `id`) each profile holds for. One statement, whatever their number. */
  async contactCounts(contacts: Knex.QueryBuilder): Promise<ReadonlyMap<string, number>> {
    const rows: { id: string | null; count: number | string }[] = await this.#knex
      .from(contacts.as('contact'))
      .leftJoin('portal_profile_contact as assigned', 'assigned.contact_id', 'contact.id')
      .leftJoin('portal_profile as own', 'own.id', 'assigned.profile_id')
      .joinRaw('left join portal_profile as fallback on own.id is null and fallback.is_default = ?', [true])
      .groupByRaw('coalesce(own.id, fallback.id)')
      .select({ id: this.#knex.raw('coalesce(own.id, fallback.id)') })
      .count({ count: '*' });
    return new Map(rows.flatMap((row) => (row.id === null ? [] : [[row.id, Number(row.count)]])));
  }

  async setDefault(id: string, trx: Knex.Transaction): Promise<void> {
    await trx('portal_profile').whereNot({ id }).update({ is_default: false });
    await trx('portal_profile').where({ id }).update({ is_default: true });
  }

  /** Gives a profile's contacts to another one, or back to the default; returns how many rows that were. */
  async reassign(id: string, to: string | undefined, trx: Knex.Transaction): Promise<number> {
    const own = trx('portal_profile_contact').where({ profile_id: id });
    // Also for those whom companies' managers invite from now on.
    await trx('portal_manager')
      .where({ profile_id: id })
      .update({ profile_id: to ?? null });
    return to === undefined ? own.delete() : own.update({ profile_id: to });
  }

  /** Takes a profile away. Its versions stay: a request that has read the pointer just before still finds its document. */
  async remove(id: string, trx: Knex.Transaction): Promise<void> {
    await trx('portal_profile').where({ id }).delete();
  }
}
