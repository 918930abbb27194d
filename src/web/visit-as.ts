import type { Viewer } from '../access/types.js';
import { NotFoundError } from '../core/errors.js';
import type { Translate } from '../core/i18n.js';
import type { LinkView, MenuItemView } from '../core/view-types.js';
import { readOnly } from '../host/read-only.js';
import type { Session, SessionStore } from '../store/session-store.js';
import { issueCsrf } from './csrf.js';
import { language, useLanguage } from './middleware/language.js';
import { serveAssets } from './middleware/serve-assets.js';
import type { PortalContext, PortalNext, Visit } from './portal-context.js';
import { portalPath } from './redirect.js';
import type { OwnChoice, WebKit } from './web-kit.js';

/** As whom the portal is looked at. */
export interface VisitedAs {
  /** Names the look in its addresses. */
  readonly id: string;
  readonly viewer: Viewer;
  /** What the customer chose in their profile. */
  readonly choice: OwnChoice;
}

const EVENTS_PATH = /^\/[A-Z]\w*\/\d+\/events$/;

/** What the banner says. */
export type VisitWords = Pick<Visit, 'text' | 'shutOut' | 'endText'>;

/**
 * Answers a request of the administration as the portal would answer a customer, at the path behind `/admin/view/<id>`: with their rights,
 * language and theme, without cookies and session, and reading only. `describe` words the banner in the customer's language.
 */
export async function visitAs(
  ctx: PortalContext,
  path: string,
  { id, viewer, choice }: VisitedAs,
  describe: (t: Translate) => VisitWords,
  answer: (ctx: PortalContext, next: PortalNext) => Promise<unknown>,
): Promise<void> {
  const { state } = ctx;
  if (/^\/admin(?:\/|$)/.test(path)) throw new NotFoundError();
  const mount = portalPath(ctx, `/admin/view/${id}`);
  // Ending is the administrator's own doing: the token is made before they become somebody else.
  const own = { adminId: state.admin?.id ?? 0, csrf: issueCsrf(ctx), endAction: `${mount}/end` };
  state.visit = { ...own, ...describe(state.t) };
  state.kit = inertKit(state.kit, mount);
  state.realm = 'customer';
  state.admin = undefined;
  state.adminSession = undefined;
  state.viewer = viewer;
  state.session = sessionOf(id, viewer, choice);
  state.sessionId = state.session.id;
  state.choice = { ...choice };
  ctx.path = path;
  await language(ctx, async () => undefined);
  useLanguage(ctx, choice.language);
  state.visit = { ...own, ...describe(state.t) };
  if (EVENTS_PATH.test(path)) {
    // No content is how a browser is told not to ask again; the stream itself would be held in the customer's name.
    ctx.status = 204;
    return;
  }
  await readOnly(() => serveAssets(ctx, () => answer(ctx, async () => undefined) as Promise<void>));
}

/** Like no cookie's id, so that a form token made with it is nobody's. */
function sessionOf(id: string, { contact }: Viewer, { language: own, theme }: OwnChoice): Session {
  const choice = { language: own, theme };
  const times = { createdAt: 0, seenAt: 0 };
  const { id: contactId, accountId } = contact;
  return { id: `view:${id}`, contactId, accountId, kind: 'full', flash: [], profile: undefined, choice, ...times };
}

const noSessions: Pick<SessionStore, 'find' | 'touch' | 'revoke' | 'addFlash' | 'takeFlash'> = {
  find: async () => undefined,
  touch: async () => undefined,
  revoke: async () => false,
  addFlash: async () => undefined,
  takeFlash: async () => [],
};

/** The same portal under the look's own addresses, which keeps nothing of the visit. */
function inertKit(kit: WebKit, mount: string): WebKit {
  const move = (href: string): string => mount + href.slice(kit.site.mount.length);
  const moveLink = <Link extends LinkView>(link: Link): Link => ({ ...link, href: move(link.href) });
  const moveItem = ({ browse, search, create, ...item }: MenuItemView): MenuItemView => ({
    ...item,
    href: move(item.href),
    ...(browse ? { browse: moveLink(browse) } : {}),
    ...(search ? { search: moveLink(search) } : {}),
    ...(create ? { create: moveLink(create) } : {}),
  });
  return {
    ...kit,
    site: { ...kit.site, mount },
    sessions: noSessions,
    recordDenied: () => undefined,
    buildMenu: (viewer, code, path) => kit.buildMenu(viewer, code, path).map(moveItem),
  };
}
