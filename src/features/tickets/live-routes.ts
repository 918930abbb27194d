import { PassThrough } from 'node:stream';
import { TICKET_MODULE } from '../../access/ticket-states.js';
import { MalformedRequestError } from '../../core/errors.js';
import { parseId } from '../../core/text.js';
import type { PortalRouter } from '../../web/portal-context.js';
import { readQuery } from '../../web/query.js';
import { requireSession, requireViewer } from '../../web/viewer.js';
import { idParam } from '../route-params.js';
import { type LiveTickets, MOST_TICKETS } from './live-tickets.js';

/** Live updates as server-sent events; `also` names the tickets of the browser's other tabs, `28.31`. */
export function addLiveRoutes(router: PortalRouter, live: LiveTickets): void {
  router.get(`/${TICKET_MODULE}/:id/events`, async (ctx) => {
    const viewer = requireViewer(ctx);
    const ids = [idParam(ctx), ...readIds(readQuery(ctx, ['also']).get('also') ?? '')];
    const out = new PassThrough();
    await live.open(viewer, requireSession(ctx).id, ids, out);
    ctx.type = 'text/event-stream';
    // Proxies would keep what is said until there is more of it.
    ctx.set({ 'X-Accel-Buffering': 'no', 'Cache-Control': 'no-store, no-transform' });
    ctx.body = out;
  });
}

function readIds(text: string): number[] {
  const ids = text.split('.').filter(Boolean).map(parseId);
  if (ids.length >= MOST_TICKETS || ids.includes(undefined)) throw new MalformedRequestError();
  return ids.filter((id) => id !== undefined);
}
