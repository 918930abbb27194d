import { type FieldFault, NotFoundError } from '../../../core/errors.js';
import { parseId } from '../../../core/text.js';
import type { HostAdapter } from '../../../host/host-adapter.js';
import { renderAdminPage } from '../../../web/admin-view.js';
import { requireAdmin } from '../../../web/admin-visitor.js';
import { readForm } from '../../../web/form.js';
import type { PortalContext, PortalRouter } from '../../../web/portal-context.js';
import { readQuery } from '../../../web/query.js';
import { redirectTo } from '../../../web/redirect.js';
import { orShowAgain } from '../../refused-form.js';
import { adminTexts, renderAdminForm } from '../admin-page.js';
import type { ProfileDesk, ProfileOverview } from './profile-desk.js';
import { presentHistory } from './profile-history-presenter.js';
import {
  type ProfileContext,
  presentDelete,
  presentNew,
  presentProfiles,
  START_EMPTY,
  START_OLD,
  type Typed,
} from './profile-list-presenter.js';

/** What the pages of profiles are made of. */
export interface ProfileRouteDeps {
  readonly host: HostAdapter;
  readonly desk: ProfileDesk;
}

/** The list of profiles and their life: made, copied, renamed, made the default, taken away. */
export function addProfileRoutes(router: PortalRouter, deps: ProfileRouteDeps): void {
  const { desk } = deps;

  router.get('/admin/profiles', async (ctx) => {
    requireAdmin(ctx);
    const view = presentProfiles(await desk.overview(), profileContext(ctx, deps));
    await renderAdminPage(ctx, 'pages/admin/profiles', view, { title: ctx.state.t('admin-profiles:title') });
  });

  router.get('/admin/profiles/new', async (ctx) => {
    requireAdmin(ctx);
    const from = readQuery(ctx, ['from']).get('from') ?? START_EMPTY;
    const model = (await desk.overview()).find(({ id }) => id === from);
    const name = model ? ctx.state.t('admin-profiles:copyName', { name: model.name }) : '';
    await showNew(ctx, deps, { values: { name, from }, faults: [] });
  });

  router.post('/admin/profiles/new', async (ctx) => {
    const admin = requireAdmin(ctx);
    const form = await readForm(ctx);
    const [name, from] = [form.text('name'), form.text('from')];
    await orShowAgain(
      async () => {
        const model = from === START_EMPTY ? undefined : from;
        const id = await (from === START_OLD ? desk.importOldPortal(admin, name) : desk.create(name, admin, model));
        await say(ctx, `/admin/profiles/${id}`, 'created', { name: name.trim() });
      },
      (faults) => showNew(ctx, deps, { values: { name, from }, faults }),
    );
  });

  router.post('/admin/profiles/:profile/rename', async (ctx) => {
    const admin = requireAdmin(ctx);
    const id = profileParam(ctx);
    const name = (await readForm(ctx)).text('name');
    await orShowAgain(
      async () => {
        await desk.rename(id, name, admin);
        await say(ctx, `/admin/profiles/${id}/history`, 'renamed', { name: name.trim() });
      },
      (faults) => showHistory(ctx, deps, id, { name, faults }),
    );
  });

  router.post('/admin/profiles/:profile/default', async (ctx) => {
    const admin = requireAdmin(ctx);
    const id = profileParam(ctx);
    await desk.makeDefault(id, admin);
    await say(ctx, `/admin/profiles/${id}/history`, 'madeDefault');
  });

  router.get('/admin/profiles/:profile/delete', async (ctx) => {
    requireAdmin(ctx);
    await showDelete(ctx, deps, profileParam(ctx), { values: {}, faults: [] });
  });

  router.post('/admin/profiles/:profile/delete', async (ctx) => {
    const admin = requireAdmin(ctx);
    const id = profileParam(ctx);
    const heir = (await readForm(ctx)).text('heir');
    await orShowAgain(
      async () => {
        await desk.remove(id, heir || undefined, admin);
        await say(ctx, '/admin/profiles', 'removed');
      },
      (faults) => showDelete(ctx, deps, id, { values: { heir }, faults }),
    );
  });

  router.get('/admin/profiles/:profile/history', async (ctx) => {
    requireAdmin(ctx);
    await showHistory(ctx, deps, profileParam(ctx));
  });
}

/** A profile's id from the address; NotFoundError unless it could be one. */
export function profileParam(ctx: { readonly params: Readonly<Record<string, string>> }): string {
  const id = ctx.params.profile ?? '';
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new NotFoundError();
  return id;
}

/** A version's number from the address; NotFoundError unless it could be one. */
export function versionParam(ctx: { readonly params: Readonly<Record<string, string>> }): number {
  const version = parseId(ctx.params.version ?? '');
  if (version === undefined) throw new NotFoundError();
  return version;
}

/** What presenters of profiles need of this request. */
export function profileContext(ctx: PortalContext, { host }: Pick<ProfileRouteDeps, 'host'>): ProfileContext {
  return { ...adminTexts(ctx), metadata: host.metadata.current, wallTime: (at) => host.wallClock.format(at) };
}

/** Goes on to a page that says what was done. */
export function say(ctx: PortalContext, path: string, key: string, values?: Record<string, unknown>): Promise<void> {
  return redirectTo(ctx, path, { kind: 'ok', text: ctx.state.t(`admin-profiles:done.${key}`, values) });
}

async function showNew(ctx: PortalContext, deps: ProfileRouteDeps, typed: Typed): Promise<void> {
  const view = presentNew(await deps.desk.overview(), typed, profileContext(ctx, deps));
  await render(ctx, 'profile-new', view, 'newTitle', typed.faults);
}

async function showDelete(ctx: PortalContext, deps: ProfileRouteDeps, id: string, typed: Typed): Promise<void> {
  const all = await deps.desk.overview();
  const view = presentDelete(profileIn(all, id), all, typed, profileContext(ctx, deps));
  await render(ctx, 'profile-delete', view, 'delete', typed.faults);
}

async function showHistory(
  ctx: PortalContext,
  deps: ProfileRouteDeps,
  id: string,
  typed?: { readonly name: string; readonly faults: readonly FieldFault[] },
): Promise<void> {
  const profile = profileIn(await deps.desk.overview(), id);
  const view = presentHistory(profile, await deps.desk.history(id), profileContext(ctx, deps), typed);
  await render(ctx, 'profile-history', view, 'history', typed?.faults ?? []);
}

async function render(
  ctx: PortalContext,
  page: string,
  view: object,
  titleKey: string,
  faults: readonly FieldFault[],
): Promise<void> {
  const title = ctx.state.t(`admin-profiles:${titleKey}`);
  await renderAdminForm(ctx, `pages/admin/${page}`, view, { title, status: faults.length > 0 ? 422 : 200 });
}

function profileIn(all: readonly ProfileOverview[], id: string): ProfileOverview {
  const profile = all.find((candidate) => candidate.id === id);
  if (!profile) throw new NotFoundError();
  return profile;
}
