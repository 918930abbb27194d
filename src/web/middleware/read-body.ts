import { MalformedRequestError, NotAllowedError, PortalError } from '../../core/errors.js';
import { isCsrfToken, isForeign } from '../csrf.js';
import { keepStaleBody, valuesOf } from '../kept-form.js';
import { MultipartReader } from '../multipart/multipart-reader.js';
import type { PortalContext, PortalNext } from '../portal-context.js';
import type { RequestBody } from '../request-body.js';
import { readUrlencoded } from './read-urlencoded.js';

/**
 * Reads a POST's form and lets it pass only with this visitor's token: no route can forget it. A multipart form is read up to its first
 * file, so its token must come before; the files wait for the route's rules.
 */
export async function readBody(ctx: PortalContext, next: PortalNext): Promise<void> {
  if (ctx.method !== 'POST') return next();
  if (isForeign(ctx)) throw new NotAllowedError('foreignOrigin');
  const body = await receive(ctx);
  const [token = '', ...more] = valuesOf(body).get('_csrf') ?? [];
  if (more.length > 0 || !isCsrfToken(ctx, token)) {
    keepStaleBody(ctx, body);
    throw new NotAllowedError('formToken');
  }
  ctx.state.body = body;
  await next();
}

async function receive(ctx: PortalContext): Promise<RequestBody> {
  if (ctx.get('Content-Encoding') !== '') throw new PortalError(415, 'unsupportedMediaType');
  if (ctx.is('multipart/form-data')) return receiveMultipart(ctx);
  // A POST without a body has no media type either; it fails for its missing token.
  const hasBody = ctx.get('Transfer-Encoding') !== '' || (ctx.request.length ?? 0) > 0;
  if (!hasBody) return { kind: 'form', values: new Map() };
  if (!ctx.is('application/x-www-form-urlencoded')) throw new PortalError(415, 'unsupportedMediaType');
  return { kind: 'form', values: await readUrlencoded(ctx) };
}

async function receiveMultipart(ctx: PortalContext): Promise<RequestBody> {
  const boundary = MultipartReader.boundaryOf(ctx.get('Content-Type'));
  if (boundary === undefined) throw new MalformedRequestError();
  // Leaving the iterator must not destroy the request: its connection still carries the answer.
  const chunks = ctx.req.iterator({ destroyOnReturn: false }) as AsyncIterableIterator<Buffer>;
  const reader = new MultipartReader(chunks, boundary);
  await reader.readFields();
  return { kind: 'multipart', reader };
}
