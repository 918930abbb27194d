import type { Permissions } from '../../access/permissions.js';
import { QUOTE_MODULE, type QuoteRules, STAGE_FIELD } from '../../access/quote-states.js';
import type { TicketRules } from '../../access/ticket-states.js';
import type { FoundEntry, HostAdapter } from '../../host/host-adapter.js';
import type { MailIntent } from '../../mail/outbox.js';
import { DOCUMENT_MODULE } from '../files/visible-folders.js';
import type { Audience } from './audience.js';
import type { ChangeTeller } from './changes.js';
import { documentMails, type SharedDocument } from './document-news.js';
import { INVOICE_MODULE, INVOICE_STATUS, invoiceMail, isPublished, quoteMail } from './record-news.js';
import { tellTicketLog } from './ticket-log-teller.js';

export interface LogDeps {
  readonly host: HostAdapter;
  readonly permissions: Permissions;
  readonly ticketRules: TicketRules;
  readonly quoteRules: QuoteRules;
  readonly mailsAgents: () => boolean;
}

const PORTAL_FIELD = 'active_portal';

/** Tells of what agents changed of records that were there; what customers did themselves, the portal has told already. */
export function createLogTeller(deps: LogDeps): ChangeTeller {
  const { host, ticketRules, mailsAgents } = deps;
  return {
    source: 'log',
    async tell({ ids, audience }) {
      const entries = (await host.changes.entries(ids)).filter(({ author }) => author === 'user');
      const mails = [
        ...(mailsAgents() ? await tellTicketLog({ host, rules: ticketRules }, entries, audience) : []),
        ...(await documentMails(host, audience, entries.flatMap(sharedDocuments))),
        ...(await quoteMails(deps, entries, audience)),
        ...(await invoiceMails(deps, entries, audience)),
      ];
      return { mails, unfinished: [] };
    },
  };
}

/** A document that was put into the portal, or one of the two sides of a new relation: which side is one, the records say. */
function sharedDocuments({ module, recordId, changes, related }: FoundEntry): readonly SharedDocument[] {
  if (module === DOCUMENT_MODULE && changes.get(PORTAL_FIELD)?.after === '1') return [{ id: recordId }];
  const both = related.length === 0 ? [] : [recordId, ...related];
  return both.map((id) => ({ id, holders: new Set(both) }));
}

async function quoteMails(
  deps: LogDeps,
  entries: readonly FoundEntry[],
  audience: Audience,
): Promise<readonly MailIntent[]> {
  const staged = entries.filter(({ module, changes }) => module === QUOTE_MODULE && changes.has(STAGE_FIELD));
  const sales = await salesOf(deps.host, QUOTE_MODULE, staged);
  const mails: (MailIntent | undefined)[] = [];
  for (const { id, recordId, changes } of staged) {
    const sale = sales.get(recordId);
    // A quote that has moved on since was answered, or taken back.
    if (sale?.stage !== changes.get(STAGE_FIELD)?.after || !sale) continue;
    mails.push(await quoteMail({ ...deps, rules: deps.quoteRules }, audience, sale, `${recordId}.${id}`));
  }
  return mails.filter((mail) => mail !== undefined);
}

async function invoiceMails(
  deps: LogDeps,
  entries: readonly FoundEntry[],
  audience: Audience,
): Promise<readonly MailIntent[]> {
  const published = entries.filter(({ module, changes }) => {
    const status = module === INVOICE_MODULE ? changes.get(INVOICE_STATUS) : undefined;
    return status !== undefined && !isPublished(status.before) && isPublished(status.after);
  });
  const mails: (MailIntent | undefined)[] = [];
  for (const sale of (await salesOf(deps.host, INVOICE_MODULE, published)).values())
    mails.push(await invoiceMail(deps, audience, sale));
  return mails.filter((mail) => mail !== undefined);
}

async function salesOf(host: HostAdapter, module: 'Quotes' | 'Invoice', entries: readonly FoundEntry[]) {
  const ids = [...new Set(entries.map(({ recordId }) => recordId))];
  const sales = ids.length === 0 ? [] : await host.changes.sales(module, ids);
  return new Map(sales.map((sale) => [sale.id, sale]));
}
