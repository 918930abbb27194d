import type { Knex } from 'knex';
import type { Clock } from '../core/clock.js';
import { MailTextRow } from './models/mail-text-row.js';

/** An administrator's texts for one mail in one language. */
export interface StoredMailText {
  readonly kind: string;
  readonly language: string;
  /** By name; what is not there is as shipped. */
  readonly texts: Readonly<Record<string, string>>;
  readonly changedBy: string;
  /** Epoch ms. */
  readonly changedAt: number;
}

/** Texts of mails as administrators changed them. */
export class MailTextStore {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor(knex: Knex, clock: Clock) {
    this.#knex = knex;
    this.#clock = clock;
  }

  async all(): Promise<readonly StoredMailText[]> {
    const rows = await MailTextRow.query(this.#knex).orderBy(['kind', 'language']);
    return rows.map(present);
  }

  /** Changes with every change, also with one taken back. */
  async stamp(): Promise<string> {
    const times: number[] = await this.#knex(MailTextRow.tableName).orderBy(['kind', 'language']).pluck('changed_at');
    return times.join(' ');
  }

  /** Locks the row, if it is there, so that of two administrators one comes first. */
  async find(trx: Knex.Transaction, kind: string, language: string): Promise<StoredMailText | undefined> {
    const row = await MailTextRow.query(trx).findById([kind, language]).forUpdate();
    return row && present(row);
  }

  /** Sets the texts of a mail; without any it is as shipped again. */
  async write(
    trx: Knex.Transaction,
    text: Pick<StoredMailText, 'kind' | 'language' | 'texts' | 'changedBy'>,
  ): Promise<void> {
    const { kind, language, texts, changedBy } = text;
    if (Object.keys(texts).length === 0) {
      await MailTextRow.query(trx).deleteById([kind, language]);
      return;
    }
    // Two changes within a millisecond must not look like one.
    const earlier = (await this.find(trx, kind, language))?.changedAt ?? 0;
    const changedAt = Math.max(this.#clock.now(), earlier + 1);
    await MailTextRow.query(trx)
      .insert({ kind, language, content: JSON.stringify(texts), changedBy, changedAt })
      .onConflict(['kind', 'language'])
      .merge();
  }
}

function present(row: MailTextRow): StoredMailText {
  return {
    kind: row.kind,
    language: row.language,
    texts: readTexts(row.content),
    changedBy: row.changedBy,
    changedAt: Number(row.changedAt),
  };
}

function readTexts(content: string): Record<string, string> {
  const parsed: unknown = JSON.parse(content);
  if (typeof parsed !== 'object' || parsed === null) return {};
  return Object.fromEntries(
    Object.entries(parsed).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
