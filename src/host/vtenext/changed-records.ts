import type { FoundDocument, FoundSale, FoundTicket } from '../host-adapter.js';
import type { HostContext } from './host-context.js';

/** Where quotes and invoices say whose they are and how they stand. */
const SALES = {
  Quotes: { table: 'quotes', id: 'quoteid', stage: 'quotestage' },
  Invoice: { table: 'invoice', id: 'invoiceid', stage: 'invoicestatus' },
} as const;

/** A document linked to more records than that is a circular; nobody is mailed for each of them. */
const MOST_LINKS = 5_000;

/** Live tickets that are whole, by ids. One statement. */
export async function readFoundTickets(
  { knex, prefix, models }: HostContext,
  ids: readonly number[],
): Promise<readonly FoundTicket[]> {
  const { Ticket, CrmEntity, Contact } = models;
  const rows: {
    id: number;
    number: string | null;
    title: string | null;
    status: string | null;
    customerId: number | null;
    contactId: number | null;
  }[] = await knex(Ticket.tableName)
    .join(CrmEntity.tableName, CrmEntity.columnOf('id'), Ticket.columnOf('id'))
    .join({ cf: `${prefix}ticketcf` }, 'cf.ticketid', Ticket.columnOf('id'))
    .leftJoin(Contact.tableName, Contact.columnOf('id'), Ticket.columnOf('customerId'))
    .whereIn(Ticket.columnOf('id'), [...ids])
    .where(CrmEntity.columnOf('isDeleted'), 0)
    .select(Ticket.select('id', 'number', 'title', 'status', 'customerId'))
    .select({ contactId: Contact.columnOf('id') });
  return rows.map((row) => ({
    id: row.id,
    number: row.number ?? '',
    title: row.title ?? '',
    status: row.status ?? '',
    parentId: row.customerId || undefined,
    parentIsContact: row.contactId !== null,
  }));
}

/** Live documents with the contacts and tickets they are linked to, by ids. One statement. */
export async function readFoundDocuments(
  { knex, models }: HostContext,
  ids: readonly number[],
): Promise<readonly FoundDocument[]> {
  const { Document, CrmEntity, DocumentRelation } = models;
  const rows: {
    id: number;
    title: string | null;
    isInPortal: number | null;
    holderId: number | null;
    holderModule: string | null;
  }[] = await knex(Document.tableName)
    .join(CrmEntity.tableName, CrmEntity.columnOf('id'), Document.columnOf('id'))
    .leftJoin(DocumentRelation.tableName, DocumentRelation.columnOf('documentId'), Document.columnOf('id'))
    .leftJoin(`${CrmEntity.tableName} as holder`, (on) => {
      on.on(CrmEntity.columnOf('id', 'holder'), DocumentRelation.columnOf('recordId'));
      on.onVal(CrmEntity.columnOf('isDeleted', 'holder'), 0);
    })
    .whereIn(Document.columnOf('id'), [...ids])
    .where(CrmEntity.columnOf('isDeleted'), 0)
    .limit(MOST_LINKS)
    .select(Document.select('id', 'title', 'isInPortal'))
    .select({ holderId: CrmEntity.columnOf('id', 'holder'), holderModule: CrmEntity.columnOf('module', 'holder') });
  const found = new Map<number, FoundDocument>();
  for (const { id, title, isInPortal, holderId, holderModule } of rows) {
    const known = found.get(id) ?? {
      id,
      title: title ?? '',
      isInPortal: isInPortal === 1,
      contactIds: [],
      ticketIds: [],
    };
    found.set(id, {
      ...known,
      contactIds: holderModule === 'Contacts' && holderId ? [...known.contactIds, holderId] : known.contactIds,
      ticketIds: holderModule === 'HelpDesk' && holderId ? [...known.ticketIds, holderId] : known.ticketIds,
    });
  }
  return [...found.values()];
}

/** Live quotes or invoices, by ids. One statement. */
export async function readFoundSales(
  { knex, prefix, models }: HostContext,
  module: keyof typeof SALES,
  ids: readonly number[],
): Promise<readonly FoundSale[]> {
  const { CrmEntity } = models;
  const { table, id, stage } = SALES[module];
  const rows: { id: number; stage: string | null; contactId: number | null }[] = await knex({ s: prefix + table })
    .join(CrmEntity.tableName, CrmEntity.columnOf('id'), `s.${id}`)
    .whereIn(`s.${id}`, [...ids])
    .where(CrmEntity.columnOf('isDeleted'), 0)
    .select({ id: `s.${id}`, stage: `s.${stage}`, contactId: 's.contactid' });
  return rows.map((row) => ({ id: row.id, stage: row.stage ?? '', contactId: row.contactId || undefined }));
}
