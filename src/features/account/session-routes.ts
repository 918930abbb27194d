import { readForm } from '../../web/form.js';
import type { PortalRouter } from '../../web/portal-context.js';
import { redirectTo } from '../../web/redirect.js';
import { requireSession, requireViewer } from '../../web/viewer.js';
import type { SessionService } from './session-service.js';

/** Closing sessions of one's own. */
export function addSessionRoutes(router: PortalRouter, sessions: SessionService): void {
  router.post('/me/sessions/close', async (ctx) => {
    const { contact } = requireViewer(ctx);
    const { t, log } = ctx.state;
    const isClosed = await sessions.close(requireSession(ctx), (await readForm(ctx)).text('session'));
    if (isClosed) log.info({ contactId: contact.id }, 'a session was closed by its owner');
    await redirectTo(ctx, '/me', {
      kind: isClosed ? 'ok' : 'info',
      text: t(`me:sessions.${isClosed ? 'closed' : 'gone'}`),
    });
  });

  router.post('/me/sessions/close-others', async (ctx) => {
    const { contact } = requireViewer(ctx);
    await sessions.closeOthers(requireSession(ctx));
    ctx.state.log.info({ contactId: contact.id }, 'all other sessions were closed by their owner');
    await redirectTo(ctx, '/me', { kind: 'ok', text: ctx.state.t('me:sessions.closedOthers') });
  });
}
