import type { Knex } from 'knex';
import type { AuditAction } from '../core/audit-actions.js';
import type { Clock } from '../core/clock.js';
import { requestFacts } from '../core/request-facts.js';
import { cutText } from '../core/text.js';
import { isMysql } from '../host/database-facts.js';
import { escapeLike, likeContains } from '../host/vtenext/sql-fold.js';
import { AuditRow } from './models/audit-row.js';

/** Who did something: a CRM administrator, a contact, or the portal by itself. */
export interface AuditActor {
  readonly kind: 'admin' | 'customer' | 'system';
  /** CRM user or contact. */
  readonly id?: number | undefined;
  readonly name: string;
}

/** Something that was done or refused. */
export interface AuditEntry {
  readonly action: AuditAction;
  readonly actor: AuditActor;
  /** The customer it is about. */
  readonly contactId?: number | undefined;
  readonly module?: string | undefined;
  readonly recordId?: number | undefined;
  /** What it was done to, as a person calls it. */
  readonly subject?: string | undefined;
  /** More facts; never a secret. */
  readonly details?: Readonly<Record<string, unknown>> | undefined;
}

/** A kept entry. */
export interface AuditLine extends AuditEntry {
  readonly id: number;
  /** Epoch ms. */
  readonly at: number;
  readonly network: string;
  readonly requestId: string;
}

/** Which entries are asked for; `from` and `to` in epoch ms, `to` excluded. */
export interface AuditFilter {
  /** An action, or the start of one up to its dot (`contact.`). */
  readonly action?: string | undefined;
  readonly actorKind?: AuditActor['kind'] | undefined;
  /** Part of the actor's name or the subject. */
  readonly text?: string | undefined;
  readonly contactId?: number | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** Only entries older than the one of this id. */
  readonly before?: number | undefined;
}

const LONGEST_DETAILS = 8_000;
const MOST_COUNTED = 10_000;

/** The record of who did what, when and from where; entries are added, never changed. */
export class AuditStore {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor(knex: Knex, clock: Clock) {
    this.#knex = knex;
    this.#clock = clock;
  }

  /** Keeps an entry, in the transaction of the change where there is one; network and request are those of the request it runs for. */
  async record(entry: AuditEntry, db: Knex | Knex.Transaction = this.#knex): Promise<void> {
    const { requestId, network } = requestFacts();
    const details = entry.details && JSON.stringify(entry.details);
    await AuditRow.query(db).insert({
      at: this.#clock.now(),
      action: entry.action,
      actorKind: entry.actor.kind,
      actorId: entry.actor.id ?? null,
      actorName: cutText(entry.actor.name, 200),
      contactId: entry.contactId ?? null,
      module: entry.module ?? null,
      recordId: entry.recordId ?? null,
      subject: cutText(entry.subject ?? '', 255),
      details: details === undefined || details.length > LONGEST_DETAILS ? null : details,
      network: network.slice(0, 64),
      requestId,
    });
  }

  /** Entries, the newest first. */
  async list(filter: AuditFilter, limit: number, offset = 0): Promise<readonly AuditLine[]> {
    const rows = await this.#matching(filter).orderBy('id', 'desc').limit(limit).offset(offset);
    return rows.map(presentLine);
  }

  /** How many match, counted up to 10 001. */
  async count(filter: AuditFilter): Promise<number> {
    const some = this.#matching(filter)
      .select('id')
      .limit(MOST_COUNTED + 1);
    const row = await this.#knex.from(some.toKnexQuery().as('some')).count<{ n: number | string }[]>({ n: '*' });
    return Number(row[0]?.n ?? 0);
  }

  /** The actions that occur, for choosing among them. */
  async actions(): Promise<readonly string[]> {
    return this.#knex('portal_audit').distinct('action').orderBy('action').pluck('action');
  }

  #matching(filter: AuditFilter) {
    const query = AuditRow.query(this.#knex);
    if (filter.action !== undefined) {
      if (filter.action.endsWith('.')) query.whereRaw("action like ? escape '|'", [`${escapeLike(filter.action)}%`]);
      else query.where('action', filter.action);
    }
    if (filter.actorKind !== undefined) query.where('actor_kind', filter.actorKind);
    if (filter.contactId !== undefined) query.where('contact_id', filter.contactId);
    if (filter.from !== undefined) query.where('at', '>=', filter.from);
    if (filter.before !== undefined) query.where('id', '<', filter.before);
    if (filter.to !== undefined) query.where('at', '<', filter.to);
    const { text } = filter;
    if (text !== undefined)
      query.where((either) => either.where(this.#has('actor_name', text)).orWhere(this.#has('subject', text)));
    return query;
  }

  /** The portal's own columns compare byte for byte; people do not. */
  #has(column: string, text: string): Knex.Raw {
    const folded = isMysql(this.#knex) ? this.#knex.raw('?? collate utf8mb4_general_ci', [column]) : column;
    return likeContains(this.#knex, folded, text);
  }
}

function presentLine(row: AuditRow): AuditLine {
  return {
    id: row.id,
    at: Number(row.at),
    action: row.action as AuditAction,
    actor: { kind: row.actorKind, id: row.actorId ?? undefined, name: row.actorName },
    contactId: row.contactId ?? undefined,
    module: row.module ?? undefined,
    recordId: row.recordId ?? undefined,
    subject: row.subject,
    details: row.details ? (JSON.parse(row.details) as Record<string, unknown>) : undefined,
    network: row.network,
    requestId: row.requestId,
  };
}
