import { renderAdminPage } from '../../web/admin-view.js';
import type { PortalContext } from '../../web/portal-context.js';
import { portalPath } from '../../web/redirect.js';
import type { PresenterContext } from '../present-context.js';

/** What presenters of the administration put a page into words with. */
export type AdminTexts = Pick<PresenterContext, 't' | 'language' | 'path'>;

/** Texts and addresses of this request. */
export function adminTexts(ctx: PortalContext): AdminTexts {
  const { t, language } = ctx.state;
  return { t, language, path: (path) => portalPath(ctx, path) };
}

/** A page with a form; one that was refused (422) or came too late (409) says so in its title. */
export async function renderAdminForm(
  ctx: PortalContext,
  page: string,
  view: object,
  { title, status }: { readonly title: string; readonly status: number },
): Promise<void> {
  const shown = status === 200 ? title : ctx.state.t('sign-in:errors.page', { title });
  await renderAdminPage(ctx, page, view, { title: shown, status });
}
