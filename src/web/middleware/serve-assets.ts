import { NotFoundError } from '../../core/errors.js';
import type { PortalContext, PortalNext } from '../portal-context.js';

const PREFIX = '/assets/';

/** Serves the built files from memory; their names carry a hash of their content, so they may be kept for ever. */
export async function serveAssets(ctx: PortalContext, next: PortalNext): Promise<void> {
  if (!ctx.path.startsWith(PREFIX)) return next();
  const asset = ctx.state.kit.assets.find(ctx.path.slice(PREFIX.length));
  if (!asset || ctx.method === 'POST') throw new NotFoundError();
  ctx.set('Cache-Control', 'public, max-age=31536000, immutable');
  ctx.set('Vary', 'Accept-Encoding');
  ctx.set('Content-Type', asset.type);
  const encoding = ctx.acceptsEncodings('br', 'gzip', 'identity');
  const compressed = encoding === 'br' ? asset.brotli : encoding === 'gzip' ? asset.gzip : undefined;
  if (compressed && encoding) ctx.set('Content-Encoding', encoding);
  ctx.body = compressed ?? asset.body;
}
