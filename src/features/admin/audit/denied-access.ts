import type { Logger } from '../../../core/logger.js';
import type { AuditStore } from '../../../store/audit-store.js';
import type { DeniedAccess } from '../../../web/web-kit.js';
import { actorOf } from '../actor.js';
import { customerActor } from './audit-trail.js';

const MINUTE = 60_000;
/** Entries a minute and network: whoever knocks at every door must not fill the table. */
const MOST_A_MINUTE = 20;

/** Makes what keeps a record of refused requests; it never fails and never keeps the answer waiting. */
export function createDeniedRecorder(
  audit: AuditStore,
  now: () => number,
  log: Logger,
): (denied: DeniedAccess) => void {
  let minute = 0;
  let counts = new Map<string, number>();
  return (denied) => {
    const current = Math.floor(now() / MINUTE);
    if (current !== minute) {
      minute = current;
      counts = new Map();
    }
    const count = (counts.get(denied.network) ?? 0) + 1;
    counts.set(denied.network, count);
    if (count > MOST_A_MINUTE) return;
    const { admin, contact, status, code, method, path } = denied;
    const actor = admin ? actorOf(admin) : contact ? customerActor(contact) : { kind: 'customer' as const, name: '' };
    audit
      .record({
        action: 'access.denied',
        actor,
        contactId: contact?.id,
        subject: path,
        details: { status, code, method },
      })
      .catch((error: unknown) => log.warn({ error }, 'a refusal could not be recorded'));
  };
}
