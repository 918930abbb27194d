import type { FieldFault } from '../../core/errors.js';
import type { PortalContext } from '../../web/portal-context.js';
import { localPath, portalPath } from '../../web/redirect.js';
import { renderPage } from '../../web/view.js';
import type { PresenterContext } from '../present-context.js';
import type { Browser } from './sign-in-service.js';

/** Pages that nobody wants to land on after signing in. */
const ACCESS_PAGES = /^\/(sign-in|sign-out|password|activate|language)(?:[/?#]|$)/;

/** The browser behind a request. */
export function browserOf(ctx: PortalContext): Browser {
  const { network, language, log } = ctx.state;
  return { network, language, log, userAgent: ctx.get('User-Agent') };
}

/** Texts and addresses for presenters of pages that need nothing of the CRM. */
export function textsOf(ctx: PortalContext): Pick<PresenterContext, 't' | 'path'> {
  return { t: ctx.state.t, path: (path) => portalPath(ctx, path) };
}

/** Where a visitor wanted to go, below the mount; undefined unless it is a page of this portal worth going to. */
export function wantedPath(ctx: PortalContext, address: string | undefined): string | undefined {
  const path = localPath(address, ctx.state.kit.site);
  return path !== undefined && !ACCESS_PAGES.test(path) ? path : undefined;
}

/** A page of its own layout; with faults it is a 422 whose title says so. */
export async function showForm(
  ctx: PortalContext,
  page: string,
  view: { readonly title: string; readonly data: object },
  faults: readonly FieldFault[],
): Promise<void> {
  const isRefused = faults.length > 0;
  const title = isRefused ? ctx.state.t('sign-in:errors.page', { title: view.title }) : view.title;
  await renderPage(ctx, page, view.data, { title, status: isRefused ? 422 : 200 });
}
