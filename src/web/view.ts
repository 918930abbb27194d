import Handlebars from 'handlebars';
import { contactView } from '../access/contact-view.js';
import { anonymousFrame, buildFrame } from './frame-view.js';
import type { PortalContext } from './portal-context.js';
import type { LayoutData } from './view-engine.js';

/**
 * What a page says of itself: `title` without the site's name; the layout follows from who is signed in unless said. `static` is the plain
 * one without session and token, for when the database is away.
 */
export interface PageOptions {
  readonly title: string;
  readonly status?: number;
  readonly layout?: 'frame' | 'plain' | 'static';
  /** What stands in the search box of the frame. */
  readonly search?: string;
}

/**
 * Answers with a page: extensions may change its data (`page.beforeRender`), then `page` (`pages/home`) is rendered into its layout. Asks
 * the database only to take waiting messages.
 */
export async function renderPage(ctx: PortalContext, page: string, data: object, options: PageOptions): Promise<void> {
  const { kit, t, viewer, session } = ctx.state;
  const layout = options.layout ?? (viewer && session?.kind === 'full' ? 'frame' : 'plain');
  const contact = viewer && contactView(viewer.contact);
  const draft = await kit.hooks.applyFilters('page.beforeRender', { page, data: { ...data } }, { contact });
  const frame = layout === 'static' ? anonymousFrame(ctx) : await buildFrame(ctx, options.search);
  const runtime = { t, frame };
  const body = new Handlebars.SafeString(kit.engine.render(draft.page, draft.data, runtime));
  const name = layout === 'frame' ? 'layouts/frame' : 'layouts/plain';
  const html = kit.engine.render(name, { title: options.title, page: draft.page, body } satisfies LayoutData, runtime);
  ctx.status = options.status ?? 200;
  ctx.type = 'text/html; charset=utf-8';
  ctx.set('Content-Language', frame.language);
  ctx.body = html;
}
