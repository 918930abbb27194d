import { addAccountRoutes } from './features/account/account-routes.js';
import { addEmailRoutes } from './features/account/email-routes.js';
import { addSessionRoutes } from './features/account/session-routes.js';
import { addCalendarRoutes } from './features/calendar/calendar-routes.js';
import type { MailboxReader } from './features/demo-mailbox/mailbox-reader.js';
import { mailboxRoutes } from './features/demo-mailbox/mailbox-routes.js';
import { addDraftRoutes } from './features/drafts/draft-routes.js';
import { addFaqRoutes } from './features/faq/faq-routes.js';
import { addFileRoutes } from './features/files/file-routes.js';
import { addHomeRoutes } from './features/home/home-routes.js';
import { addListChoiceRoutes } from './features/list-choices/list-choice-routes.js';
import { addPdfRoutes } from './features/pdf/pdf-routes.js';
import { addQuoteRoutes } from './features/quotes/quote-routes.js';
import { addExportRoutes } from './features/records/export-routes.js';
import { addFormRoutes, createFormKit } from './features/records/form-routes.js';
import { addPickRoutes } from './features/records/pick-routes.js';
import { addRecordRoutes, createRecordPage } from './features/records/record-routes.js';
import { addSearchRoutes } from './features/search/search-routes.js';
import { addShortcutRoutes } from './features/shortcuts/shortcut-routes.js';
import { addLinkRoutes } from './features/sign-in/link-routes.js';
import { addPasswordRoutes } from './features/sign-in/password-routes.js';
import { addSignInRoutes } from './features/sign-in/sign-in-routes.js';
import { addSuggestRoutes, createOfferAnswers } from './features/suggest/suggest-routes.js';
import { addLiveRoutes } from './features/tickets/live-routes.js';
import { addParticipantRoutes } from './features/tickets/participant-routes.js';
import { addProgressRoutes } from './features/tickets/progress-routes.js';
import { addTicketRoutes } from './features/tickets/ticket-routes.js';
import type { HostAdapter } from './host/host-adapter.js';
import { type AdminServices, addAdminRoutes } from './portal-admin.js';
import type { ChoiceDesk } from './portal-choices.js';
import type { Services, Stores } from './portal-services.js';
import { createRouter } from './web/app.js';
import type { PortalRouter } from './web/portal-context.js';

/** Every feature's routes; those with fixed first segments stand before the modules'. */
export function createRoutes(
  host: HostAdapter,
  services: Services,
  stores: Stores,
  mailbox: MailboxReader | undefined,
  admin: AdminServices,
  choices: Pick<ChoiceDesk, 'addRoutes'>,
): PortalRouter[] {
  const router = createRouter();
  addAdminRoutes(router, admin);
  const offerAnswers = createOfferAnswers({ host, suggest: services.suggest });
  const { records, forms, exports, narrowed, actions, permissions, home, links } = services;
  addHomeRoutes(router, { host, permissions, home });
  addSignInRoutes(router, { signIn: services.signIn, logins: stores.logins, drafts: services.draftForms });
  addPasswordRoutes(router, { change: services.change, links });
  addLinkRoutes(router, { links });
  addSuggestRoutes(router, offerAnswers);
  addListChoiceRoutes(router, { host, lists: services.lists });
  addShortcutRoutes(router);
  addSearchRoutes(router, { host, permissions, search: services.search });
  addAccountRoutes(router, { ...services, host, formKit: createFormKit({ host, records, forms }) });
  choices.addRoutes(router);
  addEmailRoutes(router, services.emailChange);
  addSessionRoutes(router, services.openSessions);
  const showRecord = createRecordPage({ host, records, forms, related: services.related });
  const { drafts, draftForms } = services;
  addDraftRoutes(router, { drafts, draftForms });
  addTicketRoutes(router, { host, records, actions, drafts, draftForms, showRecord });
  addParticipantRoutes(router, { participants: services.participants, showRecord });
  addQuoteRoutes(router, { host, quotes: services.quotes });
  addFaqRoutes(router, { comments: services.faqComments, showRecord });
  addProgressRoutes(router, { ...services, showRecord });
  addLiveRoutes(router, services.live);
  addPickRoutes(router, services.picker);
  addFormRoutes(router, { host, records, forms, drafts, offerAnswers });
  addFileRoutes(router, services.downloads);
  addExportRoutes(router, { host, exports, narrowed, lists: services.lists });
  addPdfRoutes(router, { host, pdfs: services.pdfs });
  addCalendarRoutes(router, { host, records });
  addRecordRoutes(router, { host, records, forms, exports, narrowed, lists: services.lists }, showRecord);
  return mailbox ? [mailboxRoutes(mailbox, host.wallClock.zone), router] : [router];
}
