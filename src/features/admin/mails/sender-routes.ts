import { MalformedRequestError } from '../../../core/errors.js';
import type { HostAdapter } from '../../../host/host-adapter.js';
import { isMailKind } from '../../../mail/emails.js';
import { requireAdmin } from '../../../web/admin-visitor.js';
import { readForm } from '../../../web/form.js';
import type { PortalContext, PortalRouter } from '../../../web/portal-context.js';
import { redirectTo } from '../../../web/redirect.js';
import { orShowAgain } from '../../refused-form.js';
import { actorOf } from '../actor.js';
import { renderAdminForm } from '../admin-page.js';
import { languagesOf, mailsContext } from './mails-context.js';
import { presentSender, presentTestMail } from './sender-presenter.js';
import type { SenderService } from './sender-service.js';

interface SenderRouteDeps {
  readonly host: Pick<HostAdapter, 'wallClock'>;
  readonly sender: SenderService;
}

/** `/admin/mails/sender` and `/admin/mails/test`. */
export function addSenderRoutes(router: PortalRouter, deps: SenderRouteDeps): void {
  const { sender } = deps;

  router.get('/admin/mails/test', async (ctx) => {
    const { email } = requireAdmin(ctx);
    await showTest(ctx, deps, { to: email, kind: 'activation', language: ctx.state.language }, {});
  });

  router.post('/admin/mails/test', async (ctx) => {
    const actor = actorOf(requireAdmin(ctx));
    const form = await readForm(ctx);
    const [to, kind, language] = [form.text('to').trim(), form.text('kind'), form.text('language')];
    if (!isMailKind(kind) || !ctx.state.kit.translator.languages.includes(language)) throw new MalformedRequestError();
    const choice = { to, kind, language };
    await orShowAgain(
      async () => showTest(ctx, deps, choice, { result: await sender.test(choice, actor) }),
      (faults) => showTest(ctx, deps, choice, { faults }),
    );
  });

  router.get('/admin/mails/sender', async (ctx) => {
    requireAdmin(ctx);
    await showSender(ctx, deps, {}, 200);
  });

  router.post('/admin/mails/sender', async (ctx) => {
    const actor = actorOf(requireAdmin(ctx));
    const form = await readForm(ctx);
    const [senderName, replyTo] = [form.text('senderName'), form.text('replyTo')];
    const [typed, seen] = [{ senderName, replyTo, accessTemplate: form.text('accessTemplate') }, form.text('_seen')];
    await orShowAgain(
      async () => {
        await sender.save(typed, seen, actor);
        await redirectTo(ctx, '/admin/mails/sender', { kind: 'ok', text: ctx.state.t('admin:saved') });
      },
      (faults) => showSender(ctx, deps, { typed, seen, faults }, 422),
      () => showSender(ctx, deps, { typed, conflict: true }, 409),
    );
  });
}

async function showSender(
  ctx: PortalContext,
  { host, sender }: SenderRouteDeps,
  draft: Parameters<typeof presentSender>[1],
  status: number,
): Promise<void> {
  const view = presentSender(await sender.read(), draft, sender.address, mailsContext(ctx, host));
  await renderAdminForm(ctx, 'pages/admin/mail-sender', view, {
    title: ctx.state.t('admin-mails:sender.title'),
    status,
  });
}

async function showTest(
  ctx: PortalContext,
  { host }: SenderRouteDeps,
  choice: Parameters<typeof presentTestMail>[0],
  outcome: Parameters<typeof presentTestMail>[2],
): Promise<void> {
  const view = presentTestMail(choice, languagesOf(ctx), outcome, mailsContext(ctx, host));
  const status = outcome.faults ? 422 : 200;
  await renderAdminForm(ctx, 'pages/admin/mail-test', view, { title: ctx.state.t('admin-mails:test.title'), status });
}
