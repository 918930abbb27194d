import type { HostAdapter } from '../../../host/host-adapter.js';
import type { PortalContext } from '../../../web/portal-context.js';
import { portalPath } from '../../../web/redirect.js';
import type { OutboxContext } from './outbox-presenter.js';

/** What the pages about mails are put into words with. */
export function mailsContext(ctx: PortalContext, host: Pick<HostAdapter, 'wallClock'>): OutboxContext {
  const { t, language, kit } = ctx.state;
  const { wallClock } = host;
  return {
    t,
    language,
    translator: kit.translator,
    path: (path) => portalPath(ctx, path),
    wallClock,
    now: wallClock.clock.now(),
  };
}
