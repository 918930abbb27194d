import { MalformedRequestError, NotFoundError } from '../../../core/errors.js';
import type { HostAdapter } from '../../../host/host-adapter.js';
import { isTextKind, type TextKind } from '../../../mail/text-blocks.js';
import { renderAdminPage } from '../../../web/admin-view.js';
import { requireAdmin } from '../../../web/admin-visitor.js';
import { type Form, readForm } from '../../../web/form.js';
import { sendMailPage } from '../../../web/mail-page.js';
import type { PortalContext, PortalRouter } from '../../../web/portal-context.js';
import { redirectTo } from '../../../web/redirect.js';
import { orShowAgain } from '../../refused-form.js';
import { actorOf } from '../actor.js';
import { renderAdminForm } from '../admin-page.js';
import { languagesOf, mailsContext } from './mails-context.js';
import { type MailTextDraft, presentMailText, presentMailTexts } from './text-presenter.js';
import type { MailTextPage, MailTextService } from './text-service.js';

interface TextRouteDeps {
  readonly host: Pick<HostAdapter, 'wallClock'>;
  readonly texts: MailTextService;
}

/** `/admin/mails/texts`: what mails say, in each language. */
export function addMailTextRoutes(router: PortalRouter, deps: TextRouteDeps): void {
  const { host, texts } = deps;

  router.get('/admin/mails/texts', async (ctx) => {
    requireAdmin(ctx);
    const view = presentMailTexts(await texts.changed(), languagesOf(ctx), mailsContext(ctx, host));
    await renderAdminPage(ctx, 'pages/admin/mail-texts', view, { title: ctx.state.t('admin-mails:texts.title') });
  });

  router.get('/admin/mails/texts/:kind/:language', async (ctx) => {
    requireAdmin(ctx);
    await show(ctx, deps, {});
  });

  router.post('/admin/mails/texts/:kind/:language', async (ctx) => {
    const actor = actorOf(requireAdmin(ctx));
    const { kind, language, page, typed, seen, isPreview } = await readTyped(ctx, deps);
    await orShowAgain(
      async () => {
        if (isPreview) return show(ctx, deps, { typed, seen, shown: texts.judge({ kind, language, texts: typed }) });
        await texts.save({ kind, language, texts: typed, seen: Number(seen) }, actor);
        await redirectTo(ctx, pathOf(page), { kind: 'ok', text: ctx.state.t('admin-mails:texts.saved') });
      },
      (faults) => show(ctx, deps, { typed, seen, faults }),
      () => show(ctx, deps, { typed, conflict: true }),
    );
  });

  router.post('/admin/mails/texts/:kind/:language/preview', async (ctx) => {
    requireAdmin(ctx);
    const { kind, language, typed, seen } = await readTyped(ctx, deps);
    await orShowAgain(
      async () => sendMailPage(ctx, texts.preview(kind, language, texts.judge({ kind, language, texts: typed })).html),
      (faults) => show(ctx, deps, { typed, seen, faults }),
    );
  });

  router.post('/admin/mails/texts/:kind/:language/reset', async (ctx) => {
    const actor = actorOf(requireAdmin(ctx));
    const page = await openPage(ctx, texts);
    await texts.reset(page.kind, page.language, actor);
    await redirectTo(ctx, pathOf(page), { kind: 'ok', text: ctx.state.t('admin-mails:texts.wasReset') });
  });
}

interface Shown {
  readonly typed?: Readonly<Record<string, string>>;
  readonly seen?: string;
  readonly faults?: MailTextDraft['faults'];
  readonly conflict?: boolean;
  /** What the preview shows; undefined: what is kept. */
  readonly shown?: Readonly<Record<string, string>>;
}

async function show(ctx: PortalContext, { host, texts }: TextRouteDeps, shown: Shown): Promise<void> {
  const page = await openPage(ctx, texts);
  const { faults = [], conflict = false } = shown;
  const draft = {
    typed: shown.typed,
    seen: shown.seen ?? String(page.stored?.changedAt ?? 0),
    faults,
    conflict,
    preview: texts.preview(page.kind, page.language, shown.shown ?? page.stored?.texts ?? {}),
  };
  const facts = { languages: languagesOf(ctx), changed: await texts.changed() };
  const view = presentMailText(page, draft, facts, mailsContext(ctx, host));
  const status = faults.length > 0 ? 422 : conflict ? 409 : 200;
  await renderAdminForm(ctx, 'pages/admin/mail-text', view, { title: view.title, status });
}

async function readTyped(ctx: PortalContext, { texts }: TextRouteDeps) {
  const page = await openPage(ctx, texts);
  const form = await readForm(ctx);
  const seen = form.text('_seen');
  if (!/^\d{1,15}$/.test(seen)) throw new MalformedRequestError();
  return { ...page, page, typed: typedOf(form, page), seen, isPreview: form.has('_preview') };
}

function typedOf(form: Form, { blocks }: MailTextPage): Readonly<Record<string, string>> {
  return Object.fromEntries(blocks.map(({ name }) => [name, form.text(name)]));
}

async function openPage(ctx: PortalContext, texts: MailTextService): Promise<MailTextPage> {
  const { kind = '', language = '' } = ctx.params as { readonly kind?: string; readonly language?: string };
  if (!isTextKind(kind) || !ctx.state.kit.translator.languages.includes(language)) throw new NotFoundError();
  return texts.open(kind, language);
}

function pathOf({ kind, language }: { readonly kind: TextKind; readonly language: string }): string {
  return `/admin/mails/texts/${kind}/${language}`;
}
