import type { Knex } from 'knex';
import type { Clock } from '../core/clock.js';
import { type Look, readLook, shippedLook } from '../core/look.js';
import { LookAssetRow } from './models/look-asset-row.js';
import { LookRow } from './models/look-row.js';

/** What can be put in beside the words. */
export const lookAssets = ['logo', 'favicon', 'css'] as const;
export type LookAssetName = (typeof lookAssets)[number];

/** A picture or style sheet as it is kept. */
export interface LookAsset {
  readonly name: LookAssetName;
  readonly type: string;
  /** As its sender called it. */
  readonly fileName: string;
  /** SHA-256 in hex. */
  readonly digest: string;
  /** Pixels; 0 for a style sheet. */
  readonly width: number;
  readonly height: number;
  readonly bytes: Buffer;
}

/** Everything that makes the look, and when it changed last (epoch ms; 0: never). */
export interface StoredLook {
  readonly look: Look;
  readonly changedAt: number;
  readonly assets: ReadonlyMap<LookAssetName, LookAsset>;
}

const ID = 1;

/** How the portal looks, as administrators set it. */
export class LookStore {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor(knex: Knex, clock: Clock) {
    this.#knex = knex;
    this.#clock = clock;
  }

  /** Changes with every change of words, pictures or style sheet; cheap. */
  async stamp(): Promise<number> {
    const row = await LookRow.query(this.#knex).findById(ID).select('changed_at');
    return Number(row?.changedAt ?? 0);
  }

  async read(): Promise<StoredLook> {
    const row = await LookRow.query(this.#knex).findById(ID);
    const assets = await LookAssetRow.query(this.#knex);
    return {
      look: row ? readLook(row.content) : shippedLook,
      changedAt: Number(row?.changedAt ?? 0),
      assets: new Map(assets.map(presentAsset)),
    };
  }

  /** Locks the look and says when it changed last, so that of two administrators one comes first. */
  async lock(trx: Knex.Transaction): Promise<{ readonly look: Look; readonly changedAt: number }> {
    const row = await LookRow.query(trx).findById(ID).forUpdate();
    return { look: row ? readLook(row.content) : shippedLook, changedAt: Number(row?.changedAt ?? 0) };
  }

  async write(trx: Knex.Transaction, look: Look, changedBy: string): Promise<void> {
    const { changedAt } = await this.lock(trx);
    await LookRow.query(trx)
      .insert({ id: ID, content: JSON.stringify(look), changedBy, changedAt: this.#later(changedAt) })
      .onConflict('id')
      .merge();
  }

  /** Keeps a picture or style sheet, or with undefined takes it away; the look counts as changed. */
  async writeAsset(
    trx: Knex.Transaction,
    name: LookAssetName,
    asset: Omit<LookAsset, 'name'> | undefined,
    changedBy: string,
  ): Promise<void> {
    const { look } = await this.lock(trx);
    if (asset === undefined) await LookAssetRow.query(trx).deleteById(name);
    else {
      await LookAssetRow.query(trx)
        .insert({ name, ...asset, changedBy, changedAt: this.#clock.now() })
        .onConflict('name')
        .merge();
    }
    await this.write(trx, look, changedBy);
  }

  /** Two changes within a millisecond must not look like one. */
  #later(changedAt: number): number {
    return Math.max(this.#clock.now(), changedAt + 1);
  }
}

function presentAsset(row: LookAssetRow): [LookAssetName, LookAsset] {
  const name = row.name as LookAssetName;
  const { type, fileName, digest, width, height, bytes } = row;
  return [name, { name, type, fileName, digest, width, height, bytes: Buffer.from(bytes) }];
}
