import { TICKET_MODULE } from '../../access/ticket-states.js';
import { parseId } from '../../core/text.js';
import type { HostAdapter } from '../../host/host-adapter.js';
import { readForm } from '../../web/form.js';
import type { PortalContext, PortalRouter } from '../../web/portal-context.js';
import { redirectTo } from '../../web/redirect.js';
import { renderPage } from '../../web/view.js';
import { requireViewer } from '../../web/viewer.js';
import { orShowAgain } from '../refused-form.js';
import { presenterContext } from '../request-context.js';
import { idParam } from '../route-params.js';
import { type NotificationDraft, presentNotifications, type SummaryTimes } from './notification-presenter.js';
import type { NotificationService } from './notification-service.js';

interface NotificationRouteDeps {
  readonly host: HostAdapter;
  readonly notifications: NotificationService;
  readonly summaryTimes: () => SummaryTimes;
}

/** `/me/notifications`, and muting a ticket on its own page. */
export function addNotificationRoutes(router: PortalRouter, deps: NotificationRouteDeps): void {
  const { notifications } = deps;

  router.get('/me/notifications', (ctx) => showPage(ctx, deps));

  router.post('/me/notifications', async (ctx) => {
    const viewer = requireViewer(ctx);
    const form = await readForm(ctx);
    const typed = { modeOf: (topic: string) => form.text(topic), isBare: form.has('bare') };
    await orShowAgain(
      async () => {
        await notifications.save(viewer, typed);
        await redirectTo(ctx, '/me/notifications', { kind: 'ok', text: ctx.state.t('notifications:saved') });
      },
      (faults) => showPage(ctx, deps, { typed, faults }),
    );
  });

  router.post('/me/notifications/unmute', async (ctx) => {
    const ticketId = parseId((await readForm(ctx)).text('ticket')) ?? 0;
    await notifications.unmute(requireViewer(ctx), ticketId);
    await redirectTo(ctx, '/me/notifications', { kind: 'ok', text: ctx.state.t('notifications:mute.unmuted') });
  });

  router.post(`/${TICKET_MODULE}/:id/mute`, async (ctx) => {
    const viewer = requireViewer(ctx);
    const id = idParam(ctx);
    const isMuted = (await readForm(ctx)).text('mute') === '1';
    await notifications.setMuted(viewer, id, isMuted);
    const text = ctx.state.t(`notifications:mute.${isMuted ? 'muted' : 'unmuted'}`);
    await redirectTo(ctx, `/${TICKET_MODULE}/${id}`, { kind: 'ok', text });
  });
}

async function showPage(ctx: PortalContext, deps: NotificationRouteDeps, draft?: NotificationDraft): Promise<void> {
  const { host, notifications, summaryTimes } = deps;
  const viewer = requireViewer(ctx);
  const found = await notifications.of(viewer);
  const view = presentNotifications(viewer, found, summaryTimes(), draft, presenterContext(ctx, host));
  const { t } = ctx.state;
  const title = t('notifications:title');
  const shown = draft ? t('tickets:form.errorTitle', { title }) : title;
  await renderPage(ctx, 'pages/notifications', view, { title: shown, status: draft ? 422 : 200 });
}
