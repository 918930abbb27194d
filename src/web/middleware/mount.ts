import { NotFoundError } from '../../core/errors.js';
import type { PortalContext, PortalNext } from '../portal-context.js';

/**
 * Takes the mount off the path, so that routes know nothing of it. The site's root leads to the portal when the portal does not stand there;
 * the old portal's page is known at the root as well; everything else outside the mount does not exist.
 */
export async function mount(ctx: PortalContext, next: PortalNext): Promise<void> {
  const { mount: prefix } = ctx.state.kit.site;
  const path = ctx.path;
  if (prefix === '' || path === '/index.php') return next();
  if (path === '/') {
    ctx.status = 302;
    ctx.set('Location', `${prefix}/`);
    ctx.body = '';
    return;
  }
  if (path !== prefix && !path.startsWith(`${prefix}/`)) throw new NotFoundError();
  ctx.path = path.slice(prefix.length) || '/';
  await next();
}
