import { readBounceText } from './bounce-text.js';
import { type DeliveryStory, judgeDelivery } from './delivery-verdict.js';
import type { DeliveryReport } from './incoming-mail.js';
import { type MailHeaders, messageIdsIn } from './mail-headers.js';

/** Beyond this a report is no report any more. */
const LONGEST_REPORT = 64_000;
const MOST_LINES = 2000;

/** A part of a mail that is not its text. */
export interface ReportPart {
  /** In lower case. */
  readonly type: string;
  readonly bytes: Buffer;
}

/** What a mail tells of the delivery of another one. */
export interface DeliveryNews {
  readonly reports: readonly DeliveryReport[];
  /** It tells only of success. */
  readonly isDelivered: boolean;
}

/**
 * Reads a delivery report: as RFC 3464 has it, else as qmail, Exim and older servers write it in words. Undefined for every other mail. Anybody
 * can write such a mail: what it says holds only for a Message-ID the portal really sent to that address.
 */
export function readDeliveryReport(
  headers: MailHeaders,
  reportType: string,
  text: string,
  parts: readonly ReportPart[],
): DeliveryNews | undefined {
  const original = originalMessageId(parts, text);
  const statuses = parts.filter(({ type }) => /^message\/(?:global-)?delivery-status$/.test(type));
  const recipients = statuses.flatMap(({ bytes }) => recipientsIn(textOf(bytes)));
  if (recipients.length > 0) {
    const stories = recipients.filter(({ action }) => action === 'failed' || action === 'delayed').map(storyOf);
    return { reports: judgeDelivery(stories, original), isDelivered: stories.length === 0 };
  }
  const told = readBounceText(headers, text.slice(0, LONGEST_REPORT));
  if (told.length > 0) return { reports: judgeDelivery(told, original), isDelivered: false };
  return reportType === 'delivery-status' ? { reports: [], isDelivered: false } : undefined;
}

interface ReportedRecipient {
  readonly action: string;
  readonly fields: ReadonlyMap<string, string>;
}

/** The blocks of a report that name a recipient; the first one is about the server. */
function recipientsIn(report: string): readonly ReportedRecipient[] {
  return blocksOf(report).flatMap((fields) => {
    if (!fields.has('final-recipient') && !fields.has('original-recipient')) return [];
    const action = /^[a-z-]{0,20}/.exec((fields.get('action') ?? 'failed').toLowerCase())?.[0] ?? '';
    return [{ action, fields }];
  });
}

function blocksOf(report: string): readonly ReadonlyMap<string, string>[] {
  const blocks: Map<string, string>[] = [new Map()];
  let last = '';
  for (const line of report.split(/\r?\n/, MOST_LINES)) {
    const block = blocks.at(-1);
    const colon = line.indexOf(':');
    if (line.trim() === '') {
      if (block && block.size > 0) blocks.push(new Map());
    } else if (/^[ \t]/.test(line)) {
      block?.set(last, `${block.get(last) ?? ''} ${line.trim()}`);
    } else if (colon > 0) {
      last = line.slice(0, colon).trim().toLowerCase();
      if (!block?.has(last)) block?.set(last, line.slice(colon + 1).trim());
    }
  }
  return blocks;
}

function storyOf({ action, fields }: ReportedRecipient): DeliveryStory {
  const original = addressIn(fields.get('original-recipient'));
  return {
    address: original === '' ? addressIn(fields.get('final-recipient')) : original,
    status: fields.get('status') ?? '',
    reason: (fields.get('diagnostic-code') ?? '').replace(/^[a-z0-9-]{1,20} ?; ?/i, ''),
    isDelayed: action === 'delayed',
  };
}

/** Without its type (`rfc822;`) and angle brackets. */
function addressIn(field = ''): string {
  const address = field
    .slice(0, 500)
    .replace(/^[a-z0-9-]{1,20} ?; ?/i, '')
    .trim();
  return /^<([^<>]{1,320})>$/.exec(address)?.[1] ?? address;
}

/** From the returned mail or its headers; where it stands within the words, from behind the last line of dashes. */
function originalMessageId(parts: readonly ReportPart[], text: string): string | undefined {
  const returned = parts.filter(({ type }) =>
    /^(?:message\/(?:rfc822|global|global-headers)|text\/rfc822-headers)$/.test(type),
  );
  const heads = [...returned.map(({ bytes }) => textOf(bytes)), text.slice(0, LONGEST_REPORT)];
  for (const head of heads) {
    const value = /^[ \t>]{0,8}(?:X-)?(?:Original-)?Message-ID:[ \t]*(?:\r?\n[ \t]{1,8})?(<[^<>\s]{1,250}>)/im.exec(
      head,
    )?.[1];
    const [id] = messageIdsIn(value ?? '');
    if (id !== undefined) return id;
  }
  return undefined;
}

function textOf(bytes: Buffer): string {
  return bytes.subarray(0, LONGEST_REPORT).toString('utf8');
}
