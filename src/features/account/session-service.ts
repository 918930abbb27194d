import type { HostAdapter } from '../../host/host-adapter.js';
import type { RememberStore } from '../../store/remember-store.js';
import { type Session, type SessionEntry, type SessionStore, sessionHandle } from '../../store/session-store.js';

/** Where somebody is signed in. */
export interface OpenSessions {
  readonly current: SessionEntry | undefined;
  readonly others: readonly SessionEntry[];
  /** Browsers without a session that come back without a password. */
  readonly remembered: number;
}

interface SessionServiceDeps {
  readonly host: Pick<HostAdapter, 'transaction'>;
  readonly sessions: SessionStore;
  readonly remembered: RememberStore;
}

/** The sessions of one contact, to be seen and closed by that contact. */
export class SessionService {
  readonly #deps: SessionServiceDeps;

  constructor(deps: SessionServiceDeps) {
    this.#deps = deps;
  }

  async list(session: Session): Promise<OpenSessions> {
    const { sessions, remembered } = this.#deps;
    const entries = await sessions.list(session.contactId);
    const own = sessionHandle(session.id);
    const families = new Set(await remembered.families(session.contactId));
    for (const { family } of entries) if (family !== undefined) families.delete(family);
    return {
      current: entries.find(({ handle }) => handle === own),
      others: entries.filter(({ handle }) => handle !== own),
      remembered: families.size,
    };
  }

  /** Closes one of the other sessions and forgets its browser; false: there is no such session. */
  async close(session: Session, handle: string): Promise<boolean> {
    const { host, sessions, remembered } = this.#deps;
    const { contactId } = session;
    const entry = (await this.list(session)).others.find((other) => other.handle === handle);
    if (!entry) return false;
    await host.transaction(async (trx) => {
      await sessions.close(contactId, handle, trx);
      if (entry.family !== undefined) await remembered.revokeFamilies(contactId, [entry.family], trx);
    });
    return true;
  }

  /** Closes all sessions but this one, and forgets all browsers but this one. */
  async closeOthers(session: Session): Promise<void> {
    const { host, sessions, remembered } = this.#deps;
    const { contactId } = session;
    const { current } = await this.list(session);
    const families = (await remembered.families(contactId)).filter((family) => family !== current?.family);
    await host.transaction(async (trx) => {
      await sessions.revokeAll(contactId, session.id, trx);
      await remembered.revokeFamilies(contactId, families, trx);
    });
  }
}
