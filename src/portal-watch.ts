import { createQuoteRules } from './access/quote-states.js';
import { createTicketRules } from './access/ticket-states.js';
import type { Logger } from './core/logger.js';
import { createCommentTeller } from './features/watch/comment-teller.js';
import { createLogTeller } from './features/watch/log-teller.js';
import { createRecordTeller } from './features/watch/record-teller.js';
import { LOOK_EVERY_MS, Watcher } from './features/watch/watcher.js';
import type { HostAdapter } from './host/host-adapter.js';
import type { PortalSettings } from './plugin/portal-settings.js';
import type { Services, Stores } from './portal-services.js';
import { Repeated } from './portal-timers.js';
import { LeaseStore } from './store/lease-store.js';
import { WatchStore } from './store/watch-store.js';

interface WatchOptions {
  readonly host: HostAdapter;
  readonly stores: Stores;
  readonly services: Services;
  readonly settings: Pick<PortalSettings, 'mailsAgents'>;
  /** Nobody looks while the portal is shut: what happens meanwhile is no news. */
  readonly isEnabled: () => boolean;
  readonly log: Logger;
}

/** Builds what watches the CRM and mails customers what happens there. */
export function createWatch({ host, stores, services, settings, isEnabled, log }: WatchOptions) {
  const { permissions, viewers, records, outbox } = services;
  const { clock } = host.wallClock;
  const ticketRules = createTicketRules(permissions);
  const quoteRules = createQuoteRules(permissions, host.metadata);
  const mailsAgents = (): boolean => settings.mailsAgents;
  const deps = { host, permissions, ticketRules, quoteRules, mailsAgents };
  const watcher = new Watcher({
    host,
    store: new WatchStore(host.knex, clock),
    leases: new LeaseStore(host.knex, clock),
    outbox,
    audience: { host, permissions, viewers, records, participants: stores.participants, logins: stores.logins },
    // In the order in which the CRM writes them: a ticket comes before its comments.
    tellers: [createRecordTeller(deps), createCommentTeller(deps), createLogTeller(deps)],
    log,
  });
  const look = async (): Promise<number> => (isEnabled() ? watcher.look() : 0);
  return {
    look,
    timer: new Repeated({ name: 'watch', pauseMs: LOOK_EVERY_MS, log, work: look }),
    stop: () => watcher.stop(),
  };
}
