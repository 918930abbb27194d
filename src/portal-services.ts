import { createPermissions, type Permissions } from './access/permissions.js';
import { createTicketRules } from './access/ticket-states.js';
import { ViewerLoader } from './access/viewer-loader.js';
import type { Translator } from './core/i18n.js';
import type { Logger } from './core/logger.js';
import { AccountService } from './features/account/account-service.js';
import { ContactCompanion } from './features/account/contact-companion.js';
import { EmailChange } from './features/account/email-change.js';
import { SessionService } from './features/account/session-service.js';
import { FaqCompanion } from './features/faq/faq-companion.js';
import { DocumentCompanion } from './features/files/document-companion.js';
import { FileService } from './features/files/file-service.js';
import { ProjectCompanion } from './features/files/linked-documents.js';
import { HomeService } from './features/home/home-service.js';
import { INVENTORY_MODULES, InventoryCompanion } from './features/inventory/inventory-companion.js';
import { ExportService } from './features/records/export-service.js';
import { FormService } from './features/records/form-service.js';
import { RecordService } from './features/records/record-service.js';
import { RelatedLists } from './features/records/related-lists.js';
import { SearchService } from './features/search/search-service.js';
import { CredentialCheck } from './features/sign-in/credential-check.js';
import { LinkService } from './features/sign-in/link-service.js';
import { PasswordChange } from './features/sign-in/password-change.js';
import { PasswordWriter } from './features/sign-in/password-writer.js';
import { RememberedBrowsers } from './features/sign-in/remembered-browsers.js';
import { SignInService } from './features/sign-in/sign-in-service.js';
import { SignInThrottle } from './features/sign-in/sign-in-throttle.js';
import { TicketActions } from './features/tickets/ticket-actions.js';
import { TicketCompanion } from './features/tickets/ticket-companion.js';
import { TicketFiles } from './features/tickets/ticket-files.js';
import { TicketNotices } from './features/tickets/ticket-notices.js';
import { TicketService } from './features/tickets/ticket-service.js';
import type { HookBus } from './hooks/hook-bus.js';
import type { HostAdapter } from './host/host-adapter.js';
import { Outbox } from './mail/outbox.js';
import { PortalFileStore } from './store/file-store.js';
import { LoginStore } from './store/login-store.js';
import { MailStore } from './store/mail-store.js';
import { PlacedFileStore } from './store/placed-file-store.js';
import { ProfileStore } from './store/profile-store.js';
import { RememberStore } from './store/remember-store.js';
import { SessionStore } from './store/session-store.js';
import { SubmissionStore } from './store/submission-store.js';
import { ThrottleStore } from './store/throttle-store.js';
import { TokenStore } from './store/token-store.js';

/** What the services are built over. */
export interface ServiceOptions {
  readonly host: HostAdapter;
  readonly hooks: HookBus;
  readonly translator: Translator;
  readonly secret: string;
  /** Host name of the portal's address, for Message-IDs. */
  readonly domain: string;
  readonly log: Logger;
}

/** Days an expired contact may still read; the administration will set them. */
const GRACE_DAYS = 0;

/** The portal's own tables, one store each. */
export function createStores({ host, secret }: ServiceOptions) {
  const { knex, wallClock } = host;
  const { clock } = wallClock;
  return {
    files: new PortalFileStore(knex, clock),
    logins: new LoginStore(knex, clock),
    mails: new MailStore(knex, clock),
    placed: new PlacedFileStore(knex, clock),
    profiles: new ProfileStore(knex, clock),
    remembered: new RememberStore(knex, clock),
    sessions: new SessionStore(knex, clock),
    submissions: new SubmissionStore(knex, clock),
    throttle: new ThrottleStore(knex, clock),
    tokens: new TokenStore(knex, clock, secret),
  };
}

export type Stores = ReturnType<typeof createStores>;

/** Builds every service once and connects them. */
export function createServices(options: ServiceOptions, stores: Stores) {
  const { host } = options;
  const outbox = new Outbox(stores.mails, options.domain);
  const permissions = createPermissions(host.metadata);
  const viewers = new ViewerLoader({
    contacts: host.contacts,
    profiles: stores.profiles,
    wallClock: host.wallClock,
    graceDays: () => GRACE_DAYS,
  });
  return {
    outbox,
    permissions,
    viewers,
    home: new HomeService({ host, permissions }),
    account: new AccountService({ host, permissions, logins: stores.logins }),
    openSessions: new SessionService({ host, sessions: stores.sessions, remembered: stores.remembered }),
    ...createAccess(options, permissions, stores, outbox),
    ...createRecords(options, permissions, stores, outbox),
  };
}

export type Services = ReturnType<typeof createServices>;

function createAccess(
  { host, hooks, secret }: ServiceOptions,
  permissions: Permissions,
  stores: Stores,
  outbox: Outbox,
) {
  const { logins, sessions, remembered, tokens, throttle: mailThrottle } = stores;
  const credentials = new CredentialCheck({ host, logins, secret, graceDays: () => GRACE_DAYS });
  const throttle = new SignInThrottle(stores.throttle);
  const writer = new PasswordWriter({ host, credentials, logins, sessions, remembered, tokens, outbox });
  const signIn = new SignInService({ host, credentials, throttle, sessions, remembered, logins, hooks });
  return {
    signIn,
    change: new PasswordChange({ host, credentials, throttle, sessions, writer, hooks }),
    links: new LinkService({ host, credentials, tokens, throttle: mailThrottle, writer, outbox, hooks }),
    emailChange: new EmailChange({
      host,
      permissions,
      hooks,
      credentials,
      throttle,
      mailThrottle,
      tokens,
      logins,
      outbox,
    }),
    browsers: new RememberedBrowsers({ host, credentials, remembered, sessions, signIn }),
  };
}

function createRecords({ host, hooks, log }: ServiceOptions, permissions: Permissions, stores: Stores, outbox: Outbox) {
  const { submissions, logins } = stores;
  const records = new RecordService({ host, permissions, hooks });
  const rules = createTicketRules(permissions);
  const notices = new TicketNotices({ host, outbox, logins });
  const files = new TicketFiles({ host, files: stores.files, placed: stores.placed, hooks, log });
  const deps = { host, permissions, hooks, submissions, notices, files };
  const tickets = new TicketService(deps);
  const companions = [
    new TicketCompanion({ host, rules, tickets, files: stores.files }),
    new ContactCompanion({ host, permissions, hooks, submissions }),
    new DocumentCompanion(host.documents),
    new FaqCompanion(host.documents),
    new ProjectCompanion(host.documents),
    ...INVENTORY_MODULES.map((module) => new InventoryCompanion(module, { host, permissions, records })),
  ];
  return {
    records,
    related: new RelatedLists({ host, permissions, records, log }),
    exports: new ExportService({ host, permissions, records }),
    search: new SearchService({ host, permissions, records }),
    tickets,
    ticketFiles: files,
    forms: new FormService({ metadata: host.metadata, permissions, records, companions }),
    actions: new TicketActions({ ...deps, records, rules }),
    downloads: new FileService({ host, records, files: stores.files }),
  };
}
