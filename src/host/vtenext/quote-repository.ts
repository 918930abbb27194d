import type { Knex } from 'knex';
import type {
  Author,
  QuoteChange,
  QuoteRepository,
  QuoteReservation,
  QuoteStand,
  StageChange,
} from '../host-adapter.js';
import type { StoredValue } from '../metadata/field-kind.js';
import type { HostContext } from './host-context.js';
import { nextId, nextIds } from './ids.js';
import { loggedField } from './logged-field.js';
import { activeOwners, followersOf, notify, recordAudience } from './notification.js';
import { changeQuote, lockQuote, quoteSchema } from './quote-change.js';
import { type LockedRecord, lockedValue } from './record-change.js';
import { writeTalk } from './talk.js';

const stageField = 'quotestage';
const validityField = 'validtill';

/** Entries of one record's history in which a change of stage is looked for; texts beyond all measure are passed over. */
const RECENT_CHANGES = 50;
const LONGEST_ENTRY = 256 * 1024;

/** Quotes of a vtenext database, answered by customers row for row as the CRM itself changes and discusses them. */
export class VtenextQuoteRepository implements QuoteRepository {
  readonly #context: HostContext;

  constructor(context: HostContext) {
    this.#context = context;
  }

  async reserve(quoteId: number): Promise<QuoteReservation> {
    const { knex, prefix } = this.#context;
    const audience = await recordAudience(this.#context, quoteId);
    return {
      changeLogId: await nextId(knex, prefix, 'changelog'),
      remarkId: await nextId(knex, prefix, 'crmentity'),
      notificationIds: await nextIds(knex, prefix, 'modnotifications', audience.length),
    };
  }

  async answer(
    trx: Knex.Transaction,
    reservation: QuoteReservation,
    quoteId: number,
    { values, remark }: QuoteChange,
    author: Author,
    check: (quote: QuoteStand) => void,
  ): Promise<void> {
    const context = this.#context;
    const quote = await lockQuote(context, trx, quoteId);
    check(this.#standOf(quote));
    await changeQuote(context, trx, quote, { changeLogId: reservation.changeLogId, author, values });
    const owners = (await activeOwners(context, quoteId, trx)).map(({ id }) => id);
    await writeTalk(context, trx, reservation.remarkId, quoteId, remark, owners);
    await this.#notify(trx, reservation, quoteId, owners, author);
  }

  async stageChange(quoteId: number, stage: string): Promise<StageChange | undefined> {
    const { knex, models } = this.#context;
    const { ChangeLogEntry } = models;
    const entries = await ChangeLogEntry.query()
      .where(ChangeLogEntry.columnOf('recordId'), quoteId)
      .where(ChangeLogEntry.columnOf('isHidden'), 0)
      .where(ChangeLogEntry.columnOf('description'), 'like', `%"${stageField}"%`)
      .where(knex.raw('length(??)', [ChangeLogEntry.columnOf('description')]), '<=', LONGEST_ENTRY)
      .orderBy(ChangeLogEntry.columnOf('id'), 'desc')
      .limit(RECENT_CHANGES);
    const entry = entries.find(({ description }) => loggedField(description, stageField)?.after === stage);
    if (!entry) return undefined;
    const isContact = entry.authorModule === 'Contacts';
    return {
      at: entry.changedAt ?? '',
      authorName: entry.authorName ?? '',
      authorContactId: isContact && entry.authorId ? entry.authorId : undefined,
    };
  }

  #standOf(quote: LockedRecord): QuoteStand {
    const value = (name: string): StoredValue => {
      const field = quoteSchema(this.#context).fields.get(name);
      return field ? lockedValue(quote, field) : null;
    };
    return { stage: value(stageField) ?? '', validUntil: value(validityField) };
  }

  /** The CRM calls a follower's notification so, also where the follower is the owner. */
  async #notify(
    trx: Knex.Transaction,
    { notificationIds }: QuoteReservation,
    quoteId: number,
    owners: readonly number[],
    author: Author,
  ): Promise<void> {
    const context = this.#context;
    const followers = await followersOf(context, quoteId, trx);
    const others = owners.filter((user) => !followers.includes(user));
    const [ofFollowers, ofOthers] = [
      notificationIds.slice(0, followers.length),
      notificationIds.slice(followers.length),
    ];
    const notice = { subject: '', body: '' };
    await notify(context, trx, quoteId, followers, ofFollowers, author, { type: 'Changed followed record', ...notice });
    await notify(context, trx, quoteId, others, ofOthers, author, { type: 'Changed record', ...notice });
  }
}
