import { type ParsedMail, simpleParser } from 'mailparser';
import { oneLine } from '../mail-text.js';
import { automaticBecause } from './automatic-mail.js';
import { readDeliveryReport } from './delivery-report.js';
import { htmlToLines } from './html-lines.js';
import { incomingFiles } from './incoming-files.js';
import type { IncomingMail } from './incoming-mail.js';
import { MailHeaders, messageIdsIn } from './mail-headers.js';
import { headOf, withReadableHead } from './mail-source.js';
import { isForward, type NewPart, newPartOf, type ReplyContext } from './reply-text.js';

const MOST_PARTS = 200;
const LARGEST_HEAD = 256 * 1024;
const OPTIONS = {
  maxChildNodes: MOST_PARTS,
  maxHeadSize: LARGEST_HEAD,
  ignoreEmbedded: true,
  keepDeliveryStatus: true,
  keepCidLinks: true,
  skipHtmlToText: true,
  skipTextToHtml: true,
  skipTextLinks: true,
  checksumAlgo: false,
} as const;
const RECIPIENT_HEADERS = ['to', 'cc', 'delivered-to', 'x-original-to', 'envelope-to'];
const MOST_RESULTS = 10;
/** Long enough for a server that names every signature a forger put on: its verdict on the sender can stand behind them. */
const LONGEST_RESULT = 20_000;

/** What a reader of mails knows of the portal. */
export interface ReadingPortal {
  /** Addresses the portal itself writes from: a mail from one of them is a loop. */
  readonly ownAddresses?: readonly string[];
}

/**
 * Reads a mail as it came from the server, whose size the caller bounds. Never throws: a mail that is broken beyond reading, or has more parts
 * or longer heads than mails have, is of the kind `unreadable`, with what its head still says.
 */
export async function readIncoming(raw: Buffer, portal: ReadingPortal = {}): Promise<IncomingMail> {
  try {
    return describe(await simpleParser(withReadableHead(raw), OPTIONS), hasAlternatives(raw), portal);
  } catch (error) {
    return readUnreadable(raw, messageOf(error));
  }
}

/** A mail whose content nobody can read, as its head has it. */
export async function readUnreadable(raw: Buffer, because: string): Promise<IncomingMail> {
  return { ...(await readHead(raw)), kind: 'unreadable', because: oneLine(because, 200) };
}

function describe(mail: ParsedMail, isAlternative: boolean, { ownAddresses = [] }: ReadingPortal): IncomingMail {
  const headers = new MailHeaders(mail.headerLines ?? []);
  const envelope = envelopeOf(headers, mail);
  if (!headers.has('from') && !headers.has('received') && !headers.has('date'))
    return { ...envelope, kind: 'unreadable', because: 'no headers of a mail' };
  const text = mail.text ?? '';
  const parts = mail.attachments.map(({ contentType, content }) => ({
    type: contentType.toLowerCase(),
    bytes: content,
  }));
  const reportType = reportTypeOf(mail);
  const news = readDeliveryReport(headers, reportType, text, parts);
  if (news && !news.isDelivered)
    return { ...envelope, kind: 'bounce', because: reportType || 'words of a mail server', reports: news.reports };
  const form = { reportType, calendarMethod: calendarMethodOf(mail), subject: envelope.subject, ownAddresses };
  const because = automaticBecause(headers, form);
  const html = mail.html === undefined || mail.html === false ? '' : mail.html;
  const own = new Set([...ownAddresses, ...envelope.recipients].map((address) => address.toLowerCase()));
  const part = newPart(text, html, isAlternative, { subject: envelope.subject, own });
  if (because !== undefined) return { ...envelope, kind: 'automatic', because, text: part.text };
  return {
    ...envelope,
    text: part.text,
    attachments: incomingFiles(mail.attachments, { ...part, from: envelope.from, html }),
  };
}

/** Says whether a mail has its words twice, plain and as HTML; otherwise its parts follow each other. */
function hasAlternatives(raw: Buffer): boolean {
  return /multipart\/alternative/i.test(raw.subarray(0, LARGEST_HEAD).toString('latin1'));
}

/** The words come from the plain part, which every program writes alike; the HTML tells where its pictures stand. */
function newPart(text: string, html: string, isAlternative: boolean, context: ReplyContext): NewPart {
  const plain = newPartOf(text, context);
  if (html === '') return plain;
  const rich = newPartOf(htmlToLines(html, isForward(context.subject)), context);
  if (!isAlternative) return { ...rich, text: `${rich.text}\n\n${plain.text}`.trim() };
  return { ...rich, text: text.trim() === '' ? rich.text : plain.text };
}

type Envelope = IncomingMail & { readonly kind: 'reply' };

function envelopeOf(headers: MailHeaders, { subject = '' }: Pick<ParsedMail, 'subject'>): Envelope {
  const from = headers.mailbox('from');
  return {
    kind: 'reply',
    because: '',
    messageId: messageIdsIn(headers.first('message-id')).at(0),
    from: from?.address,
    fromName: from?.name ?? '',
    authResults: headers
      .all('authentication-results')
      .slice(0, MOST_RESULTS)
      .map((result) => oneLine(result, LONGEST_RESULT)),
    recipients: headers.addresses(...RECIPIENT_HEADERS),
    subject: oneLine(subject, 300),
    inReplyTo: messageIdsIn(headers.first('in-reply-to')),
    references: messageIdsIn(headers.all('references').join(' ')),
    text: '',
    attachments: [],
    reports: [],
  };
}

/** What the head of an unreadable mail still says. */
async function readHead(raw: Buffer): Promise<Envelope> {
  try {
    // Every line counts for more than it is long: the head itself is bounded already.
    const mail = await simpleParser(headOf(raw), { ...OPTIONS, maxHeadSize: 64 * LARGEST_HEAD });
    return envelopeOf(new MailHeaders(mail.headerLines ?? []), mail);
  } catch {
    return envelopeOf(new MailHeaders([]), {});
  }
}

function reportTypeOf(mail: ParsedMail): string {
  const { value, params } = structured(mail.headers?.get('content-type'));
  return value === 'multipart/report' ? oneLine(params['report-type'] ?? 'unknown', 60).toLowerCase() : '';
}

function calendarMethodOf(mail: ParsedMail): string {
  const calendar = mail.attachments.find(({ contentType }) => contentType.toLowerCase() === 'text/calendar');
  return structured(calendar?.headers.get('content-type')).params.method?.slice(0, 20) ?? '';
}

function structured(header: unknown): { readonly value: string; readonly params: Readonly<Record<string, string>> } {
  const none = { value: '', params: {} };
  if (typeof header !== 'object' || header === null || !('value' in header) || !('params' in header)) return none;
  return { value: String(header.value).toLowerCase(), params: header.params as Record<string, string> };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown fault';
}
