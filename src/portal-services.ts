import { createPermissions, type Permissions } from './access/permissions.js';
import { createQuoteRules } from './access/quote-states.js';
import { createTicketRules } from './access/ticket-states.js';
import { ViewerLoader } from './access/viewer-loader.js';
import type { Translator } from './core/i18n.js';
import type { Logger } from './core/logger.js';
import { AccountService } from './features/account/account-service.js';
import { ContactCompanion } from './features/account/contact-companion.js';
import { EmailChange } from './features/account/email-change.js';
import { SessionService } from './features/account/session-service.js';
import { CalendarCompanion } from './features/calendar/calendar-companion.js';
import { DraftForms } from './features/drafts/draft-forms.js';
import { DraftKeeper } from './features/drafts/draft-keeper.js';
import { FileService } from './features/files/file-service.js';
import { StoredFiles } from './features/files/stored-files.js';
import { HomeService } from './features/home/home-service.js';
import { INVENTORY_MODULES, InventoryCompanion } from './features/inventory/inventory-companion.js';
import { ListChoiceService } from './features/list-choices/list-choice-service.js';
import { PdfCompanion } from './features/pdf/pdf-companion.js';
import { PdfRenderer } from './features/pdf/pdf-renderer.js';
import { PDF_MODULES, PdfService } from './features/pdf/pdf-service.js';
import { QuoteCompanion } from './features/quotes/quote-companion.js';
import { QuoteNotices } from './features/quotes/quote-notices.js';
import { QuoteService } from './features/quotes/quote-service.js';
import { ExportService } from './features/records/export-service.js';
import { FormService } from './features/records/form-service.js';
import { RecordService } from './features/records/record-service.js';
import { ReferencePicker } from './features/records/reference-picker.js';
import { SearchService } from './features/search/search-service.js';
import { CredentialCheck } from './features/sign-in/credential-check.js';
import { KnownBrowsers } from './features/sign-in/known-browsers.js';
import { LinkService } from './features/sign-in/link-service.js';
import { PasswordChange } from './features/sign-in/password-change.js';
import { PasswordWriter } from './features/sign-in/password-writer.js';
import { RememberedBrowsers } from './features/sign-in/remembered-browsers.js';
import { SignInService } from './features/sign-in/sign-in-service.js';
import { SignInThrottle, type ThrottleLimits } from './features/sign-in/sign-in-throttle.js';
import { SuggestService } from './features/suggest/suggest-service.js';
import { ConfidentialAnswers } from './features/tickets/confidential-answers.js';
import { LiveTickets } from './features/tickets/live-tickets.js';
import { ParticipantService } from './features/tickets/participant-service.js';
import { StaffNotices } from './features/tickets/staff-notices.js';
import { TicketActions } from './features/tickets/ticket-actions.js';
import { TicketCompanion } from './features/tickets/ticket-companion.js';
import { TicketFiles } from './features/tickets/ticket-files.js';
import { TicketNotices } from './features/tickets/ticket-notices.js';
import { TicketRatings } from './features/tickets/ticket-rating.js';
import { TicketReaders } from './features/tickets/ticket-readers.js';
import { TicketService } from './features/tickets/ticket-service.js';
import type { HookBus } from './hooks/hook-bus.js';
import type { HostAdapter } from './host/host-adapter.js';
import { isCrmHeld } from './host/read-only.js';
import { Outbox } from './mail/outbox.js';
import { createLibrary } from './portal-library.js';
import type { Stores } from './portal-stores.js';
import type { SessionLimits } from './store/session-store.js';

export { createStores, type Stores } from './portal-stores.js';

/** What the services are built over. */
export interface ServiceOptions {
  readonly host: HostAdapter;
  readonly hooks: HookBus;
  readonly translator: Translator;
  readonly secret: string;
  /** Host name of the portal's address, for Message-IDs. */
  readonly domain: string;
  /** The administrator's field for ratings, by its name; empty: the portal keeps them to itself. */
  readonly ratingField: () => string;
  /** The CRM's own address, without a trailing slash; empty: not known. */
  readonly crmUrl: () => string;
  readonly isEnabled: () => boolean;
  /** What administrators set about signing in; asked at each use. */
  readonly access: AccessSettings;
  readonly log: Logger;
}

/** How long access, sessions and invitations last, and how many tries are borne. */
export interface AccessSettings {
  readonly graceDays: () => number;
  readonly sessionLimits: () => SessionLimits;
  readonly signInLimits: () => ThrottleLimits;
  readonly invitationDays: () => number;
}

/** Builds every service once and connects them. */
export function createServices(options: ServiceOptions, stores: Stores) {
  const { host } = options;
  const outbox = new Outbox(stores.mails, options.domain);
  const permissions = createPermissions(host.metadata);
  const viewers = new ViewerLoader({
    contacts: host.contacts,
    profiles: stores.profiles,
    wallClock: host.wallClock,
    isReadOnly: () => isCrmHeld(host.knex),
    graceDays: options.access.graceDays,
  });
  const inner = createRecords(options, permissions, viewers, stores, outbox);
  return {
    outbox,
    permissions,
    viewers,
    home: new HomeService({ host, permissions }),
    account: new AccountService({ host, permissions, logins: stores.logins }),
    openSessions: new SessionService({ host, sessions: stores.sessions, remembered: stores.remembered }),
    ...createAccess(options, permissions, stores, outbox),
    ...inner,
    live: new LiveTickets({ ...options, ...inner, sessions: stores.sessions, viewers }),
    draftForms: new DraftForms({ ...inner, rules: createTicketRules(permissions), viewers, secret: options.secret }),
  };
}

export type Services = ReturnType<typeof createServices>;

function createAccess(
  { host, hooks, secret, access }: ServiceOptions,
  permissions: Permissions,
  stores: Stores,
  outbox: Outbox,
) {
  const { graceDays, signInLimits } = access;
  const { logins, sessions, remembered, tokens, knownBrowsers, throttle: mailThrottle } = stores;
  const credentials = new CredentialCheck({ host, logins, secret, graceDays });
  const throttle = new SignInThrottle(stores.throttle, signInLimits);
  const writer = new PasswordWriter({ ...stores, host, credentials, outbox });
  const known = new KnownBrowsers({ host, store: knownBrowsers, logins, outbox });
  const signIn = new SignInService({ host, credentials, throttle, sessions, remembered, logins, known, hooks });
  return {
    signIn,
    change: new PasswordChange({ ...stores, host, credentials, throttle, writer, hooks }),
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

function createRecords(
  options: ServiceOptions,
  permissions: Permissions,
  viewers: ViewerLoader,
  stores: Stores,
  outbox: Outbox,
) {
  const { host, hooks, log } = options;
  const { submissions, logins } = stores;
  const records = new RecordService({ host, permissions, hooks });
  const rules = createTicketRules(permissions);
  const readers = new TicketReaders({ metadata: host.metadata, permissions, viewers });
  const notices = new TicketNotices({ host, outbox, logins, readers, rules });
  const storedFiles = new StoredFiles({ host, files: stores.files, placed: stores.placed, hooks, log });
  const files = new TicketFiles(storedFiles);
  const staff = new StaffNotices({ host, outbox, crmUrl: options.crmUrl });
  const deps = { host, permissions, hooks, submissions, notices, staff, files };
  const tickets = new TicketService(deps);
  const drafts = new DraftKeeper({ ...stores, host, secret: options.secret });
  const participants = new ParticipantService({ ...stores, host, records, rules, notices });
  const quotes = createQuotes(options, permissions, records, stores, outbox);
  const library = createLibrary({ host, hooks, log, permissions, records, submissions, files: storedFiles });
  const companions = [
    new TicketCompanion({ ...stores, host, rules, tickets, participants, drafts }),
    new ContactCompanion({ host, permissions, hooks, submissions }),
    ...library.companions,
    ...INVENTORY_MODULES.map((module) => new InventoryCompanion(module, { host, permissions, records })),
    quotes.companion,
    ...[...PDF_MODULES].map((module) => new PdfCompanion(module)),
    new CalendarCompanion(host.wallClock),
  ];
  const forms = new FormService({ metadata: host.metadata, permissions, records, companions });
  return {
    records,
    ...library.services,
    exports: new ExportService({ host, permissions, records }),
    search: new SearchService({ host, permissions, records }),
    suggest: new SuggestService({ host, permissions, records }),
    lists: new ListChoiceService({ permissions, records, choices: stores.listChoices }),
    tickets,
    notices,
    staff,
    participants,
    drafts,
    storedFiles,
    ticketFiles: files,
    forms,
    picker: new ReferencePicker({ forms, permissions, records }),
    pdfs: new PdfService({ host, records, forms, renderer: new PdfRenderer() }),
    actions: new TicketActions({ ...deps, records, rules, audit: stores.audit }),
    ratings: new TicketRatings({ ...options, ...stores, records, rules }),
    confidential: new ConfidentialAnswers({ ...options, ...deps, records, rules }),
    quotes: quotes.service,
    downloads: new FileService({ host, records, files: stores.files }),
  };
}

function createQuotes(
  { host, hooks, translator }: ServiceOptions,
  permissions: Permissions,
  records: RecordService,
  { submissions, logins }: Stores,
  outbox: Outbox,
) {
  const rules = createQuoteRules(permissions, host.metadata);
  const notices = new QuoteNotices({ host, outbox, logins, translator });
  return {
    companion: new QuoteCompanion({ host, rules }),
    service: new QuoteService({ host, permissions, rules, records, hooks, submissions, notices }),
  };
}
