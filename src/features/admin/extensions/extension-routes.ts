import { type FieldFault, isErrorOf, NotFoundError, RefusedError } from '../../../core/errors.js';
import { renderAdminPage } from '../../../web/admin-view.js';
import { requireAdmin } from '../../../web/admin-visitor.js';
import { readForm } from '../../../web/form.js';
import type { PortalContext, PortalRouter } from '../../../web/portal-context.js';
import { redirectTo } from '../../../web/redirect.js';
import { orShowAgain } from '../../refused-form.js';
import { actorOf } from '../actor.js';
import { adminTexts, renderAdminForm } from '../admin-page.js';
import { presentExtensionSettings, presentExtensions } from './extension-presenter.js';
import type { ExtensionDesk, ExtensionEntry } from './extension-types.js';

const PATH = '/admin/extensions';

interface Typed {
  readonly typed?: ReadonlyMap<string, string>;
  readonly faults?: readonly FieldFault[];
  readonly isStale?: boolean;
}

/** «Estensioni»: what lies in the folder of extensions, and what is set about each. */
export function addExtensionRoutes(router: PortalRouter, desk: ExtensionDesk): void {
  router.get(PATH, async (ctx) => {
    requireAdmin(ctx);
    const view = presentExtensions(await desk.list(), adminTexts(ctx));
    await renderAdminPage(ctx, 'pages/admin/extensions', view, { title: view.title });
  });

  router.post(`${PATH}/:id/enable`, async (ctx) => {
    const admin = requireAdmin(ctx);
    const { id, name } = await entryOf(ctx, desk);
    const { t } = ctx.state;
    try {
      await desk.enable(id, actorOf(admin));
    } catch (error) {
      if (!isErrorOf(error, RefusedError)) throw error;
      const text = t('admin-extensions:refused', { name, reason: error.values.reason });
      return redirectTo(ctx, PATH, { kind: 'bad', text });
    }
    await redirectTo(ctx, PATH, { kind: 'ok', text: t('admin-extensions:enable.done', { name }) });
  });

  router.post(`${PATH}/:id/disable`, async (ctx) => {
    const admin = requireAdmin(ctx);
    const { id, name } = await entryOf(ctx, desk);
    await desk.disable(id, actorOf(admin));
    await redirectTo(ctx, PATH, { kind: 'ok', text: ctx.state.t('admin-extensions:disable.done', { name }) });
  });

  router.get(`${PATH}/:id`, async (ctx) => {
    requireAdmin(ctx);
    await showSettings(ctx, await settableOf(ctx, desk));
  });

  router.post(`${PATH}/:id`, async (ctx) => {
    const admin = requireAdmin(ctx);
    const entry = await settableOf(ctx, desk);
    const form = await readForm(ctx);
    const typed = new Map(entry.settings.flatMap(({ key }) => (form.has(key) ? [[key, form.text(key)]] : [])));
    await orShowAgain(
      async () => {
        await desk.saveSettings(entry.id, typed, form.text('mark'), actorOf(admin));
        await redirectTo(ctx, PATH, { kind: 'ok', text: ctx.state.t('admin:saved') });
      },
      (faults) => showSettings(ctx, entry, { typed, faults }),
      () => showSettings(ctx, entry, { typed, isStale: true }),
    );
  });
}

async function entryOf(ctx: PortalContext, desk: ExtensionDesk): Promise<ExtensionEntry> {
  const entry = await desk.find(String(ctx.params.id));
  if (!entry) throw new NotFoundError();
  return entry;
}

async function settableOf(ctx: PortalContext, desk: ExtensionDesk): Promise<ExtensionEntry> {
  const entry = await entryOf(ctx, desk);
  if (entry.settings.length === 0) throw new NotFoundError();
  return entry;
}

async function showSettings(ctx: PortalContext, entry: ExtensionEntry, shown: Typed = {}): Promise<void> {
  const view = presentExtensionSettings(entry, adminTexts(ctx), shown);
  const stale = shown.isStale ? { stale: ctx.state.t('admin:settings.changedMeanwhile') } : {};
  const status = shown.isStale ? 409 : shown.faults ? 422 : 200;
  await renderAdminForm(ctx, 'pages/admin/extension', { ...view, ...stale }, { title: view.title, status });
}
