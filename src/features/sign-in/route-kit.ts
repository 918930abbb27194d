import type { FieldFault } from '../../core/errors.js';
import { keyedHash } from '../../core/secrets.js';
import { KNOWN_DAYS } from '../../store/known-browser-store.js';
import { readCookie, setCookie } from '../../web/cookies.js';
import type { PortalContext } from '../../web/portal-context.js';
import { localPath, portalPath } from '../../web/redirect.js';
import { renderPage } from '../../web/view.js';
import type { PresenterContext } from '../present-context.js';
import type { Browser } from './sign-in-service.js';

/** Holds the mark by which a browser is known again. */
const MARK_COOKIE = 'browser';

/** Pages that nobody wants to land on after signing in. */
const ACCESS_PAGES = /^\/(sign-in|sign-out|password|activate|language)(?:[/?#]|$)/;

/** The browser behind a request. */
export function browserOf(ctx: PortalContext): Browser {
  const { network, language, log } = ctx.state;
  return { network, language, log, userAgent: ctx.get('User-Agent'), mark: markOf(ctx) };
}

/** Lets a browser be known again; to be called once it proved whose it is. */
export function keepMark(ctx: PortalContext, { mark }: Browser): void {
  if (mark !== undefined) setCookie(ctx, MARK_COOKIE, mark, KNOWN_DAYS * 86_400);
}

/** Made of the session the form hangs on: a form that is sent twice at once comes from one browser. */
function markOf(ctx: PortalContext): string | undefined {
  const { visit, sessionId, kit } = ctx.state;
  const kept = readCookie(ctx, MARK_COOKIE);
  if (kept !== undefined && /^[0-9a-f]{64}$/.test(kept)) return kept;
  return visit || sessionId === undefined ? undefined : keyedHash(kit.secret, 'known browser', sessionId);
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
