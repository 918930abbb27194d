import { ruleOf } from '../../../access/module-rules.js';
import { NotFoundError } from '../../../core/errors.js';
import { customerModules } from '../../../host/metadata/customer-modules.js';
import type { ModuleSchema } from '../../../host/metadata/types.js';
import { renderAdminPage } from '../../../web/admin-view.js';
import { requireAdmin } from '../../../web/admin-visitor.js';
import { type Form, readForm } from '../../../web/form.js';
import type { PortalContext, PortalRouter } from '../../../web/portal-context.js';
import { readQuery } from '../../../web/query.js';
import { redirectTo } from '../../../web/redirect.js';
import { type EditorDeps, editorPage, factsOf, type SentAgain } from './editor-page.js';
import { type EditorPlace, placePath } from './editor-place.js';
import { fieldParts } from './field-parts.js';
import { readStep } from './ordered-keys.js';

const PLAIN_TABS = ['modules', 'home', 'announcements', 'options'] as const;
const LONGEST_TEXT = 200;

/** The pages of a profile's editor: each is one form, and saving it keeps the draft. */
export function addProfileEditorRoutes(router: PortalRouter, deps: EditorDeps): void {
  const addPage = (path: string, placeOf: (ctx: PortalContext) => EditorPlace | Promise<EditorPlace>): void => {
    router.get(path, async (ctx) => {
      requireAdmin(ctx);
      await showPage(ctx, deps, await placeOf(ctx), 200);
    });
    router.post(path, async (ctx) => {
      requireAdmin(ctx);
      await answer(ctx, deps, await placeOf(ctx), await readForm(ctx));
    });
  };

  addPage('/admin/profiles/:profile', (ctx) => ({ profileId: profileParam(ctx), tab: 'general' }));
  for (const tab of PLAIN_TABS)
    addPage(`/admin/profiles/:profile/${tab}`, (ctx) => ({ profileId: profileParam(ctx), tab }));
  addPage('/admin/profiles/:profile/modules/:module', async (ctx) => {
    const module = await moduleParam(ctx, deps);
    const part = Number(/^[1-9]\d?$/.exec(readQuery(ctx, ['part']).get('part') ?? '1')?.[0] ?? 1);
    if (part > fieldParts(module).length) throw new NotFoundError();
    return { profileId: profileParam(ctx), tab: 'fields', module, part };
  });
  addPage('/admin/profiles/:profile/modules/:module/look', async (ctx) => {
    return { profileId: profileParam(ctx), tab: 'look', module: await moduleParam(ctx, deps) };
  });
  router.get('/admin/profiles/:profile/people', async (ctx) => {
    requireAdmin(ctx);
    await showPage(ctx, deps, { profileId: profileParam(ctx), tab: 'people' }, 200);
  });
}

async function answer(ctx: PortalContext, deps: EditorDeps, place: EditorPlace, form: Form): Promise<void> {
  const { id, name } = requireAdmin(ctx);
  const result = await deps.editor.save(place, form, factsOf(ctx, deps), { id, name });
  if (result.kind === 'saved') {
    const flash = { kind: 'ok', text: ctx.state.t('admin-editor:saved') } as const;
    return redirectTo(ctx, nextPath(place, form), readStep(form)?.kind === 'add' ? undefined : flash);
  }
  const { faults, meanwhile } = result;
  await showPage(ctx, deps, place, meanwhile ? 409 : 422, { form, faults, ...(meanwhile ? { meanwhile } : {}) });
}

async function showPage(
  ctx: PortalContext,
  deps: EditorDeps,
  place: EditorPlace,
  status: number,
  again?: SentAgain,
): Promise<void> {
  const view = await editorPage(ctx, deps, place, again);
  const title = again ? ctx.state.t('tickets:form.errorTitle', { title: view.title }) : view.title;
  await renderAdminPage(ctx, 'pages/admin/profile-editor', view, { title, status });
}

/** After saving the page comes back where its administrator was: at the moved row, the new entry, the preview. */
function nextPath(place: EditorPlace, form: Form): string {
  const query = new URLSearchParams();
  const step = readStep(form);
  const isPreview = form.text('preview') === '1';
  const sought = isPreview ? form.text('seen').trim().slice(0, LONGEST_TEXT) : '';
  if (place.tab === 'fields' && place.part > 1) query.set('part', String(place.part));
  if (step?.kind === 'add') query.set('add', '1');
  if (sought !== '') query.set('seen', sought);
  else if (/^[1-9]\d{0,9}$/.test(form.text('as'))) query.set('as', form.text('as'));
  const mark = isPreview ? '#preview' : step ? markOf(place, form, step) : '';
  return placePath(place) + (query.size === 0 ? '' : `?${query}`) + mark;
}

/** Entries of a page are named by their places, which a move changes. */
function markOf(place: EditorPlace, form: Form, step: NonNullable<ReturnType<typeof readStep>>): string {
  if (step.kind === 'add') return '#new';
  if (step.kind === 'remove') return '';
  if (place.tab !== 'home' && place.tab !== 'announcements') return `#row-${encodeURIComponent(step.key)}`;
  const at = form.text('order').split(',').indexOf(step.key);
  return `#row-${Math.max(0, at + (step.kind === 'up' ? -1 : 1))}`;
}

function profileParam(ctx: PortalContext): string {
  const id: unknown = ctx.params.profile;
  if (typeof id !== 'string' || !/^[0-9a-f-]{36}$/.test(id)) throw new NotFoundError();
  return id;
}

/** A module that may be in a profile, or is in this one. */
async function moduleParam(ctx: PortalContext, { host, editor }: EditorDeps): Promise<ModuleSchema> {
  const metadata = host.metadata.current;
  const module = metadata.module(String(ctx.params.module));
  if (!module) throw new NotFoundError();
  if (customerModules(metadata).includes(module)) return module;
  const { draft } = await editor.open(profileParam(ctx));
  if (!ruleOf(draft.document, module.name)) throw new NotFoundError();
  return module;
}
