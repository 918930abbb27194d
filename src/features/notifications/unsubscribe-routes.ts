import { createRouter } from '../../web/app.js';
import { useLanguage } from '../../web/middleware/language.js';
import type { PortalContext, PortalRouter } from '../../web/portal-context.js';
import { portalPath } from '../../web/redirect.js';
import { renderPage } from '../../web/view.js';
import type { UnsubscribePageView } from './notification-views.js';
import type { UnsubscribeLink, UnsubscribeService } from './unsubscribe-service.js';

/**
 * `/unsubscribe/<token>`: opening it changes nothing; a POST from anywhere, a mail program's one click (RFC 8058) as well as the page's
 * own form, switches the topic off. Stands before sessions and form tokens: the address itself is the right to do this one thing.
 */
export function unsubscribeRoutes(unsubscribe: UnsubscribeService): PortalRouter {
  const router = createRouter();

  router.get('/unsubscribe/:token', async (ctx) => {
    await show(ctx, await read(ctx, unsubscribe), false);
  });

  router.post('/unsubscribe/:token', async (ctx) => {
    const link = await read(ctx, unsubscribe);
    await unsubscribe.switchOff(link);
    ctx.state.log.info({ contactId: link.contactId, topic: link.topic }, 'mails switched off by a link');
    await show(ctx, link, true);
  });

  return router;
}

async function read(ctx: PortalContext, unsubscribe: UnsubscribeService): Promise<UnsubscribeLink> {
  const link = await unsubscribe.read(ctx.params.token ?? '', ctx.state.network);
  useLanguage(ctx, link.language);
  return link;
}

async function show(ctx: PortalContext, { topic }: UnsubscribeLink, isDone: boolean): Promise<void> {
  const { t } = ctx.state;
  const words = { topic: t(`notifications:topics.${topic}`) };
  const title = t(`notifications:unsubscribe.${isDone ? 'doneTitle' : 'title'}`);
  const view: UnsubscribePageView = {
    title,
    text: t(`notifications:unsubscribe.${isDone ? 'doneText' : 'text'}`, words),
    ...(isDone ? {} : { action: portalPath(ctx, ctx.path) }),
    settingsHref: portalPath(ctx, '/me/notifications'),
  };
  await renderPage(ctx, 'pages/unsubscribe', view, { title, layout: 'static' });
}
