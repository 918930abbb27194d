import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { Clock } from '../core/clock.js';
import { cutText } from '../core/text.js';

/** Which document of which profile holds now. */
export interface ProfilePointer {
  readonly id: string;
  readonly version: number;
}

/** A profile as lists show it. */
export interface ProfileSummary extends ProfilePointer {
  readonly name: string;
  readonly isDefault: boolean;
}

/** A document about to be published; its shape is the caller's to check, the store only keeps it. */
export interface ProfileDocument {
  readonly name: string;
}

/** How a version came about. */
export type VersionOrigin = 'published' | 'created' | 'copied' | 'renamed' | 'imported' | 'rolled-back';

/** More about a version than who published it. */
export interface VersionFacts {
  readonly origin?: VersionOrigin;
  /** The CRM user; undefined: a command or the installation. */
  readonly byId?: number | undefined;
  readonly note?: string | undefined;
  /** Of a roll back: the version whose document came back. */
  readonly fromVersion?: number | undefined;
}

/** Profiles as documents: versions never change, publishing moves a pointer (DECISIONS 1). */
export class ProfileStore {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor(knex: Knex, clock: Clock) {
    this.#knex = knex;
    this.#clock = clock;
  }

  /** The contact's own profile, else the default; undefined if there is neither. One statement. */
  async pointerOf(contactId: number): Promise<ProfilePointer | undefined> {
    const rows: { id: string; version: number; contact_id: number | null }[] = await this.#knex('portal_profile as p')
      .leftJoin('portal_profile_contact as c', (join) =>
        join.on('c.profile_id', 'p.id').andOnVal('c.contact_id', contactId),
      )
      .where((either) => either.whereNotNull('c.contact_id').orWhere('p.is_default', true))
      .select('p.id', 'p.version', 'c.contact_id');
    const row = rows.find((candidate) => candidate.contact_id !== null) ?? rows[0];
    return row && { id: row.id, version: row.version };
  }

  /** One version's document as it was published; undefined if there is none. */
  async document(id: string, version: number): Promise<unknown> {
    const row: { document: string } | undefined = await this.#knex('portal_profile_version')
      .where({ profile_id: id, version })
      .first('document');
    return row && JSON.parse(row.document);
  }

  /** All profiles by name. */
  async list(): Promise<readonly ProfileSummary[]> {
    const rows: { id: string; name: string; version: number; is_default: unknown }[] =
      await this.#knex('portal_profile').orderBy('name');
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      version: row.version,
      isDefault: Boolean(row.is_default),
    }));
  }

  /** Makes a profile with its first version. The first of all becomes the default. */
  async create(
    document: ProfileDocument,
    publishedBy: string,
    facts: VersionFacts = {},
    db: Knex | Knex.Transaction = this.#knex,
  ): Promise<ProfilePointer> {
    const pointer = { id: randomUUID(), version: 1 };
    await db.transaction(async (trx) => {
      const existing = await trx('portal_profile').first('id');
      await this.#addVersion(trx, pointer, document, publishedBy, facts);
      await trx('portal_profile').insert({ ...pointer, name: document.name, is_default: existing === undefined });
    });
    return pointer;
  }

  /** Publishes a new version: it holds from the next request on. */
  async publish(
    id: string,
    document: ProfileDocument,
    publishedBy: string,
    facts: VersionFacts = {},
    db: Knex | Knex.Transaction = this.#knex,
  ): Promise<ProfilePointer> {
    return db.transaction(async (trx) => {
      const latest: { version: number } | undefined = await trx('portal_profile_version')
        .where({ profile_id: id })
        .orderBy('version', 'desc')
        .first('version');
      const pointer = { id, version: (latest?.version ?? 0) + 1 };
      await this.#addVersion(trx, pointer, document, publishedBy, facts);
      await trx('portal_profile').where({ id }).update({ version: pointer.version, name: document.name });
      return pointer;
    });
  }

  /** Gives a contact a profile of their own; undefined: the default again. */
  async assign(
    contactId: number,
    profileId: string | undefined,
    db: Knex | Knex.Transaction = this.#knex,
  ): Promise<void> {
    if (profileId === undefined) {
      await db('portal_profile_contact').where({ contact_id: contactId }).delete();
      return;
    }
    await db('portal_profile_contact')
      .insert({ contact_id: contactId, profile_id: profileId })
      .onConflict('contact_id')
      .merge();
  }

  async #addVersion(
    trx: Knex.Transaction,
    pointer: ProfilePointer,
    document: ProfileDocument,
    publishedBy: string,
    { origin = 'published', byId, note, fromVersion }: VersionFacts,
  ): Promise<void> {
    await trx('portal_profile_version').insert({
      profile_id: pointer.id,
      version: pointer.version,
      document: JSON.stringify(document),
      published_by: cutText(publishedBy, 100),
      published_by_id: byId ?? null,
      published_at: this.#clock.now(),
      origin,
      note: note ? cutText(note, 500) : null,
      from_version: fromVersion ?? null,
    });
  }
}
