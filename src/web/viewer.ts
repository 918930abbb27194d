import type { Viewer } from '../access/types.js';
import { NotSignedInError } from '../core/errors.js';
import type { Session } from '../store/session-store.js';
import type { PortalContext } from './portal-context.js';

/**
 * Who is signed in. NotSignedInError leads a browser to the sign-in page and back, or to the change of the one-time password when that is
 * still due.
 */
export function requireViewer(ctx: PortalContext): Viewer {
  const { viewer, session } = ctx.state;
  if (!viewer || session?.kind !== 'full') throw new NotSignedInError();
  return viewer;
}

/** The session of whoever signed in, also with a one-time password only; NotSignedInError otherwise. */
export function requireSession(ctx: PortalContext): Session {
  const { session } = ctx.state;
  if (!session) throw new NotSignedInError();
  return session;
}
