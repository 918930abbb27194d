import type { HookBus } from '../hooks/hook-bus.js';
import type { LeasedMail } from '../store/mail-store.js';
import { bareKindOf } from './bare-mail.js';
import { definitionOf, isMailKind, type MailData, type MailKind, type MailRecipient } from './emails.js';
import { isPlainAddress, isSameAddress } from './mail-address.js';
import type { MailTreatment } from './mail-gate.js';
import type { MailRenderer, RenderedMail } from './mail-renderer.js';
import { oneLine } from './mail-text.js';
import type { OutgoingMail } from './mail-transport.js';
import { UnsendableMailError } from './send-failure.js';

/** What turns a row of the outbox into a message. */
export interface MailComposerDeps {
  readonly renderer: MailRenderer;
  readonly hooks: HookBus;
  readonly sender: MailSender;
  /** Domain of the threads' Message-IDs. */
  readonly host: string;
  /** Where an answer to this mail goes that shall become a comment; undefined: to the sender's reply address, where people read it. */
  readonly replyTo?: ((mail: LeasedMail) => string | undefined) | undefined;
}

/** Who mails come from, as of now: an administrator may change name and reply address any time. */
export interface MailSender extends MailRecipient {
  readonly replyTo?: string | undefined;
}

/** What of an outbox row its reader gets to see. */
export type StoredMail = Pick<LeasedMail, 'kind' | 'language' | 'toName' | 'toAddress' | 'data'>;

/** A row of the outbox in its recipient's language; throws UnsendableMailError for one that can never go out. */
export function renderMail(
  mail: StoredMail,
  renderer: MailRenderer,
  { isBare = false, unsubscribe, takesReplies }: MailTreatment & { readonly takesReplies?: boolean } = {},
): RenderedMail & { readonly kind: MailKind } {
  const { kind } = mail;
  if (!isMailKind(kind)) throw new UnsendableMailError(`unknown kind of mail: ${kind}`);
  const data = parseData(mail, kind);
  const told = (isBare ? bareKindOf(kind, data) : undefined) ?? { kind, data };
  const rendered = renderer.render({
    ...told,
    language: mail.language,
    recipientName: mail.toName || mail.toAddress,
    unsubscribe,
    takesReplies,
  });
  return { kind: told.kind, ...rendered };
}

/** The subject of a row of the outbox alone; undefined where its kind is unknown or its data are not kept any more. */
export function subjectOfMail(mail: StoredMail, renderer: MailRenderer): string | undefined {
  const { kind } = mail;
  try {
    if (!isMailKind(kind)) return undefined;
    const data = parseData(mail, kind);
    const isKept = typeof data === 'object' && data !== null && Object.keys(data).length > 0;
    if (!isKept) return undefined;
    return renderer.subject({ kind, language: mail.language, recipientName: mail.toName || mail.toAddress, data });
  } catch (error) {
    if (error instanceof UnsendableMailError) return undefined;
    throw error;
  }
}

/** Turns a row of the outbox into the message to send; throws UnsendableMailError for one that can never go out. */
export async function composeMail(
  mail: LeasedMail,
  deps: MailComposerDeps,
  treatment: MailTreatment = {},
): Promise<OutgoingMail> {
  const replyTo = deps.replyTo?.(mail);
  const wishes = { ...treatment, takesReplies: replyTo !== undefined };
  const { kind, pictures, ...rendered } = renderMail(mail, deps.renderer, wishes);
  const draft = await filtered(mail, { kind, to: mail.toAddress, ...rendered }, deps.hooks);
  checkRecipient(draft.to, deps.sender);
  return {
    kind,
    messageId: mail.messageId,
    ...senderParts({
      address: deps.sender.address,
      name: deps.sender.name,
      replyTo: replyTo ?? deps.sender.replyTo,
    }),
    unsubscribe: treatment.unsubscribe,
    to: { address: draft.to, name: draft.to === mail.toAddress ? oneLine(mail.toName) : '' },
    subject: oneLine(draft.subject),
    html: draft.html,
    text: draft.text,
    pictures,
    thread: mail.ticketId !== null && definitionOf(kind).isAboutTicket ? threadOf(mail.ticketId, deps.host) : undefined,
  };
}

/** The Message-ID all mails about a ticket answer to, so that mail programs show them together. */
export function threadOf(ticketId: number, host: string): string {
  return `<ticket-${ticketId}@${host}>`;
}

/** A name is one line without quotes of its own, and a wrong address to answer to is none. */
export function senderParts({ address, name, replyTo }: MailSender): Pick<OutgoingMail, 'from' | 'replyTo'> {
  return {
    from: { address, name: oneLine(name, 100) },
    replyTo: replyTo !== undefined && isPlainAddress(replyTo) ? replyTo : undefined,
  };
}

type Draft = { readonly kind: string; readonly to: string } & Omit<RenderedMail, 'pictures'>;

async function filtered(mail: LeasedMail, draft: Draft, hooks: HookBus): Promise<Draft> {
  try {
    return await hooks.applyFilters('mail.beforeSend', draft, { contactId: mail.contactId ?? undefined });
  } catch (error) {
    throw new UnsendableMailError(`refused: ${error instanceof Error ? error.message : 'unknown'}`, { cause: error });
  }
}

function parseData<K extends MailKind>(mail: StoredMail, kind: K): MailData[K] {
  try {
    return JSON.parse(mail.data) as MailData[K];
  } catch (error) {
    throw new UnsendableMailError(`the data of this ${kind} are no JSON`, { cause: error });
  }
}

function checkRecipient(address: string, sender: MailRecipient): void {
  if (!isPlainAddress(address)) throw new UnsendableMailError('the recipient is no plain address');
  if (isSameAddress(address, sender.address))
    throw new UnsendableMailError("the recipient is the portal's own address");
}
