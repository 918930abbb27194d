import type { Knex } from 'knex';
import type { HostContact } from '../host-adapter.js';
import type { HostContext } from './host-context.js';

/** A contact's columns as `contactRows` selects them. */
export interface ContactRow {
  readonly id: number;
  readonly accountId: number | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly email: string | null;
  readonly optedOutOfMail: string | number | null;
  readonly isDeleted: number;
  readonly hasPortal: string | number | null;
  readonly supportStart: string | null;
  readonly supportEnd: string | null;
  readonly userName: string | null;
  readonly encodedPassword: string | null;
  readonly isActive: number | null;
  readonly accountName: string | null;
}

/** Every contact with what decides about access: the query all readers of contacts start from. */
export function contactRows(context: HostContext): Knex.QueryBuilder {
  const { knex, models } = context;
  const { Contact, CrmEntity, CustomerAccess, PortalInfo, Account } = models;
  return knex(Contact.tableName)
    .join(CrmEntity.tableName, CrmEntity.columnOf('id'), Contact.columnOf('id'))
    .leftJoin(CustomerAccess.tableName, CustomerAccess.columnOf('id'), Contact.columnOf('id'))
    .leftJoin(PortalInfo.tableName, PortalInfo.columnOf('id'), Contact.columnOf('id'))
    .leftJoin(`${CrmEntity.tableName} as company`, (on) => {
      on.on(CrmEntity.columnOf('id', 'company'), Contact.columnOf('accountId'));
      on.onVal(CrmEntity.columnOf('isDeleted', 'company'), 0);
    })
    .leftJoin(Account.tableName, Account.columnOf('id'), CrmEntity.columnOf('id', 'company'))
    .select(Contact.select('id', 'firstName', 'lastName', 'email', 'optedOutOfMail'))
    .select(CrmEntity.select('isDeleted'))
    .select(CustomerAccess.select('hasPortal', 'supportStart', 'supportEnd'))
    .select(PortalInfo.select('userName', 'encodedPassword', 'isActive'))
    .select({ accountId: Account.columnOf('id'), accountName: Account.columnOf('name') });
}

/** A row as the portal knows contacts; zero dates are none. */
export function presentContact(row: ContactRow): HostContact {
  return {
    id: row.id,
    firstName: row.firstName ?? '',
    lastName: row.lastName ?? '',
    email: row.email ?? '',
    userName: row.userName ?? '',
    accountId: row.accountId ?? undefined,
    accountName: row.accountName ?? '',
    isDeleted: row.isDeleted !== 0,
    hasPortal: Number(row.hasPortal) === 1 && Number(row.isActive) === 1,
    supportStart: dateOf(row.supportStart),
    supportEnd: dateOf(row.supportEnd),
    optedOutOfMail: Number(row.optedOutOfMail) === 1,
    encodedPassword: row.encodedPassword ?? '',
  };
}

function dateOf(text: string | null): string | undefined {
  return text && !text.startsWith('0000') ? text.slice(0, 10) : undefined;
}
