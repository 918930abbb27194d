import { randomUUID } from 'node:crypto';
import type { Logger } from '../../core/logger.js';
import { withRequestFacts } from '../../core/request-facts.js';
import type { PortalContext, PortalNext } from '../portal-context.js';
import { visitReference } from '../visit-reference.js';

const LONGEST_SEGMENT = 24;
const LONGEST_PATH = 200;
/** A streamed answer has that many who wait for its end, and none of them is a leak. */
const END_LISTENERS = 20;

/** Gives each request an id and writes one line about it when it is over: no query, no body, no token. */
export async function requestLog(ctx: PortalContext, next: PortalNext): Promise<void> {
  const { state } = ctx;
  const path = loggablePath(ctx.path);
  const started = performance.now();
  state.requestId = randomUUID();
  state.log = state.kit.log.child({ requestId: state.requestId });
  ctx.res.setMaxListeners(END_LISTENERS);
  ctx.res.once('close', () => writeLine(state.log, ctx, path, started));
  await withRequestFacts({ requestId: state.requestId, network: state.network }, next);
}

function writeLine(log: Logger, ctx: PortalContext, path: string, started: number): void {
  const { network, viewer, admin } = ctx.state;
  const fields = {
    method: ctx.method,
    path,
    status: ctx.res.statusCode,
    ms: Math.round(performance.now() - started),
    network,
    visit: visitReference(ctx.state),
    contactId: viewer?.contact.id,
    ...(admin ? { adminId: admin.id } : {}),
    ...(ctx.state.visit ? { visitedBy: ctx.state.visit.adminId } : {}),
    ...(ctx.res.writableFinished ? {} : { brokenOff: true }),
  };
  log.info(fields, 'request');
}

/** Links of mails carry their token in the path: whatever is long enough to be one is left out. */
export function loggablePath(path: string): string {
  return path
    .split('/')
    .map((segment) => (segment.length > LONGEST_SEGMENT ? '…' : segment))
    .join('/')
    .slice(0, LONGEST_PATH);
}
