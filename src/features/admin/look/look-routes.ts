import { readFile } from 'node:fs/promises';
import { type FieldFault, InvalidInputError, MalformedRequestError, NotFoundError } from '../../../core/errors.js';
import { type LookAssetName, lookAssets } from '../../../store/look-store.js';
import { requireAdmin } from '../../../web/admin-visitor.js';
import type { Brand } from '../../../web/brand.js';
import { type Form, readForm, type UploadRules } from '../../../web/form.js';
import type { PortalContext, PortalRouter } from '../../../web/portal-context.js';
import { redirectTo } from '../../../web/redirect.js';
import { orShowAgain } from '../../refused-form.js';
import { actorOf } from '../actor.js';
import { adminTexts, renderAdminForm } from '../admin-page.js';
import { HEAVIEST_CSS } from './check-css.js';
import { type LookDraft, presentLook } from './look-presenter.js';
import { type LookFile, type LookService, PICTURE_RULES, type TypedLook } from './look-service.js';

interface LookRouteDeps {
  readonly look: LookService;
  readonly brand: Pick<Brand, 'view'>;
}

const UPLOADS: Readonly<Record<LookAssetName, UploadRules>> = {
  logo: { extensions: ['png', 'jpg', 'jpeg', 'webp', 'gif'], maxFileBytes: PICTURE_RULES.logo.maxBytes, maxFiles: 1 },
  favicon: {
    extensions: ['png', 'jpg', 'jpeg', 'webp', 'gif'],
    maxFileBytes: PICTURE_RULES.favicon.maxBytes,
    maxFiles: 1,
  },
  css: { extensions: ['css'], maxFileBytes: HEAVIEST_CSS, maxFiles: 1 },
};

/** `/admin/look`: words, colour, pictures and style sheet of the portal. */
export function addLookRoutes(router: PortalRouter, deps: LookRouteDeps): void {
  const { look } = deps;

  router.get('/admin/look', async (ctx) => {
    requireAdmin(ctx);
    await show(ctx, deps, {}, 200);
  });

  router.post('/admin/look', async (ctx) => {
    const actor = actorOf(requireAdmin(ctx));
    const form = await readForm(ctx);
    const [typed, seen] = [typedOf(form), seenOf(form)];
    await orShowAgain(
      async () => {
        await look.save(typed, Number(seen), actor);
        await redirectTo(ctx, '/admin/look', { kind: 'ok', text: ctx.state.t('admin-look:saved') });
      },
      (faults) => show(ctx, deps, { typed, seen, faults }, 422),
      () => show(ctx, deps, { typed, conflict: true }, 409),
    );
  });

  router.post('/admin/look/reset', async (ctx) => {
    await look.reset(actorOf(requireAdmin(ctx)));
    await redirectTo(ctx, '/admin/look', { kind: 'ok', text: ctx.state.t('admin-look:wasReset') });
  });

  router.post('/admin/look/:asset', async (ctx) => {
    const actor = actorOf(requireAdmin(ctx));
    const name = assetParam(ctx);
    const form = await readForm(ctx, { upload: UPLOADS[name] });
    await orShowAgain(
      async () => {
        await look.putAsset(name, await fileOf(form, name), actor);
        await redirectTo(ctx, '/admin/look', { kind: 'ok', text: ctx.state.t('admin-look:saved') });
      },
      (faults) => show(ctx, deps, { ...(name === 'css' ? { css: form.text('css') } : {}), faults }, 422),
    );
  });

  router.post('/admin/look/:asset/remove', async (ctx) => {
    const actor = actorOf(requireAdmin(ctx));
    await look.removeAsset(assetParam(ctx), actor);
    await redirectTo(ctx, '/admin/look', { kind: 'ok', text: ctx.state.t('admin-look:saved') });
  });
}

async function show(
  ctx: PortalContext,
  { look, brand }: LookRouteDeps,
  draft: LookDraft,
  status: number,
): Promise<void> {
  const view = presentLook(await look.read(), brand.view, draft, adminTexts(ctx));
  await renderAdminForm(ctx, 'pages/admin/look', view, { title: ctx.state.t('admin-look:title'), status });
}

/** The file that came; a style sheet may have been typed instead. */
async function fileOf(form: Form, name: LookAssetName): Promise<LookFile> {
  const [file] = form.files;
  if (file?.fault) throw faultOf(name, file.fault);
  if (file) return { name: file.name, bytes: await readFile(file.path) };
  const typed = name === 'css' ? form.text('css') : '';
  if (typed.trim() === '') throw faultOf(name, { code: 'admin-look:noFile' });
  return { name: 'portal.css', bytes: Buffer.from(typed) };
}

function faultOf(field: string, fault: Omit<FieldFault, 'field'>): InvalidInputError {
  return new InvalidInputError([{ field, ...fault }]);
}

function assetParam(ctx: PortalContext): LookAssetName {
  const name = lookAssets.find((asset) => asset === ctx.params.asset);
  if (!name) throw new NotFoundError();
  return name;
}

function typedOf(form: Form): TypedLook {
  const theme = form.text('theme');
  if (!['', 'light', 'dark'].includes(theme)) throw new MalformedRequestError();
  return {
    name: form.text('name'),
    phone: form.text('phone'),
    email: form.text('email'),
    hours: form.text('hours'),
    footer: form.text('footer'),
    // The colour box always holds a colour; the box beside it says whether one is wanted.
    accent: form.has('_nearest') ? form.text('_nearest') : form.has('ownAccent') ? form.text('accent') : '',
    theme,
  };
}

function seenOf(form: Form): string {
  const seen = form.text('_seen');
  if (!/^\d{1,15}$/.test(seen)) throw new MalformedRequestError();
  return seen;
}
