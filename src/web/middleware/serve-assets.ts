import { NotFoundError } from '../../core/errors.js';
import type { PortalContext, PortalNext } from '../portal-context.js';

const PREFIX = '/assets/';
/** The smaller first: browsers take both alike. */
const encodings = ['br', 'gzip'] as const;

/** Serves the built files, the company's own and those of extensions from memory; their names carry a hash of their content, so they may be kept for ever. */
export async function serveAssets(ctx: PortalContext, next: PortalNext): Promise<void> {
  if (!ctx.path.startsWith(PREFIX)) return next();
  const { assets, brand, extras } = ctx.state.kit;
  const name = ctx.path.slice(PREFIX.length);
  const asset = assets.find(name) ?? (await brand?.find(name)) ?? (await extras?.find(name));
  if (!asset || ctx.method === 'POST') throw new NotFoundError();
  ctx.set('Cache-Control', 'public, max-age=31536000, immutable');
  ctx.set('Vary', 'Accept-Encoding');
  ctx.set('Content-Type', asset.type);
  const encoding = encodings.find((name) => asset[name] && ctx.acceptsEncodings(name));
  if (encoding) ctx.set('Content-Encoding', encoding);
  ctx.body = (encoding && asset[encoding]) ?? asset.body;
}
