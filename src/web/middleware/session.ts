import type { ViewerLoader } from '../../access/viewer-loader.js';
import type { Session } from '../../store/session-store.js';
import { readCookie } from '../cookies.js';
import type { PortalContext, PortalNext } from '../portal-context.js';
import { isQuietVisit } from '../quiet-visit.js';
import { endSession, startSession } from '../session-cookie.js';
import { signInAdmin } from './admin-session.js';
import { useLanguage } from './language.js';

interface SessionDeps {
  readonly viewers: Pick<ViewerLoader, 'load'>;
  /** Makes a session from the remember-me cookie, if it holds; sign-in brings it. */
  readonly remember: (ctx: PortalContext) => Promise<Session | undefined>;
}

/** Finds out who is signed in, anew at every request: a contact without access, or in another company, is signed out at once. */
export function session(deps: SessionDeps) {
  return async (ctx: PortalContext, next: PortalNext): Promise<void> => {
    if (ctx.state.realm === 'admin') {
      await signInAdmin(ctx);
      return next();
    }
    const { kit, sessionId } = ctx.state;
    const known = sessionId === undefined ? undefined : await kit.sessions.find(sessionId);
    const current = known ?? (isQuietVisit(ctx) ? undefined : await remembered(ctx, deps));
    if (current) await signIn(ctx, current, deps);
    useTheme(ctx);
    await next();
  };
}

async function remembered(ctx: PortalContext, deps: SessionDeps): Promise<Session | undefined> {
  if (readCookie(ctx, 'remember') === undefined) return undefined;
  const fresh = await deps.remember(ctx);
  if (fresh) startSession(ctx, fresh);
  return fresh;
}

async function signIn(ctx: PortalContext, current: Session, deps: SessionDeps): Promise<void> {
  const { kit } = ctx.state;
  const viewer = await deps.viewers.load(current.contactId, current.profile);
  if (!viewer || viewer.contact.accountId !== current.accountId) {
    await kit.sessions.revoke(current.id);
    endSession(ctx);
    return;
  }
  if (!isQuietVisit(ctx)) await kit.sessions.touch(current);
  ctx.state.session = current;
  ctx.state.viewer = viewer;
  ctx.state.choice = await kit.ownChoice(current);
  useLanguage(ctx, ctx.state.choice.language);
}

function useTheme(ctx: PortalContext): void {
  const theme = ctx.state.choice.theme ?? readCookie(ctx, 'theme');
  if (theme === 'light' || theme === 'dark') ctx.state.choice = { ...ctx.state.choice, theme };
}
