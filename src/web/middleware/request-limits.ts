import { PortalError } from '../../core/errors.js';
import type { PortalContext, PortalNext } from '../portal-context.js';

const LONGEST_URI = 8 * 1024;
const methods = new Set(['GET', 'HEAD', 'POST']);

/** Refuses methods the portal has no use for, and addresses longer than any of its own. */
export async function requestLimits(ctx: PortalContext, next: PortalNext): Promise<void> {
  if (!methods.has(ctx.method)) {
    ctx.set('Allow', [...methods].join(', '));
    throw new PortalError(405, 'methodNotAllowed');
  }
  if (ctx.url.length > LONGEST_URI) throw new PortalError(414, 'addressTooLong');
  await next();
}
