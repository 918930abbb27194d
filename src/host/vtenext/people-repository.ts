import type { Knex } from 'knex';
import type { PeoplePage, PeopleQuery, PeopleRepository } from '../contract/people.js';
import { type ContactRow, contactRows, presentContact } from './contact-rows.js';
import type { HostContext } from './host-context.js';
import { foldExpression, likeContains } from './sql-fold.js';

/** More words than anybody types; each costs four comparisons a row. */
const MOST_WORDS = 6;

/** People of a vtenext database. */
export class VtenextPeopleRepository implements PeopleRepository {
  readonly #context: HostContext;

  constructor(context: HostContext) {
    this.#context = context;
  }

  async contacts(query: PeopleQuery): Promise<PeoplePage> {
    const { knex, models } = this.#context;
    const { Contact } = models;
    const found = this.#found(query);
    const counted: { n: number | string }[] = await found.clone().clearSelect().count({ n: '*' });
    for (const name of ['lastName', 'firstName'] as const)
      found.orderByRaw('?', [foldExpression(knex, Contact.columnOf(name))]);
    const rows: ContactRow[] = await found.orderBy(Contact.columnOf('id')).limit(query.limit).offset(query.skip);
    return { items: rows.map(presentContact), total: Number(counted[0]?.n ?? 0) };
  }

  #found({ text, assigned }: PeopleQuery): Knex.QueryBuilder {
    const { knex, models } = this.#context;
    const { Account, Contact, CrmEntity, CustomerAccess, PortalInfo } = models;
    const id = Contact.columnOf('id');
    const query = contactRows(this.#context).where({
      [CrmEntity.columnOf('isDeleted')]: 0,
      [CustomerAccess.columnOf('hasPortal')]: '1',
      [PortalInfo.columnOf('isActive')]: 1,
    });
    const columns = [
      Contact.columnOf('lastName'),
      Contact.columnOf('firstName'),
      Contact.columnOf('email'),
      Account.columnOf('name'),
    ];
    for (const word of text.split(/\s+/).filter(Boolean).slice(0, MOST_WORDS))
      query.where((either) => {
        for (const column of columns) either.orWhere(likeContains(knex, column, word));
      });
    if (!assigned) return query;
    const { by, owner, orNone } = assigned;
    query.leftJoin({ assigned: by.table }, `assigned.${by.contact}`, id);
    return query.where((mine) => {
      mine.where(`assigned.${by.owner}`, owner);
      if (orNone) mine.orWhereNull(`assigned.${by.owner}`);
    });
  }
}
