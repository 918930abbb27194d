import { readCookie } from '../cookies.js';
import type { PortalContext } from '../portal-context.js';
import { isQuietVisit } from '../quiet-visit.js';
import { endAdminSession } from '../session-cookie.js';
import { useLanguage } from './language.js';

/** Finds out which administrator is signed in, anew at every request: who is none any more in the CRM is signed out at once. */
export async function signInAdmin(ctx: PortalContext): Promise<void> {
  const { kit, sessionId } = ctx.state;
  useTheme(ctx);
  const session = sessionId === undefined ? undefined : await kit.adminSessions.find(sessionId);
  if (!session) return;
  const admin = await kit.findAdmin(session.userId);
  if (!admin) {
    await kit.adminSessions.revoke(session.id);
    endAdminSession(ctx);
    return;
  }
  if (!isQuietVisit(ctx)) await kit.adminSessions.touch(session);
  ctx.state.adminSession = session;
  ctx.state.admin = admin;
  if (readCookie(ctx, 'language') === undefined) useLanguage(ctx, admin.language);
}

function useTheme(ctx: PortalContext): void {
  const theme = readCookie(ctx, 'theme');
  if (theme === 'light' || theme === 'dark') ctx.state.choice = { ...ctx.state.choice, theme };
}
