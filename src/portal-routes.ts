import { addAccountRoutes } from './features/account/account-routes.js';
import type { MailboxReader } from './features/demo-mailbox/mailbox-reader.js';
import { mailboxRoutes } from './features/demo-mailbox/mailbox-routes.js';
import { addFileRoutes } from './features/files/file-routes.js';
import { addHomeRoutes } from './features/home/home-routes.js';
import { addFormRoutes } from './features/records/form-routes.js';
import { addRecordRoutes, createRecordPage } from './features/records/record-routes.js';
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
  const { records, forms, actions, permissions, home, links } = services;
  addHomeRoutes(router, { host, permissions, home });
  addSignInRoutes(router, { signIn: services.signIn, logins: stores.logins });
  addPasswordRoutes(router, { change: services.change, links });
  addLinkRoutes(router, { links });
  addAccountRoutes(router, { host, account: services.account });
  const showRecord = createRecordPage({ host, records, forms });
  addTicketRoutes(router, { host, records, actions, showRecord });
  addFormRoutes(router, { host, records, forms });
  addFileRoutes(router, services.downloads);
  addRecordRoutes(router, { host, records, forms }, showRecord);
  return mailbox ? [mailboxRoutes(mailbox, host.wallClock.zone), router] : [router];
}
