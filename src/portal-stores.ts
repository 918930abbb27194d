import type { HostAdapter } from './host/host-adapter.js';
import { AdminFactorStore } from './store/admin-factor-store.js';
import { AdminSessionStore } from './store/admin-session-store.js';
import { AuditStore } from './store/audit-store.js';
import { DraftFileStore } from './store/draft-file-store.js';
import { DraftStore } from './store/draft-store.js';
import { PortalFileStore } from './store/file-store.js';
import { KnownBrowserStore } from './store/known-browser-store.js';
import { ListChoiceStore } from './store/list-choice-store.js';
import { LoginStore } from './store/login-store.js';
import { MailChoiceStore } from './store/mail-choice-store.js';
import { MailStore } from './store/mail-store.js';
import { ParticipantStore } from './store/participant-store.js';
import { PlacedFileStore } from './store/placed-file-store.js';
import { ProfileStore } from './store/profile-store.js';
import { RememberStore } from './store/remember-store.js';
import type { SessionLimits } from './store/session-store.js';
import { SessionStore } from './store/session-store.js';
import { SettingStore } from './store/setting-store.js';
import { SubmissionStore } from './store/submission-store.js';
import { ThrottleStore } from './store/throttle-store.js';
import { TicketMuteStore } from './store/ticket-mute-store.js';
import { TicketVisitStore } from './store/ticket-visit-store.js';
import { TokenStore } from './store/token-store.js';

interface StoreOptions {
  readonly host: HostAdapter;
  readonly secret: string;
  readonly access: { readonly sessionLimits: () => SessionLimits; readonly invitationDays: () => number };
}

/** The portal's own tables, one store each. */
export function createStores({ host, secret, access }: StoreOptions) {
  const { knex, wallClock } = host;
  const { clock } = wallClock;
  return {
    adminFactors: new AdminFactorStore(knex, clock, secret),
    adminSessions: new AdminSessionStore(knex, clock),
    audit: new AuditStore(knex, clock),
    draftFiles: new DraftFileStore(knex, clock),
    drafts: new DraftStore(knex, clock),
    files: new PortalFileStore(knex, clock),
    logins: new LoginStore(knex, clock),
    mailChoices: new MailChoiceStore(knex, clock),
    mails: new MailStore(knex, clock),
    mutes: new TicketMuteStore(knex, clock),
    participants: new ParticipantStore(knex, clock),
    placed: new PlacedFileStore(knex, clock),
    profiles: new ProfileStore(knex, clock),
    remembered: new RememberStore(knex, clock),
    sessions: new SessionStore(knex, clock, access.sessionLimits),
    settings: new SettingStore(knex, clock),
    submissions: new SubmissionStore(knex, clock),
    throttle: new ThrottleStore(knex, clock),
    tokens: new TokenStore(knex, clock, secret, access.invitationDays),
    visits: new TicketVisitStore(knex, clock),
    knownBrowsers: new KnownBrowserStore(clock),
    listChoices: new ListChoiceStore(knex, clock),
  };
}

export type Stores = ReturnType<typeof createStores>;
