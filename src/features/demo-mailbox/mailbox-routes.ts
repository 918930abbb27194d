import { NotFoundError } from '../../core/errors.js';
import { createRouter } from '../../web/app.js';
import { sendMailPage } from '../../web/mail-page.js';
import type { PortalContext, PortalRouter } from '../../web/portal-context.js';
import { portalPath } from '../../web/redirect.js';
import { renderPage } from '../../web/view.js';
import { presentMail, presentMailbox } from './mailbox-presenter.js';
import type { MailboxMail, MailboxReader } from './mailbox-reader.js';

/** The demo's mailbox, open to whoever tries the demo; never mounted anywhere else. */
export function mailboxRoutes(mailbox: MailboxReader, zone: string): PortalRouter {
  const router = createRouter();

  router.get('/demo/mailbox', async (ctx) => {
    const view = presentMailbox(await mailbox.list(), contextOf(ctx, zone));
    await renderPage(ctx, 'pages/mailbox', view, { title: view.title });
  });

  router.get('/demo/mailbox/:id', async (ctx) => {
    const view = presentMail(await findMail(ctx, mailbox), contextOf(ctx, zone));
    await renderPage(ctx, 'pages/mail', view, { title: view.title });
  });

  router.get('/demo/mailbox/:id/html', async (ctx) => {
    const mail = await findMail(ctx, mailbox);
    sendMailPage(ctx, mail.html);
  });

  return router;
}

async function findMail(ctx: PortalContext, mailbox: MailboxReader): Promise<MailboxMail> {
  const id = String(ctx.params.id);
  const mail = /^[A-Za-z0-9_-]{1,64}$/.test(id) ? await mailbox.find(id) : undefined;
  if (!mail) throw new NotFoundError();
  return mail;
}

function contextOf(ctx: PortalContext, zone: string) {
  const { t } = ctx.state;
  return { t, zone, path: (path: string) => portalPath(ctx, path) };
}
