import type { Knex } from 'knex';
import type { ContactFate, ContactLists, EndingQuery } from '../contract/contact-lists.js';
import type { HostContact } from '../contract/contacts.js';
import { contactModule } from './contact-change.js';
import { type ContactRow, contactRows, presentContact } from './contact-rows.js';
import type { HostContext } from './host-context.js';

/** Lists of contacts of a vtenext database. */
export class VtenextContactLists implements ContactLists {
  readonly #context: HostContext;

  constructor(context: HostContext) {
    this.#context = context;
  }

  async ending({ from, to, today, afterId, limit }: EndingQuery): Promise<readonly HostContact[]> {
    const { Contact, CrmEntity, CustomerAccess, PortalInfo } = this.#context.models;
    const start = CustomerAccess.columnOf('supportStart');
    const rows: ContactRow[] = await contactRows(this.#context)
      .where({
        [CrmEntity.columnOf('isDeleted')]: 0,
        [CustomerAccess.columnOf('hasPortal')]: '1',
        [PortalInfo.columnOf('isActive')]: 1,
      })
      .whereBetween(CustomerAccess.columnOf('supportEnd'), [from, to])
      .where((begun) => begun.whereNull(start).orWhere(start, '<=', today))
      .where(Contact.columnOf('id'), '>', afterId)
      .orderBy(Contact.columnOf('id'))
      .limit(limit);
    return rows.map(presentContact);
  }

  async ofCompany(accountId: number, limit: number): Promise<readonly HostContact[]> {
    const { Account, Contact, CrmEntity } = this.#context.models;
    const rows: ContactRow[] = await contactRows(this.#context)
      .where({ [Account.columnOf('id')]: accountId, [CrmEntity.columnOf('isDeleted')]: 0 })
      .orderBy([Contact.columnOf('lastName'), Contact.columnOf('firstName'), Contact.columnOf('id')])
      .limit(limit);
    return rows.map(presentContact);
  }

  withPortal(): Knex.QueryBuilder {
    const { knex, models } = this.#context;
    const { Contact, CrmEntity, CustomerAccess, PortalInfo } = models;
    return knex(Contact.tableName)
      .join(CrmEntity.tableName, CrmEntity.columnOf('id'), Contact.columnOf('id'))
      .join(CustomerAccess.tableName, CustomerAccess.columnOf('id'), Contact.columnOf('id'))
      .join(PortalInfo.tableName, PortalInfo.columnOf('id'), Contact.columnOf('id'))
      .where({
        [CrmEntity.columnOf('isDeleted')]: 0,
        [CustomerAccess.columnOf('hasPortal')]: '1',
        [PortalInfo.columnOf('isActive')]: 1,
      })
      .select(Contact.select('id'));
  }

  async highestRecordId(): Promise<number> {
    const { CrmEntity } = this.#context.models;
    const [row] = await this.#context.knex(CrmEntity.tableName).max({ highest: CrmEntity.columnOf('id') });
    return Number(row?.highest ?? 0);
  }

  async fates(contactIds: readonly number[]): Promise<ReadonlyMap<number, ContactFate>> {
    if (contactIds.length === 0) return new Map();
    const { knex, models } = this.#context;
    const { CrmEntity } = models;
    const rows: { id: number; isDeleted: number; modifiedAt: string | null }[] = await knex(CrmEntity.tableName)
      .whereIn(CrmEntity.columnOf('id'), [...contactIds])
      .where(CrmEntity.columnOf('module'), contactModule)
      .select(CrmEntity.select('id', 'isDeleted', 'modifiedAt'));
    return new Map(
      rows.map(({ id, isDeleted, modifiedAt }) => [
        id,
        { deletedAt: Number(isDeleted) === 0 ? undefined : (modifiedAt ?? '') },
      ]),
    );
  }
}
