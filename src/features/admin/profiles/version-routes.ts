import { readFile } from 'node:fs/promises';
import { ConflictError, type FieldFault, InvalidInputError } from '../../../core/errors.js';
import type { Translate } from '../../../core/i18n.js';
import { parseId } from '../../../core/text.js';
import { renderAdminPage } from '../../../web/admin-view.js';
import { requireAdmin } from '../../../web/admin-visitor.js';
import { type Form, readForm, type UploadRules } from '../../../web/form.js';
import type { PortalContext, PortalRouter } from '../../../web/portal-context.js';
import { readQuery } from '../../../web/query.js';
import { redirectTo } from '../../../web/redirect.js';
import { faultSentence, faultsOf } from '../../fault-sentence.js';
import { orShowAgain } from '../../refused-form.js';
import { renderAdminForm } from '../admin-page.js';
import type { ImportWarning } from './profile-desk.js';
import { presentRollBack, presentSummary } from './profile-history-presenter.js';
import { presentImport, type Typed } from './profile-list-presenter.js';
import { type ProfileRouteDeps, profileContext, profileParam, say, versionParam } from './profile-routes.js';

/** An export is some kilobytes; the pasted text has the same room. */
const IMPORT: UploadRules = { extensions: ['json', 'txt'], maxFileBytes: 256 * 1024, maxFiles: 1 };
/** What was kept out is told one by one up to here. */
const MOST_TOLD = 12;

/** Publishing and going back, and profiles that come and go as files. */
export function addVersionRoutes(router: PortalRouter, deps: ProfileRouteDeps): void {
  const { desk } = deps;

  router.get('/admin/profiles/import', async (ctx) => {
    requireAdmin(ctx);
    await showImport(ctx, deps, { values: {}, faults: [] });
  });

  router.post('/admin/profiles/import', async (ctx) => {
    const admin = requireAdmin(ctx);
    const form = await readForm(ctx, { upload: IMPORT });
    const values = { json: form.text('json'), into: form.text('into') };
    await orShowAgain(
      async () => {
        const imported = await desk.importProfile(await importedText(form), admin, values.into || undefined);
        await tellImported(ctx, deps, imported);
      },
      (faults) => showImport(ctx, deps, { values, faults }),
    );
  });

  router.get('/admin/profiles/:profile/publish', async (ctx) => {
    requireAdmin(ctx);
    await showSummary(ctx, deps, profileParam(ctx));
  });

  router.post('/admin/profiles/:profile/publish', async (ctx) => {
    const admin = requireAdmin(ctx);
    const id = profileParam(ctx);
    const form = await readForm(ctx);
    const note = form.text('note');
    const version = await unlessMoved(ctx, deps, id, () => desk.publish(id, revisionOf(form), admin, note), note);
    if (version !== undefined) await say(ctx, `/admin/profiles/${id}/history`, 'published', { version });
  });

  router.post('/admin/profiles/:profile/discard', async (ctx) => {
    const admin = requireAdmin(ctx);
    const id = profileParam(ctx);
    const revision = revisionOf(await readForm(ctx));
    const done = await unlessMoved(ctx, deps, id, async () => {
      await desk.discard(id, revision, admin);
      return true;
    });
    if (done) await say(ctx, `/admin/profiles/${id}`, 'discarded');
  });

  router.get('/admin/profiles/:profile/versions/:version', async (ctx) => {
    requireAdmin(ctx);
    const summary = await desk.rollBackSummary(profileParam(ctx), versionParam(ctx));
    const view = presentRollBack(summary, profileContext(ctx, deps));
    await renderAdminPage(ctx, 'pages/admin/profile-change', view, { title: view.title });
  });

  router.post('/admin/profiles/:profile/versions/:version', async (ctx) => {
    const admin = requireAdmin(ctx);
    const id = profileParam(ctx);
    const from = versionParam(ctx);
    const history = `/admin/profiles/${id}/history`;
    await orShowAgain(
      async () => say(ctx, history, 'rolledBack', { version: await desk.rollBack(id, from, admin), from }),
      (faults) => redirectTo(ctx, history, { kind: 'bad', text: sentencesOf(faults, ctx.state.t) }),
    );
  });

  router.get('/admin/profiles/:profile/export', async (ctx) => {
    requireAdmin(ctx);
    const asked = readQuery(ctx, ['version']).get('version');
    const file = await desk.exportProfile(profileParam(ctx), asked === undefined ? undefined : (parseId(asked) ?? 0));
    ctx.attachment(`${file.name} ${file.version}.json`);
    ctx.type = 'application/json; charset=utf-8';
    ctx.body = JSON.stringify(file, undefined, 2);
  });
}

/** The file where there is one, else the pasted text. */
async function importedText(form: Form): Promise<string> {
  const [file] = form.files;
  if (file?.fault) throw new InvalidInputError([{ field: 'files', ...file.fault }]);
  const text = file ? await readFile(file.path, 'utf8') : form.text('json');
  if (text.trim() === '')
    throw new InvalidInputError([{ field: 'json', code: 'admin-profiles:fault.nothingToImport' }]);
  return text;
}

async function tellImported(
  ctx: PortalContext,
  deps: ProfileRouteDeps,
  { id, name, warnings }: { readonly id: string; readonly name: string; readonly warnings: readonly ImportWarning[] },
): Promise<void> {
  if (warnings.length === 0) return say(ctx, `/admin/profiles/${id}`, 'imported', { name });
  const { t } = ctx.state;
  const { metadata, language } = profileContext(ctx, deps);
  const words = warnings.slice(0, MOST_TOLD).map((warning) => {
    const module = warning.module ? metadata.module(warning.module) : undefined;
    const label = module ? metadata.labels.label(module.name, module.label, language) : '';
    return t(`admin-profiles:warn.${warning.kind}`, { name: warning.name, module: label });
  });
  const list = words.join('; ');
  const text = t('admin-profiles:done.importedPartly', { name, list, count: warnings.length });
  await redirectTo(ctx, `/admin/profiles/${id}`, { kind: 'warn', text });
}

async function showImport(ctx: PortalContext, deps: ProfileRouteDeps, typed: Typed): Promise<void> {
  const view = presentImport(await deps.desk.overview(), typed, profileContext(ctx, deps));
  const title = ctx.state.t('admin-profiles:importTitle');
  const status = typed.faults.length > 0 ? 422 : 200;
  await renderAdminForm(ctx, 'pages/admin/profile-import', view, { title, status });
}

/** Does a step on the draft; when somebody was faster, the page comes back as it is now, with who and when. */
async function unlessMoved<T>(
  ctx: PortalContext,
  deps: ProfileRouteDeps,
  id: string,
  step: () => Promise<T>,
  note?: string,
): Promise<T | undefined> {
  try {
    return await step();
  } catch (error) {
    const faults = faultsOf(error);
    if (!faults && !(error instanceof ConflictError)) throw error;
    const refusal = faults
      ? sentencesOf(faults, ctx.state.t)
      : ctx.state.t(`errors:${(error as ConflictError).code}`, (error as ConflictError).values);
    await showSummary(ctx, deps, id, { refusal, ...(note === undefined ? {} : { note }) }, faults ? 422 : 409);
    return undefined;
  }
}

function sentencesOf(faults: readonly FieldFault[], t: Translate): string {
  return faults.map((fault) => faultSentence(fault, t)).join(' ');
}

async function showSummary(
  ctx: PortalContext,
  deps: ProfileRouteDeps,
  id: string,
  refused: { readonly refusal?: string; readonly note?: string } = {},
  status = 200,
): Promise<void> {
  const view = presentSummary(await deps.desk.summary(id), profileContext(ctx, deps), refused);
  await renderAdminForm(ctx, 'pages/admin/profile-change', view, { title: view.title, status });
}

/** What the page showed; nothing that could be one fits no revision. */
function revisionOf(form: Form): number {
  const text = form.text('revision');
  return /^\d{1,9}$/.test(text) ? Number(text) : -1;
}
