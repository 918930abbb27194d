import { addAccountRoutes } from './features/account/account-routes.js';
import { addEmailRoutes } from './features/account/email-routes.js';
import { addSessionRoutes } from './features/account/session-routes.js';
import type { MailboxReader } from './features/demo-mailbox/mailbox-reader.js';
import { mailboxRoutes } from './features/demo-mailbox/mailbox-routes.js';
import { addFileRoutes } from './features/files/file-routes.js';
import { addHomeRoutes } from './features/home/home-routes.js';
import { addExportRoutes } from './features/records/export-routes.js';
import { addFormRoutes, createFormKit } from './features/records/form-routes.js';
import { addRecordRoutes, createRecordPage } from './features/records/record-routes.js';
import { addSearchRoutes } from './features/search/search-routes.js';
import { addLinkRoutes } from './features/sign-in/link-routes.js';
import { addPasswordRoutes } from './features/sign-in/password-routes.js';
import { addSignInRoutes } from './features/sign-in/sign-in-routes.js';
import { addTicketRoutes } from './features/tickets/ticket-routes.js';
import type { HostAdapter } from './host/host-adapter.js';
import type { Services, Stores } from './portal-services.js';
import { createRouter } from './web/app.js';
import type { PortalRouter } from './web/portal-context.js';

/** Every feature's routes; those with fixed first segments stand before the modules'. */
export function createRoutes(
  host: HostAdapter,
  services: Services,
  stores: Stores,
  mailbox: MailboxReader | undefined,
): PortalRouter[] {
  const router = createRouter();
  const { records, forms, exports, actions, permissions, home, links } = services;
  addHomeRoutes(router, { host, permissions, home });
  addSignInRoutes(router, { signIn: services.signIn, logins: stores.logins });
  addPasswordRoutes(router, { change: services.change, links });
  addLinkRoutes(router, { links });
  addSearchRoutes(router, { host, permissions, search: services.search });
  addAccountRoutes(router, { ...services, host, formKit: createFormKit({ host, records, forms }) });
  addEmailRoutes(router, services.emailChange);
  addSessionRoutes(router, services.openSessions);
  const showRecord = createRecordPage({ host, records, forms, related: services.related });
  addTicketRoutes(router, { host, records, actions, showRecord });
  addFormRoutes(router, { host, records, forms });
  addFileRoutes(router, services.downloads);
  addExportRoutes(router, { host, exports });
  addRecordRoutes(router, { host, records, forms, exports }, showRecord);
  return mailbox ? [mailboxRoutes(mailbox, host.wallClock.zone), router] : [router];
}
