import { accessWindow } from '../../../access/access-window.js';
import type { Logger } from '../../../core/logger.js';
import type { HostAdapter, HostContact } from '../../../host/host-adapter.js';
import { isPlainAddress } from '../../../mail/mail-address.js';
import type { Outbox } from '../../../mail/outbox.js';
import type { AuditStore } from '../../../store/audit-store.js';
import { type ContactAccessStore, SEEN_ACCESS } from '../../../store/contact-access-store.js';
import { withLock } from '../../../store/lock.js';
import type { LoginStore } from '../../../store/login-store.js';
import type { RememberStore } from '../../../store/remember-store.js';
import type { SessionStore } from '../../../store/session-store.js';
import type { TokenStore } from '../../../store/token-store.js';
import { contactLanguages } from '../../contact-language.js';
import { addInvitation } from '../../sign-in/invitation.js';
import { systemActor } from '../actor.js';
import { nameOf } from './access-change.js';

export interface AccessWatcherDeps {
  readonly host: Pick<HostAdapter, 'knex' | 'contacts' | 'contactAccess' | 'transaction' | 'wallClock' | 'metadata'>;
  readonly access: ContactAccessStore;
  readonly logins: LoginStore;
  readonly sessions: SessionStore;
  readonly remembered: RememberStore;
  readonly tokens: TokenStore;
  readonly outbox: Outbox;
  readonly audit: AuditStore;
  readonly graceDays: () => number;
  readonly log: Logger;
}

/** How often to look, in ms: who was enabled is to have their mail within a quarter of a minute. */
export const ACCESS_LOOK_MS = 5_000;

/** Most contacts one look follows up: whoever enables thousands at once starts no flood. */
const MOST_A_LOOK = 100;
const MARKS_AT_ONCE = 500;
/** The CRM saves without a transaction and writes a record's time first: what was saved just now may be half written. */
const SETTLING = { before: 3_000, after: 2_000 };

/** What one look did. */
export interface AccessNews {
  readonly invited: number;
  readonly disabled: number;
}

const NO_NEWS: AccessNews = { invited: 0, disabled: 0 };

/**
 * Notices contacts that agents switch on and off in the CRM itself: the one are mailed their access data, once, whoever and however many
 * look; the other lose links and sessions. At the first look after the plugin was enabled everything is taken as it stands; while it is
 * disabled nobody may look.
 */
export function createAccessWatcher(deps: AccessWatcherDeps): { look(): Promise<AccessNews> } {
  return {
    async look() {
      if (!(await deps.access.hasMarks())) {
        await takeMarks(deps);
        return NO_NEWS;
      }
      return { disabled: await followDisabled(deps), invited: await followEnabled(deps) };
    },
  };
}

/** Under a lock: a slower process would take as old what was enabled after the marks of the faster one. */
async function takeMarks({ host, access }: AccessWatcherDeps): Promise<void> {
  await withLock(host.knex, 'contact-access-marks', async () => {
    if (await access.hasMarks()) return;
    for (let after = 0; ; ) {
      const ids = await host.contactAccess.enabled(after, MARKS_AT_ONCE);
      await access.mark(ids);
      const last = ids.at(-1);
      if (last === undefined) break;
      after = last;
    }
    await access.endMarking();
  });
}

async function followEnabled(deps: AccessWatcherDeps): Promise<number> {
  const { host, logins, outbox } = deps;
  const { wallClock } = host;
  const now = wallClock.clock.now();
  const ids = await host.contactAccess.newlyEnabled({
    seen: SEEN_ACCESS,
    today: wallClock.today(),
    unsettled: { from: wallClock.format(now - SETTLING.before), to: wallClock.format(now + SETTLING.after) },
    limit: MOST_A_LOOK,
  });
  const languageOf = await contactLanguages(logins, host, ids);
  let invited = 0;
  for (const id of ids) {
    const contact = await host.contacts.byId(id);
    if (contact && (await followOne(deps, contact, languageOf(id)))) invited += 1;
  }
  if (invited > 0) outbox.wake();
  return invited;
}

/** True: an invitation was written. One with an address nobody can be mailed at is noted and left alone. */
async function followOne(deps: AccessWatcherDeps, contact: HostContact, language: string): Promise<boolean> {
  const { host, access, audit, log, graceDays } = deps;
  const isOpen = accessWindow(contact, host.wallClock.today(), graceDays()) !== 'none';
  const isMailable = isPlainAddress(contact.email);
  const isInvited = await host.transaction(async (trx) => {
    const time = await access.noteEnabled(trx, contact.id, { isDue: isMailable && !isOpen });
    if (time === undefined || !isOpen || !isMailable) return false;
    await addInvitation(trx, deps, { contact, language, source: `g${time}` });
    const entry = { action: 'contact.invited' as const, actor: systemActor, contactId: contact.id };
    await audit.record({ ...entry, subject: nameOf(contact), details: { because: 'enabled in the CRM' } }, trx);
    return true;
  });
  if (isInvited) log.info({ contactId: contact.id }, 'a contact enabled in the CRM was invited');
  if (!isMailable) log.warn({ contactId: contact.id }, 'a contact enabled in the CRM has no address to be invited at');
  return isInvited;
}

async function followDisabled({ host, access, tokens, sessions, remembered, log }: AccessWatcherDeps): Promise<number> {
  const ids = await host.contactAccess.newlyDisabled(SEEN_ACCESS, MOST_A_LOOK);
  for (const id of ids) {
    await host.transaction(async (trx) => {
      if (!(await access.noteDisabled(trx, id))) return;
      await tokens.revokeAll(id, trx);
      await sessions.revokeAll(id, undefined, trx);
      await remembered.revokeAll(id, trx);
    });
    log.info({ contactId: id }, 'a contact disabled in the CRM lost links and sessions');
  }
  return ids.length;
}
