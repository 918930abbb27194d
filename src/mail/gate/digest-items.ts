import type { WallClock } from '../../core/clock.js';
import type { MailRow } from '../../store/models/mail-row.js';
import { bareKindOf } from '../bare-mail.js';
import { definitionOf, isMailKind, type MailKind } from '../emails.js';
import { subjectOfMail } from '../mail-composer.js';
import type { DigestItem, MailData } from '../mail-data.js';
import { createMailLinks } from '../mail-links.js';
import type { MailRenderer } from '../mail-renderer.js';

/** Paths of pages instead of whole addresses. Nothing with a secret in its link is ever summarised. */
const paths = createMailLinks('', () => '');

/** How a summary is put together. */
export interface DigestStyle {
  readonly renderer: MailRenderer;
  readonly wallClock: Pick<WallClock, 'format'>;
  readonly language: string;
  /** Its reader wants mails without content. */
  readonly isBare: boolean;
  /** They have no way into the portal. */
  readonly isForStaff: boolean;
}

/** One held mail as a line of a summary; undefined: its data mean nothing any more. */
export function digestItem(row: MailRow, style: DigestStyle): DigestItem | undefined {
  const { kind } = row;
  const data = readData(row.data);
  if (!isMailKind(kind) || data === undefined) return undefined;
  const told = (style.isBare ? bareKindOf(kind, data as MailData[typeof kind]) : undefined) ?? { kind, data };
  const mail = {
    kind: told.kind,
    data: JSON.stringify(told.data),
    language: style.language,
    toName: row.toName,
    toAddress: row.toAddress,
  };
  const subject = subjectOfMail(mail, style.renderer);
  if (subject === undefined) return undefined;
  return {
    subject,
    path: style.isForStaff ? '' : pathOf(kind, data),
    at: style.wallClock.format(Number(row.createdAt)),
  };
}

function pathOf(kind: MailKind, data: object): string {
  return definitionOf(kind).link(paths, data as MailData[MailKind] & never) ?? '';
}

function readData(text: string): object | undefined {
  try {
    const data: unknown = JSON.parse(text);
    return typeof data === 'object' && data !== null ? data : undefined;
  } catch {
    return undefined;
  }
}
