import { finished, Readable } from 'node:stream';
import { constants } from 'node:zlib';
import compress from 'koa-compress';
import { isForeign } from '../csrf.js';
import type { PortalContext, PortalNext } from '../portal-context.js';

const BROTLI_QUALITY = 4;
/** A window of 256 KiB spans any page; the usual 4 MiB would be memory for nothing. */
const BROTLI_WINDOW_BITS = 18;
const packable = /^(text\/(?!event-stream)|application\/json|image\/svg\+xml)/;

const pack = compress({
  filter: (type) => packable.test(type),
  encodingPreference: ['br', 'gzip'],
  br: {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: BROTLI_WINDOW_BITS,
    },
  },
  gzip: { level: 6 },
  deflate: false,
  zstd: false,
});

/**
 * Compresses what is made for the request: pages, exports, JSON. Stored files keep their length and built ones come compressed. The work
 * is done beside the event loop.
 *
 * Compression beside a text somebody else chose tells by the answer's length what else is in it (BREACH), and it takes many requests that
 * another site makes the visitor's browser send. So what such a site asks for goes out as it is, and the secrets of a page never look the
 * same twice (`maskSecret`).
 */
export async function packAnswer(ctx: PortalContext, next: PortalNext): Promise<void> {
  if (isForeign(ctx)) ctx.compress = false;
  let source: unknown;
  await pack(ctx, async () => {
    await next();
    source = ctx.body;
  });
  const { body } = ctx;
  if (source !== body && source instanceof Readable && body instanceof Readable) breakOffTogether(source, body);
}

/** The library pipes and leaves it at that: an answer whose source fails would never end. */
function breakOffTogether(source: Readable, packed: Readable): void {
  finished(source, (error) => {
    if (error) packed.destroy(error);
  });
}
