import type { Knex } from 'knex';
import type { WallClock } from '../../src/core/clock.js';

/** One changed field as the change log lists it. */
type LoggedField = readonly [label: string, before: string, after: string, field: string];

/** What an agent saves in the CRM, with the rows and in the order of the CRM's own statements (`host/writes/crm-*.sql`). */
export class CrmAgent {
  readonly #knex: Knex;
  readonly #wallClock: WallClock;

  constructor(knex: Knex, wallClock: WallClock) {
    this.#knex = knex;
    this.#wallClock = wallClock;
  }

  /** Comments, which sets the status as the CRM does; returns the comment's id. */
  async comment(ticketId: number, text: string, status = 'Wait For Response'): Promise<number> {
    const { status: before } = await this.#knex('vte_troubletickets').where({ ticketid: ticketId }).first();
    await this.#touch(ticketId);
    await this.#knex('vte_troubletickets').where({ ticketid: ticketId }).update({ status });
    const commentid = await this.halfComment(ticketId);
    await this.#knex('vte_ticketcomments').where({ commentid }).update({ comments: text });
    const comment: LoggedField = ['Add Comment', '', text, 'comments'];
    await this.log(ticketId, before === status ? [comment] : [['Status', before, status, 'ticketstatus'], comment]);
    return commentid;
  }

  /** The row of a comment before its text is written. */
  async halfComment(ticketId: number, author = { ownerid: 1, ownertype: 'user' }): Promise<number> {
    const commentid = await this.nextId('vte_ticketcomments', 'commentid');
    const createdtime = this.#wallClock.now();
    await this.#knex('vte_ticketcomments').insert({
      commentid,
      ticketid: ticketId,
      ...author,
      createdtime,
      comments: null,
    });
    return commentid;
  }

  /** A customer's mail as the CRM's mail scanner stores it. */
  async mailedComment(ticketId: number, contactId: number, text: string): Promise<number> {
    const commentid = await this.halfComment(ticketId, { ownerid: contactId, ownertype: 'customer' });
    await this.#knex('vte_ticketcomments').where({ commentid }).update({ comments: text });
    await this.#knex('vte_troubletickets').where({ ticketid: ticketId }).update({ status: 'Answered by customer' });
    await this.#touch(ticketId);
    return commentid;
  }

  /** Saves a ticket with another status or solution. */
  async save(ticketId: number, to: { readonly status?: string; readonly solution?: string }): Promise<void> {
    const before = await this.#knex('vte_troubletickets').where({ ticketid: ticketId }).first();
    await this.#touch(ticketId);
    await this.#knex('vte_troubletickets').where({ ticketid: ticketId }).update(to);
    const fields: LoggedField[] = [];
    if (to.status !== undefined) fields.push(['Status', before.status ?? '', to.status, 'ticketstatus']);
    if (to.solution !== undefined) fields.push(['Solution', before.solution ?? '', to.solution, 'solution']);
    await this.log(ticketId, fields);
  }

  async ticket(parentId: number, values: Readonly<Record<string, unknown>> = {}): Promise<number> {
    const ticketid = await this.#entity('HelpDesk');
    const row = { ticket_no: `TT${ticketid}`, parent_id: parentId, title: 'Guasto', status: 'Open', priority: 'High' };
    await this.#knex('vte_troubletickets').insert({ ticketid, ...row, ...values });
    await this.#knex('vte_ticketcf').insert({ ticketid });
    await this.created(ticketid);
    return ticketid;
  }

  /** A document of a contact or a ticket; `isInPortal` false: for the staff only. */
  async document(holder: number, module: 'Contacts' | 'HelpDesk', isInPortal = true): Promise<number> {
    const notesid = await this.#entity('Documents');
    const row = {
      title: `Documento ${notesid}`,
      filelocationtype: 'B',
      filestatus: 1,
      folderid: 1,
      note_no: `D${notesid}`,
    };
    await this.#knex('vte_notes').insert({ notesid, ...row, active_portal: isInPortal ? 1 : 0 });
    await this.#knex('vte_notescf').insert({ notesid });
    await this.#knex('vte_senotesrel').insert({ crmid: holder, notesid, relmodule: module });
    await this.created(notesid);
    return notesid;
  }

  async publish(documentId: number): Promise<void> {
    await this.#knex('vte_notes').where({ notesid: documentId }).update({ active_portal: 1 });
    await this.log(documentId, [['Portal Active', '0', '1', 'active_portal']]);
  }

  /** Links a document that is there to another record. */
  async link(documentId: number, holder: number, module: 'Contacts' | 'HelpDesk'): Promise<void> {
    await this.#knex('vte_senotesrel').insert({ crmid: holder, notesid: documentId, relmodule: module });
    const description = JSON.stringify(['ChangeLogRelationNN', documentId, 'Documents', 'Documento']);
    await this.#entry(holder, description);
  }

  async quote(contactId: number, quotestage: string): Promise<number> {
    const quoteid = await this.#entity('Quotes');
    const row = {
      quote_no: `PREV${quoteid}`,
      subject: 'Ricambi',
      contactid: contactId,
      total: 5523.35,
      subtotal: 5523.35,
    };
    await this.#knex('vte_quotes').insert({ quoteid, ...row, quotestage, validtill: '2099-12-31', currency_id: 1 });
    await this.#knex('vte_quotescf').insert({ quoteid });
    await this.created(quoteid);
    return quoteid;
  }

  async stage(quoteId: number, before: string, after: string): Promise<void> {
    await this.#knex('vte_quotes').where({ quoteid: quoteId }).update({ quotestage: after });
    await this.log(quoteId, [['Quote Stage', before, after, 'quotestage']]);
  }

  async invoice(contactId: number, invoicestatus: string): Promise<number> {
    const invoiceid = await this.#entity('Invoice');
    const row = {
      invoice_no: `FATT${invoiceid}`,
      subject: 'Ricambi',
      contactid: contactId,
      total: 1220,
      currency_id: 1,
    };
    await this.#knex('vte_invoice').insert({ invoiceid, ...row, invoicestatus, duedate: '2026-12-31' });
    await this.#knex('vte_invoicecf').insert({ invoiceid });
    await this.created(invoiceid);
    return invoiceid;
  }

  async invoiceStatus(invoiceId: number, before: string, after: string): Promise<void> {
    await this.#knex('vte_invoice').where({ invoiceid: invoiceId }).update({ invoicestatus: after });
    await this.log(invoiceId, [['Status', before, after, 'invoicestatus']]);
  }

  /** An entry of the change log about fields. */
  async log(
    recordId: number,
    fields: readonly LoggedField[],
    row: Readonly<Record<string, unknown>> = {},
  ): Promise<void> {
    await this.#entry(recordId, JSON.stringify(fields.map((field) => [...field, 'picklist', '', '', '', ''])), row);
  }

  /** The entry that ends the save of a new record. */
  async created(recordId: number): Promise<void> {
    await this.#entry(recordId, '["ChangeLogCreation"]', { display_id: 0, display_module: '' });
  }

  async nextId(table: string, column: string, sequence = table): Promise<number> {
    await this.#knex(`${sequence}_seq`).increment('id', 1);
    const taken = await this.#knex(`${sequence}_seq`).first();
    const [highest] = await this.#knex(table).max({ last: column });
    return Math.max(Number(taken.id), Number(highest?.last ?? 0) + 1);
  }

  async #entity(setype: string): Promise<number> {
    const crmid = await this.nextId('vte_crmentity', 'crmid');
    const now = this.#wallClock.now();
    const row = { smcreatorid: 1, smownerid: 1, createdtime: now, modifiedtime: now, deleted: 0 };
    await this.#knex('vte_crmentity').insert({ crmid, setype, ...row });
    return crmid;
  }

  async #touch(crmid: number): Promise<void> {
    await this.#knex('vte_crmentity').where({ crmid }).update({ modifiedby: 1, modifiedtime: this.#wallClock.now() });
  }

  async #entry(recordId: number, description: string, row: Readonly<Record<string, unknown>> = {}): Promise<void> {
    await this.#knex('vte_changelog').insert({
      changelogid: await this.nextId('vte_changelog', 'changelogid'),
      audit_no: 2,
      parent_id: recordId,
      user_id: 1,
      user_name: 'admin',
      display_id: 1,
      display_module: 'Users',
      display_name: 'Administrator',
      modified_date: this.#wallClock.now(),
      description,
      hide: 0,
      request_id: 'prova',
      ...row,
    });
  }
}
