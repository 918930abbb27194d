import type { Permissions } from '../../access/permissions.js';
import { QUOTE_MODULE, type QuoteRules, STAGE_FIELD } from '../../access/quote-states.js';
import { TICKET_MODULE } from '../../access/ticket-states.js';
import type { FoundRecord, FoundTicket, HostAdapter } from '../../host/host-adapter.js';
import type { MailIntent } from '../../mail/outbox.js';
import { DOCUMENT_MODULE } from '../files/visible-folders.js';
import type { Audience } from './audience.js';
import { type ChangeBatch, type ChangeTeller, type Findings, mailTo } from './changes.js';
import { documentMails } from './document-news.js';
import { plainText } from './plain-text.js';
import { INVOICE_MODULE, invoiceMail, quoteMail } from './record-news.js';
import { STATUS_FIELD, titleOf, wordOf } from './ticket-words.js';

export interface RecordTellerDeps {
  readonly host: HostAdapter;
  readonly permissions: Permissions;
  readonly quoteRules: QuoteRules;
  readonly mailsAgents: () => boolean;
}

/** The CRM ends a save with its entry in the change log; a record without one was made some other way, and is whole by then. */
const WITHOUT_ENTRY_MS = 10_000;
const PRIORITY_FIELD = 'ticketpriorities';
const EVER = { from: '0', to: '9' };

/** Tells of tickets, documents, quotes and invoices that agents made; what customers made in the portal has been told. */
export function createRecordTeller(deps: RecordTellerDeps): ChangeTeller {
  const { host, mailsAgents } = deps;
  return {
    source: 'records',
    async tell(batch: ChangeBatch): Promise<Findings> {
      const found = await host.changes.records(batch.ids);
      const isWhole = ({ id, madeBy }: FoundRecord): boolean =>
        madeBy !== undefined || batch.knownFor(id) >= WITHOUT_ENTRY_MS;
      const whole = found.filter((record) => record.madeBy !== 'contact' && isWhole(record));
      const idsOf = (module: string): number[] =>
        whole.filter((record) => record.module === module).map(({ id }) => id);
      const tickets = mailsAgents() ? await tellTickets(host, batch.audience, idsOf(TICKET_MODULE)) : NOTHING;
      const mails = [
        ...tickets.mails,
        ...(await documentMails(
          host,
          batch.audience,
          idsOf(DOCUMENT_MODULE).map((id) => ({ id })),
        )),
        ...(await tellQuotes(deps, batch.audience, idsOf(QUOTE_MODULE))),
        ...(await tellInvoices(deps, batch.audience, idsOf(INVOICE_MODULE))),
      ];
      const halves = found.filter((record) => !isWhole(record)).map(({ id }) => id);
      return { mails, unfinished: [...halves, ...tickets.unfinished] };
    },
  };
}

const NOTHING: Findings = { mails: [], unfinished: [] };

async function tellTickets(host: HostAdapter, audience: Audience, ids: readonly number[]): Promise<Findings> {
  if (ids.length === 0) return NOTHING;
  const tickets = await host.changes.tickets(ids);
  const mails: (MailIntent | undefined)[] = [];
  for (const ticket of tickets) mails.push(await createdMail(host, audience, ticket));
  const known = new Set(tickets.map(({ id }) => id));
  return { mails: mails.filter((mail) => mail !== undefined), unfinished: ids.filter((id) => !known.has(id)) };
}

async function createdMail(
  host: HostAdapter,
  audience: Audience,
  ticket: FoundTicket,
): Promise<MailIntent | undefined> {
  const { id, parentId, parentIsContact } = ticket;
  const reader = parentId !== undefined && parentIsContact ? await audience.reader(parentId) : undefined;
  const shown = reader && (await audience.shown(reader, TICKET_MODULE, id));
  if (!reader || !shown) return undefined;
  const shownValue = (name: string): string =>
    shown.fields.some((field) => field.name === name) ? (shown.record.values[name] ?? '') : '';
  const data = {
    ...titleOf(ticket),
    status: wordOf(host, STATUS_FIELD, shownValue(STATUS_FIELD), reader.language),
    priority: wordOf(host, PRIORITY_FIELD, shownValue(PRIORITY_FIELD), reader.language),
    description: plainText(shownValue('description')),
  };
  return mailTo(reader, 'ticket-created', id, data, id);
}

async function tellQuotes(
  deps: RecordTellerDeps,
  audience: Audience,
  ids: readonly number[],
): Promise<readonly MailIntent[]> {
  if (ids.length === 0) return [];
  const { changes } = deps.host;
  // A stage that was changed since is the log's to tell.
  const staged = (await changes.entriesAbout(ids, EVER)).filter((entry) => entry.changes.has(STAGE_FIELD));
  const moved = new Set(staged.map(({ recordId }) => recordId));
  const mails: (MailIntent | undefined)[] = [];
  for (const sale of await changes.sales(QUOTE_MODULE, ids))
    if (!moved.has(sale.id))
      mails.push(await quoteMail({ ...deps, rules: deps.quoteRules }, audience, sale, String(sale.id)));
  return mails.filter((mail) => mail !== undefined);
}

async function tellInvoices(
  deps: RecordTellerDeps,
  audience: Audience,
  ids: readonly number[],
): Promise<readonly MailIntent[]> {
  if (ids.length === 0) return [];
  const mails: (MailIntent | undefined)[] = [];
  for (const sale of await deps.host.changes.sales(INVOICE_MODULE, ids))
    mails.push(await invoiceMail(deps, audience, sale));
  return mails.filter((mail) => mail !== undefined);
}
