import { NotAllowedError } from '../../core/errors.js';
import { requireAdmin } from '../admin-visitor.js';
import type { PortalContext, PortalNext } from '../portal-context.js';

/** Addresses of a look at the portal as somebody else; the look's id first, then what is looked at. */
const VISIT = /^\/admin\/view\/([\w-]+)(\/.*)?$/;

/** The look's id and the path looked at; undefined for every other address, also the one that ends a look. */
export function visitedPath(ctx: PortalContext): { readonly id: string; readonly path: string } | undefined {
  const [, id, path = '/'] = VISIT.exec(ctx.path) ?? [];
  if (id === undefined || ctx.state.realm !== 'admin' || (ctx.method === 'POST' && path === '/end')) return undefined;
  return { id, path };
}

/** Whatever would change something never gets into a look at the portal as somebody else: not even its form is read. */
export async function closeVisits(ctx: PortalContext, next: PortalNext): Promise<void> {
  if (ctx.method !== 'GET' && ctx.method !== 'HEAD' && visitedPath(ctx)) {
    requireAdmin(ctx);
    throw new NotAllowedError('visitReadOnly');
  }
  await next();
}
