import type { Flash, PortalContext } from './portal-context.js';
import type { Site } from './site.js';

/** The address of a path below the mount, e.g. `/HelpDesk/27` → `/portal/HelpDesk/27`. */
export function portalPath(ctx: PortalContext, path: string): string {
  return `${ctx.state.kit.site.mount}${path}`;
}

/** The absolute address of a path below the mount, for mails and canonical links. */
export function portalUrl(site: Site, path: string): string {
  return `${site.origin}${site.mount}${path}`;
}

/** Answers 303 to a path below the mount; a flash is shown by the next page when somebody is signed in. */
export async function redirectTo(ctx: PortalContext, path: string, flash?: Flash): Promise<void> {
  const { kit, session, adminSession } = ctx.state;
  const target = portalPath(ctx, path);
  if (!isLocalPath(target, kit.site)) throw new Error('a redirect must stay on this site');
  if (flash && adminSession) await kit.adminSessions.addFlash(adminSession, flash);
  else if (flash && session) await kit.sessions.addFlash(session, flash);
  ctx.status = 303;
  // A header holds bytes: what somebody typed into `next` beyond ASCII goes the way browsers send it.
  ctx.set('Location', target.replace(/[^!-~]+/gu, encodeURIComponent));
  ctx.body = '';
}

/**
 * The part below the mount of an address that came from outside (`next`), or undefined unless it is a path of this portal: one leading
 * slash, no backslash, no control character or half of one, and the same after parsing it against the site's origin.
 */
export function localPath(address: string | undefined, site: Site): string | undefined {
  if (address === undefined || !isLocalPath(address, site)) return undefined;
  const below = address.slice(site.mount.length);
  return below.startsWith('/') ? below : `/${below}`;
}

function isLocalPath(address: string, site: Site): boolean {
  if (address.length > 2000 || !/^\/(?![/\\])[^\\\p{Cc}\p{Cs}]*$/u.test(address)) return false;
  if (!URL.canParse(address, site.origin)) return false;
  const url = new URL(address, site.origin);
  if (url.origin !== site.origin) return false;
  return [url.pathname, address].every((path) => path === site.mount || /^[/?#]/.test(afterMount(path, site)));
}

/** `x` where the path does not start with the mount, so that no test can pass. */
function afterMount(path: string, site: Site): string {
  return path.startsWith(site.mount) ? path.slice(site.mount.length) : 'x';
}
