import type { PortalContext, PortalNext } from '../portal-context.js';

/** How long a client may go on sending after the answer: some, and Apache as a proxy, read it only when all is sent. */
const LINGER_MS = 30_000;
const FIRST_CHECK_MS = 60_000;
const CHECK_EVERY_MS = 10_000;
/** A line slower than this is no upload but an attack. */
const LEAST_BYTES_PER_CHECK = 40 * 1024;

/** Bounds a body in time: 60 s, longer only for a multipart form that keeps flowing; what was not read at the answer is thrown away for a while. */
export async function boundBody(ctx: PortalContext, next: PortalNext): Promise<void> {
  if (ctx.get('Transfer-Encoding') !== '' || (ctx.request.length ?? 0) > 0) watch(ctx);
  await next();
}

function watch(ctx: PortalContext): void {
  const { req, res } = ctx;
  const { socket } = req;
  let seen = 0;
  const check = (): void => {
    if (req.complete) return;
    const received = socket.bytesRead - seen;
    seen = socket.bytesRead;
    if (!ctx.is('multipart/form-data') || received < LEAST_BYTES_PER_CHECK) socket.destroy();
    else timer = setTimeout(check, CHECK_EVERY_MS).unref();
  };
  let timer = setTimeout(check, FIRST_CHECK_MS).unref();
  res.once('close', () => clearTimeout(timer));
  res.once('finish', () => {
    if (req.complete) return;
    req.removeAllListeners('readable');
    req.resume();
    const cut = setTimeout(() => socket.destroy(), LINGER_MS).unref();
    req.once('close', () => clearTimeout(cut));
  });
}
