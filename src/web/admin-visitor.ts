import { NotSignedInError } from '../core/errors.js';
import type { Admin } from './admin.js';
import type { PortalContext } from './portal-context.js';

export type { Admin } from './admin.js';

/** Which administrator is signed in, the second factor included; NotSignedInError leads a browser to the sign-in page and back. */
export function requireAdmin(ctx: PortalContext): Admin {
  const { admin, adminSession } = ctx.state;
  if (!admin || adminSession?.kind !== 'full') throw new NotSignedInError();
  return admin;
}
