import type { Permissions } from '../../access/permissions.js';
import { QUOTE_ANSWERS, QUOTE_MODULE, type QuoteRules, quoteState } from '../../access/quote-states.js';
import { formatDate } from '../../core/date-text.js';
import type { FoundSale, HostAdapter } from '../../host/host-adapter.js';
import type { MailIntent } from '../../mail/outbox.js';
import { moneyOf } from '../inventory/money.js';
import { openTotals } from '../inventory/open-totals.js';
import { TotalField } from '../inventory/total-fields.js';
import { quoteFacts } from '../quotes/quote-facts.js';
import type { ShownRecord } from '../records/record-service.js';
import type { Audience, Reader } from './audience.js';
import { mailTo } from './changes.js';
import { plainLine } from './plain-text.js';

/** The module whose records are invoices. */
export const INVOICE_MODULE = 'Invoice';

/** The field with an invoice's status. */
export const INVOICE_STATUS = 'invoicestatus';

const DUE_FIELD = 'duedate';

/** Statuses in which an invoice is still being written, and that of one nobody has to be told of any more. */
const QUIET_STATUSES: ReadonlySet<string> = new Set(['', '--None--', 'Created', 'AutoCreated', 'Paid']);

interface RecordNewsDeps {
  readonly host: HostAdapter;
  readonly permissions: Permissions;
  readonly rules: QuoteRules;
}

/** Whether an invoice of this status is one its customer is to be told of. */
export function isPublished(status: string): boolean {
  return !QUIET_STATUSES.has(status.trim());
}

/** The mail about a quote its contact can answer now; `source` tells this offer from a later one. Undefined: nobody can. */
export async function quoteMail(
  { host, permissions, rules }: RecordNewsDeps,
  audience: Audience,
  { id, contactId }: FoundSale,
  source: string,
): Promise<MailIntent | undefined> {
  const seen = await seenBy(audience, contactId, QUOTE_MODULE, id);
  if (!seen) return undefined;
  const { reader, shown } = seen;
  const quote = quoteFacts(shown);
  const mayAnswer = QUOTE_ANSWERS.some((answer) => rules.mayAnswer(reader.viewer, answer));
  if (!mayAnswer || quoteState(quote, host.wallClock.today()) !== 'open') return undefined;
  return mailTo(reader, 'quote-to-accept', source, {
    quoteId: id,
    quoteNumber: plainLine(quote.number),
    title: plainLine(quote.title || quote.number),
    total: totalOf({ host, permissions }, reader, shown),
    until: quote.shows.validity ? formatDate(quote.validUntil ?? '') : '',
  });
}

/** The mail about an invoice its contact sees; undefined: they do not. */
export async function invoiceMail(
  { host, permissions }: Omit<RecordNewsDeps, 'rules'>,
  audience: Audience,
  { id, contactId, stage }: FoundSale,
): Promise<MailIntent | undefined> {
  const seen = isPublished(stage) ? await seenBy(audience, contactId, INVOICE_MODULE, id) : undefined;
  if (!seen) return undefined;
  const { reader, shown } = seen;
  const { values } = shown.record;
  const number = plainLine(values[shown.module.numberField ?? '']);
  const name = shown.module.entityFields.map((field) => plainLine(values[field])).filter(Boolean);
  const showsDue = shown.fields.some((field) => field.name === DUE_FIELD);
  return mailTo(reader, 'invoice-published', id, {
    invoiceId: id,
    invoiceNumber: number,
    title: name.join(' ') || number,
    total: totalOf({ host, permissions }, reader, shown),
    until: showsDue ? formatDate(values[DUE_FIELD] ?? '') : '',
  });
}

async function seenBy(
  audience: Audience,
  contactId: number | undefined,
  module: string,
  id: number,
): Promise<{ readonly reader: Reader; readonly shown: ShownRecord } | undefined> {
  const reader = contactId === undefined ? undefined : await audience.reader(contactId);
  const shown = reader && (await audience.shown(reader, module, id));
  return reader && shown && { reader, shown };
}

/** Within a sentence amount and sign stay together; empty where the reader does not see it. */
function totalOf(
  { host, permissions }: Omit<RecordNewsDeps, 'rules'>,
  { viewer, language }: Reader,
  shown: ShownRecord,
): string {
  if (!openTotals(permissions, viewer, shown).has(TotalField.total)) return '';
  const money = moneyOf(shown, host.metadata.current.labels, language);
  return money(shown.record.values[TotalField.total] ?? null).replaceAll(' ', '\u00a0');
}
