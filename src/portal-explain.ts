import { createQuoteRules } from './access/quote-states.js';
import { createTicketRules } from './access/ticket-states.js';
import { ActionReasons } from './features/admin/explain/action-reasons.js';
import { ExplainService } from './features/admin/explain/explain-service.js';
import type { HostAdapter } from './host/host-adapter.js';
import type { Services } from './portal-services.js';

/** Builds the answer to «why can('t) they see this?», for the administration and the command line. */
export function createExplain(host: HostAdapter, services: Services): ExplainService {
  const { permissions, records, viewers, forms } = services;
  const rules = createTicketRules(permissions);
  const quoteRules = createQuoteRules(permissions, host.metadata);
  const actions = new ActionReasons({ host, permissions, rules, quoteRules, forms });
  return new ExplainService({ host, permissions, records, viewers, actions });
}
