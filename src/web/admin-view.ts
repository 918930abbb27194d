import Handlebars from 'handlebars';
import { initialsOf } from '../core/text.js';
import type { FrameView } from '../core/view-types.js';
import { issueCsrf } from './csrf.js';
import { anonymousFrame, languageChoices } from './frame-view.js';
import type { PortalContext } from './portal-context.js';
import { isQuietVisit } from './quiet-visit.js';
import type { PageOptions } from './view.js';
import type { LayoutData } from './view-engine.js';

/** Answers with a page of the administration: its own frame for who is signed in, else the plain one. Extensions do not see its data. */
export async function renderAdminPage(
  ctx: PortalContext,
  page: string,
  data: object,
  options: Omit<PageOptions, 'search'>,
): Promise<void> {
  const { kit, t, adminSession } = ctx.state;
  const isStatic = options.layout === 'static';
  const frame = isStatic ? anonymousFrame(ctx) : await buildAdminFrame(ctx);
  const runtime = { t, frame };
  const body = new Handlebars.SafeString(kit.engine.render(page, data, runtime));
  const layout = adminSession?.kind === 'full' && !isStatic ? 'layouts/admin' : 'layouts/plain';
  ctx.body = kit.engine.render(layout, { title: options.title, page, body } satisfies LayoutData, runtime);
  ctx.status = options.status ?? 200;
  ctx.type = 'text/html; charset=utf-8';
  ctx.set('Content-Language', frame.language);
}

async function buildAdminFrame(ctx: PortalContext): Promise<FrameView> {
  const { kit, t, admin, adminSession } = ctx.state;
  const isInside = adminSession?.kind === 'full';
  return {
    ...anonymousFrame(ctx),
    csrf: issueCsrf(ctx),
    ...(admin ? { viewer: { name: admin.name, initials: initialsOf(admin.name) } } : {}),
    menu: isInside ? kit.buildAdminMenu(ctx.path, t) : [],
    languages: languageChoices(ctx),
    flash: adminSession && !isQuietVisit(ctx) ? await kit.adminSessions.takeFlash(adminSession) : [],
  };
}
