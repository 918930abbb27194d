import { NotFoundError } from '../../../core/errors.js';
import type { Logger } from '../../../core/logger.js';
import type { HostAdapter } from '../../../host/host-adapter.js';
import type { Outbox } from '../../../mail/outbox.js';
import { AccessJobStore } from '../../../store/access-job-store.js';
import type { AuditStore } from '../../../store/audit-store.js';
import { ContactAccessStore } from '../../../store/contact-access-store.js';
import type { LoginStore } from '../../../store/login-store.js';
import type { ProfileStore } from '../../../store/profile-store.js';
import type { RememberStore } from '../../../store/remember-store.js';
import type { SessionStore } from '../../../store/session-store.js';
import type { TokenStore } from '../../../store/token-store.js';
import { AccessChange } from './access-change.js';
import { AccessJobs, type AccessStep, type StepFailure } from './access-jobs.js';
import { AccessReader } from './access-reader.js';
import { createAccessWatcher } from './access-watcher.js';
import { type AccessWish, type ChangeAuthor, grantOf, isOpen, wishEffects, wishFaults } from './access-wish.js';
import { JobReporter } from './job-report.js';

/** What the administration of contacts is built over. */
export interface ContactAdminDeps {
  readonly host: HostAdapter;
  readonly stores: {
    readonly logins: LoginStore;
    readonly sessions: SessionStore;
    readonly remembered: RememberStore;
    readonly tokens: TokenStore;
    readonly profiles: ProfileStore;
    readonly audit: AuditStore;
  };
  readonly outbox: Outbox;
  readonly graceDays: () => number;
  readonly log: Logger;
}

/** Builds what administrates contacts' access. */
export function createContactAdmin({ stores, ...deps }: ContactAdminDeps) {
  const { knex, wallClock } = deps.host;
  const access = new ContactAccessStore(knex, wallClock.clock);
  const shared = { ...deps, ...stores, access };
  const reader = new AccessReader(shared);
  const change = new AccessChange({ ...shared, reader });
  const jobs = new AccessJobs({
    jobs: new AccessJobStore<AccessStep, ChangeAuthor, StepFailure>(knex, wallClock.clock),
    change,
    log: deps.log,
  });
  const day = () => ({ today: wallClock.today(), graceDays: deps.graceDays() });
  const watcher = createAccessWatcher(shared);
  return {
    host: deps.host,
    reader,
    change,
    jobs,
    reports: new JobReporter(jobs, reader, day),
    watcher,
    profiles: stores.profiles,
    audit: stores.audit,
    /** Everything the page of one contact shows; undefined: deleted, or no contact. Some eight statements. */
    async facts(contactId: number) {
      const known = await reader.find(contactId);
      if (!known) return undefined;
      const { contact } = known;
      const [profiles, sessions, hasTwin] = await Promise.all([
        stores.profiles.list(),
        stores.sessions.list(contactId),
        contact.email === '' ? false : deps.host.contacts.isLoginTaken(contact.email, contactId),
      ]);
      return {
        ...known,
        profiles,
        openSessions: sessions.length,
        hasTwin,
        mayEnter: isOpen(contact, grantOf(contact), day()),
      };
    },
    /** What a change would do, or what stands against it; NotFoundError without a live contact. */
    async preview(contactId: number, wish: AccessWish) {
      const known = await reader.find(contactId);
      if (!known) throw new NotFoundError();
      const { contact, record } = known;
      const faults = wishFaults(contact, wish, day());
      return { effects: wishEffects(contact, record.profileId, wish, day()), faults };
    },
    /** Follows what agents did in the CRM and goes on with jobs; to be called again and again while the plugin is enabled. */
    async look(): Promise<void> {
      await watcher.look();
      await jobs.look();
    },
  };
}

export type ContactAdmin = ReturnType<typeof createContactAdmin>;
