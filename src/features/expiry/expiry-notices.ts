import { addDays, lastReadingDay } from '../../access/access-window.js';
import { shownDate } from '../../core/date-text.js';
import type { Logger } from '../../core/logger.js';
import type { HostAdapter, HostContact } from '../../host/host-adapter.js';
import { mayMail } from '../../mail/may-mail.js';
import type { MailIntent, Outbox } from '../../mail/outbox.js';
import type { LoginStore } from '../../store/login-store.js';
import type { MailStore } from '../../store/mail-store.js';
import { contactLanguages } from '../contact-language.js';
import { EXPIRY_SPAN, expiryStep } from './expiry-step.js';

/** Mails one run writes at the most; the next run goes on. */
const MOST_MAILS = 200;
/** Contacts looked at with one statement. */
const PAGE = 500;

/** What the notices are made with. */
export interface ExpiryNoticesDeps {
  readonly host: Pick<HostAdapter, 'contactLists' | 'transaction' | 'wallClock' | 'metadata'>;
  readonly mails: Pick<MailStore, 'knownKeys'>;
  readonly outbox: Pick<Outbox, 'add' | 'wake'>;
  readonly logins: Pick<LoginStore, 'languages'>;
  readonly graceDays: () => number;
  /** Nothing is mailed while the portal is shut. */
  readonly isEnabled: () => boolean;
  readonly log: Logger;
}

/** Tells contacts that their access ends. */
export interface ExpiryNotices {
  /** One look at who is to be told; returns how many mails it wrote. */
  look(): Promise<number>;
}

interface Due {
  readonly contact: HostContact;
  readonly intent: (language: string) => MailIntent;
  readonly key: string;
}

/**
 * Makes the notices. The key of a mail holds end and step: whichever process looks, however often, a contact is told once, and anew when
 * the end was moved.
 */
export function createExpiryNotices(deps: ExpiryNoticesDeps, mostMails: number = MOST_MAILS): ExpiryNotices {
  return {
    async look() {
      if (!deps.isEnabled()) return 0;
      const written = await writeMails(deps, mostMails);
      if (written > 0) {
        deps.outbox.wake();
        deps.log.info({ mails: written }, 'contacts are told of the end of their access');
      }
      return written;
    },
  };
}

async function writeMails(deps: ExpiryNoticesDeps, mostMails: number): Promise<number> {
  const today = deps.host.wallClock.today();
  const span = { from: addDays(today, EXPIRY_SPAN.from), to: addDays(today, EXPIRY_SPAN.to) };
  let written = 0;
  for (let afterId = 0; written < mostMails; ) {
    const contacts = await deps.host.contactLists.ending({ ...span, today, afterId, limit: PAGE });
    const due = await untold(deps, contacts, today);
    written += await write(deps, due.slice(0, mostMails - written));
    if (contacts.length < PAGE) break;
    afterId = contacts.at(-1)?.id ?? afterId;
  }
  return written;
}

async function untold(
  deps: ExpiryNoticesDeps,
  contacts: readonly HostContact[],
  today: string,
): Promise<readonly Due[]> {
  const due = contacts.flatMap((contact) => dueOf(contact, today, deps.graceDays()) ?? []);
  const known = await deps.mails.knownKeys(due.map(({ key }) => key));
  return due.filter(({ key }) => !known.has(key));
}

function dueOf(contact: HostContact, today: string, graceDays: number): Due | undefined {
  const at = contact.supportEnd;
  const step = at === undefined ? undefined : expiryStep(at, today);
  if (at === undefined || step === undefined) return undefined;
  const kind = step === 'ended' ? 'access-ended' : 'access-ending';
  if (!mayMail(contact, kind)) return undefined;
  const key = `${kind}:${at}.${step}:${contact.id}`;
  const to = { address: contact.email, name: `${contact.firstName} ${contact.lastName}`.trim() };
  const common = { key, contactId: contact.id, to };
  const until = graceDays > 0 ? shownDate(lastReadingDay(contact, graceDays) ?? '') : '';
  return {
    contact,
    key,
    intent: (language) =>
      kind === 'access-ended'
        ? { ...common, kind, language, data: { at, until } }
        : { ...common, kind, language, data: { at } },
  };
}

async function write({ host, outbox, logins }: ExpiryNoticesDeps, due: readonly Due[]): Promise<number> {
  if (due.length === 0) return 0;
  const ids = due.map(({ contact }) => contact.id);
  const languageOf = await contactLanguages(logins, host, ids);
  await host.transaction(async (trx) => {
    for (const { contact, intent } of due) await outbox.add(trx, intent(languageOf(contact.id)));
  });
  return due.length;
}
