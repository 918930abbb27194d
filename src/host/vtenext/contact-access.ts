import type { Knex } from 'knex';
import { firstAstralCharacter } from '../../core/text.js';
import { isMysql } from '../database-facts.js';
import type {
  AccessGrant,
  AccessPage,
  AccessRules,
  AccessSearch,
  AccessState,
  ContactAccess,
  ContactAccessRepository,
  ContactReservation,
  NewlyEnabledQuery,
  SeenAccess,
  StaffAuthor,
} from '../host-adapter.js';
import { grantAccess } from './contact-access-change.js';
import { FIRST_TIME, stateExpression } from './contact-access-state.js';
import { type ContactRow, contactRows, presentContact } from './contact-rows.js';
import type { HostContext } from './host-context.js';
import { nextId } from './ids.js';
import { foldExpression, likeContains } from './sql-fold.js';

interface AccessRow extends ContactRow {
  readonly number: string | null;
  readonly signedInAt: string | null;
  readonly state: AccessState;
}

/** More words than anybody types; each costs five comparisons a row. */
const MOST_WORDS = 6;

/** Contacts' access in a vtenext database. */
export class VtenextContactAccess implements ContactAccessRepository {
  readonly #context: HostContext;

  constructor(context: HostContext) {
    this.#context = context;
  }

  async search(search: AccessSearch, page: AccessPage, rules: AccessRules): Promise<readonly ContactAccess[]> {
    const query = this.#found(search, rules)
      .limit(page.size)
      .offset((page.page - 1) * page.size);
    this.#sort(query, page);
    return (await this.#select(query, rules)).map(presentAccess);
  }

  async counts(search: AccessSearch, rules: AccessRules): Promise<ReadonlyMap<AccessState, number>> {
    const { knex } = this.#context;
    const states = this.#found(search, rules)
      .clearSelect()
      .select({ state: stateExpression(this.#context, rules) });
    const rows: { state: AccessState; n: number | string }[] = await knex
      .from(states.as('found'))
      .groupBy('state')
      .select('state')
      .count({ n: '*' });
    return new Map(rows.map((row) => [row.state, Number(row.n)]));
  }

  async ids(search: AccessSearch, rules: AccessRules, limit: number): Promise<readonly number[]> {
    const { Contact } = this.#context.models;
    const id = Contact.columnOf('id');
    return this.#found(search, rules).clearSelect().orderBy(id).limit(limit).pluck(id);
  }

  async find(ids: readonly number[], rules: AccessRules): Promise<readonly ContactAccess[]> {
    if (ids.length === 0) return [];
    const { Contact } = this.#context.models;
    const query = this.#live().whereIn(Contact.columnOf('id'), [...ids]);
    return (await this.#select(query, rules)).map(presentAccess);
  }

  async named(names: readonly string[]): Promise<readonly { id: number; number: string; email: string }[]> {
    const wanted = [...new Set(names)].filter((name) => firstAstralCharacter(name) === undefined);
    if (wanted.length === 0) return [];
    const { knex, models } = this.#context;
    const { Contact } = models;
    const [number, email] = [Contact.columnOf('number'), Contact.columnOf('email')];
    const texts = wanted.map((name) => name.toLowerCase());
    // MariaDB compares without case by itself, and then by index; SQLite's lower() knows ASCII, which is what addresses are made of.
    const place = (column: string) => (isMysql(knex) ? column : (knex.raw('lower(??)', [column]) as unknown as string));
    const rows: { id: number; number: string | null; email: string | null }[] = await this.#live()
      .clearSelect()
      .where((either) => either.whereIn(place(number), texts).orWhereIn(place(email), texts))
      .orderBy(Contact.columnOf('id'))
      .select(Contact.select('id', 'number', 'email'));
    return rows.map((row) => ({ id: row.id, number: row.number ?? '', email: row.email ?? '' }));
  }

  async reserve(): Promise<ContactReservation> {
    const { knex, prefix } = this.#context;
    return { changeLogId: await nextId(knex, prefix, 'changelog') };
  }

  async grant(
    trx: Knex.Transaction,
    reservation: ContactReservation,
    contactId: number,
    wanted: AccessGrant,
    author: StaffAuthor,
    expected?: AccessGrant,
  ): Promise<AccessGrant> {
    return grantAccess(this.#context, trx, { reservation, contactId, wanted, author, expected });
  }

  async newlyEnabled({ seen, today, unsettled, limit }: NewlyEnabledQuery): Promise<readonly number[]> {
    const { CrmEntity, CustomerAccess } = this.#context.models;
    const [start, end] = [CustomerAccess.columnOf('supportStart'), CustomerAccess.columnOf('supportEnd')];
    const [savedAt, id] = [CrmEntity.columnOf('modifiedAt'), CrmEntity.columnOf('id')];
    return this.#enabled()
      .leftJoin({ s: seen.table }, `s.${seen.contact}`, id)
      .where((news) =>
        news
          .whereNull(`s.${seen.contact}`)
          .orWhere(`s.${seen.isEnabled}`, false)
          .orWhere((due) =>
            due
              .where(`s.${seen.isDue}`, true)
              .where((begun) => begun.whereNull(start).orWhere(start, '<=', today))
              .where(end, '>=', today),
          ),
      )
      .whereNotBetween(savedAt, [unsettled.from, unsettled.to])
      .orderBy([savedAt, id])
      .limit(limit)
      .pluck(id);
  }

  async newlyDisabled(seen: SeenAccess, limit: number): Promise<readonly number[]> {
    const { knex, models } = this.#context;
    const contact = `s.${seen.contact}`;
    const stillOn = this.#enabled().where(models.CrmEntity.columnOf('id'), knex.ref(contact)).select(knex.raw('1'));
    return knex({ s: seen.table })
      .where(`s.${seen.isEnabled}`, true)
      .where(contact, '>', 0)
      .whereNotExists(stillOn)
      .orderBy(contact)
      .limit(limit)
      .pluck(contact);
  }

  async enabled(afterId: number, limit: number): Promise<readonly number[]> {
    const id = this.#context.models.CrmEntity.columnOf('id');
    return this.#enabled().where(id, '>', afterId).orderBy(id).limit(limit).pluck(id);
  }

  #live(): Knex.QueryBuilder {
    const { CrmEntity } = this.#context.models;
    return contactRows(this.#context).where(CrmEntity.columnOf('isDeleted'), 0);
  }

  /** Live contacts with tick and active portal row: the ones that may sign in when their dates allow it. */
  #enabled(): Knex.QueryBuilder {
    const { knex, models } = this.#context;
    const { CrmEntity, CustomerAccess, PortalInfo } = models;
    return knex(CustomerAccess.tableName)
      .join(PortalInfo.tableName, PortalInfo.columnOf('id'), CustomerAccess.columnOf('id'))
      .join(CrmEntity.tableName, CrmEntity.columnOf('id'), CustomerAccess.columnOf('id'))
      .where({
        [CustomerAccess.columnOf('hasPortal')]: '1',
        [PortalInfo.columnOf('isActive')]: 1,
        [CrmEntity.columnOf('isDeleted')]: 0,
      });
  }

  #found({ text, state }: AccessSearch, rules: AccessRules): Knex.QueryBuilder {
    const { knex, models } = this.#context;
    const { Account, Contact } = models;
    const columns = [
      Contact.columnOf('lastName'),
      Contact.columnOf('firstName'),
      Contact.columnOf('email'),
      Contact.columnOf('number'),
      Account.columnOf('name'),
    ];
    const query = this.#live();
    for (const word of text.split(/\s+/).filter(Boolean).slice(0, MOST_WORDS))
      query.where((either) => {
        for (const column of columns) either.orWhere(likeContains(knex, column, word));
      });
    if (state !== undefined) query.whereRaw('? = ?', [stateExpression(this.#context, rules), state]);
    return query;
  }

  async #select(query: Knex.QueryBuilder, rules: AccessRules): Promise<readonly AccessRow[]> {
    const { Contact, PortalInfo } = this.#context.models;
    return query
      .select([...Contact.select('number'), ...PortalInfo.select('signedInAt')])
      .select({ state: stateExpression(this.#context, rules) });
  }

  #sort(query: Knex.QueryBuilder, { sort, isDescending }: AccessPage): void {
    const { knex, models } = this.#context;
    const { Account, Contact, CustomerAccess, PortalInfo } = models;
    const direction = isDescending ? 'desc' : 'asc';
    const names = [Contact.columnOf('lastName'), Contact.columnOf('firstName')].map((column) =>
      foldExpression(knex, column),
    );
    const plain = (column: string) => knex.raw("coalesce(??, '')", [column]);
    const leading = {
      name: [],
      company: [foldExpression(knex, Account.columnOf('name'))],
      end: [plain(CustomerAccess.columnOf('supportEnd'))],
      signIn: [plain(PortalInfo.columnOf('signedInAt'))],
    }[sort];
    for (const expression of [...leading, ...names]) query.orderByRaw(`? ${direction}`, [expression]);
    query.orderBy(Contact.columnOf('id'), direction);
  }
}

function presentAccess(row: AccessRow): ContactAccess {
  const { signedInAt } = row;
  return {
    ...presentContact(row),
    number: row.number ?? '',
    signedInAt: signedInAt !== null && signedInAt > FIRST_TIME ? signedInAt : undefined,
    state: row.state,
  };
}
