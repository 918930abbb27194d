import { MalformedRequestError, NotFoundError } from '../../../core/errors.js';
import type { HostAdapter } from '../../../host/host-adapter.js';
import { type MailState, mailStates } from '../../../store/models/mail-row.js';
import { renderAdminPage } from '../../../web/admin-view.js';
import { requireAdmin } from '../../../web/admin-visitor.js';
import { sendMailPage } from '../../../web/mail-page.js';
import type { Flash, PortalContext, PortalRouter } from '../../../web/portal-context.js';
import { readQuery } from '../../../web/query.js';
import { redirectTo } from '../../../web/redirect.js';
import { idParam } from '../../route-params.js';
import { actorOf } from '../actor.js';
import { presentOutboxMail } from './mail-presenter.js';
import { mailsContext } from './mails-context.js';
import { OUTBOX_PAGE_SIZE, outboxPath, presentOutbox } from './outbox-presenter.js';
import type { OutboxService } from './outbox-service.js';

interface OutboxRouteDeps {
  readonly host: Pick<HostAdapter, 'wallClock'>;
  readonly outbox: OutboxService;
}

/** `/admin/mails`: the outbox and each of its mails; to be mounted behind the pages with names of their own. */
export function addOutboxRoutes(router: PortalRouter, { host, outbox }: OutboxRouteDeps): void {
  router.get('/admin/mails', async (ctx) => {
    requireAdmin(ctx);
    const { filter, page } = readFilter(ctx);
    const found = await outbox.page(filter, page, OUTBOX_PAGE_SIZE);
    if (page > 1 && found.rows.length === 0) return redirectTo(ctx, outboxPath(filter));
    const view = presentOutbox(found, filter, page, (row) => outbox.subject(row), mailsContext(ctx, host));
    await renderAdminPage(ctx, 'pages/admin/mails', view, { title: ctx.state.t('admin-mails:title') });
  });

  router.post('/admin/mails/retry', async (ctx) => {
    const count = await outbox.retryFailed(actorOf(requireAdmin(ctx)));
    await redirectTo(ctx, '/admin/mails', { kind: 'ok', text: ctx.state.t('admin-mails:retried', { count }) });
  });

  router.get('/admin/mails/:id', async (ctx) => {
    requireAdmin(ctx);
    const view = presentOutboxMail(await outbox.show(idParam(ctx)), mailsContext(ctx, host));
    await renderAdminPage(ctx, 'pages/admin/mail', view, { title: view.title });
  });

  router.get('/admin/mails/:id/html', async (ctx) => {
    requireAdmin(ctx);
    const { content } = await outbox.show(idParam(ctx));
    if (!content) throw new NotFoundError();
    sendMailPage(ctx, content.html);
  });

  router.post('/admin/mails/:id/retry', async (ctx) => {
    const id = idParam(ctx);
    const isDone = await outbox.retry(id, actorOf(requireAdmin(ctx)));
    await redirectTo(ctx, `/admin/mails/${id}`, flash(ctx, isDone, 'retriedOne'));
  });

  router.post('/admin/mails/:id/cancel', async (ctx) => {
    const id = idParam(ctx);
    const isDone = await outbox.cancel(id, actorOf(requireAdmin(ctx)));
    await redirectTo(ctx, `/admin/mails/${id}`, flash(ctx, isDone, 'cancelled'));
  });
}

function flash(ctx: PortalContext, isDone: boolean, done: 'retriedOne' | 'cancelled'): Flash {
  const { t } = ctx.state;
  return isDone ? { kind: 'ok', text: t(`admin-mails:${done}`) } : { kind: 'warn', text: t('admin-mails:tooLate') };
}

const STATES: readonly string[] = mailStates;

function readFilter(ctx: PortalContext) {
  const query = readQuery(ctx, ['state', 'kind', 'q', 'page']);
  const [state, kind, page = '1'] = [query.get('state'), query.get('kind'), query.get('page')];
  if (!/^[1-9]\d{0,5}$/.test(page) || (state && !STATES.includes(state))) throw new MalformedRequestError();
  return {
    filter: {
      state: (state || undefined) as MailState | undefined,
      kind: kind || undefined,
      text: query.get('q')?.trim() || undefined,
    },
    page: Number(page),
  };
}
