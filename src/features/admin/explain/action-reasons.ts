import type { Permissions } from '../../../access/permissions.js';
import { QUOTE_ANSWERS, QUOTE_MODULE, type QuoteRules, quoteState } from '../../../access/quote-states.js';
import { TICKET_MODULE, TICKET_STEPS, type TicketRules } from '../../../access/ticket-states.js';
import type { Viewer } from '../../../access/types.js';
import type { HostAdapter } from '../../../host/host-adapter.js';
import { DOCUMENT_MODULE } from '../../files/visible-folders.js';
import { quoteFacts } from '../../quotes/quote-facts.js';
import type { FormService } from '../../records/form-service.js';
import type { ShownRecord } from '../../records/record-service.js';
import { ticketFacts } from '../../tickets/ticket-facts.js';
import type { ExplainedAction } from './explanation.js';

interface ActionDeps {
  readonly host: HostAdapter;
  readonly permissions: Permissions;
  readonly rules: TicketRules;
  readonly quoteRules: QuoteRules;
  readonly forms: Pick<FormService, 'companion'>;
}

/** As many comments as a ticket's page looks at before it offers to delete the ticket. */
const COMMENTS_LOOKED_AT = 25;

/** What a viewer may do to a record they see, each with its reason. */
export class ActionReasons {
  readonly #deps: ActionDeps;

  constructor(deps: ActionDeps) {
    this.#deps = deps;
  }

  async of(viewer: Viewer, shown: ShownRecord): Promise<readonly ExplainedAction[]> {
    const { name } = shown.module;
    if (name === TICKET_MODULE) return this.#ticket(viewer, shown);
    return [
      ...(name === QUOTE_MODULE ? this.#quote(viewer, shown) : []),
      ...(name === DOCUMENT_MODULE ? await this.#document(shown) : []),
      this.#edit(viewer, shown),
      this.#permission(viewer, shown, 'export'),
    ];
  }

  async #ticket(viewer: Viewer, shown: ShownRecord): Promise<readonly ExplainedAction[]> {
    const facts = ticketFacts(shown);
    const comments = await this.#deps.host.tickets.comments(shown.record.id, { limit: COMMENTS_LOOKED_AT, skip: 0 });
    const isMany = comments.total > COMMENTS_LOOKED_AT;
    return TICKET_STEPS.map((step) => {
      const judged = this.#deps.rules.judge(step, viewer, facts, comments.items);
      const isTooMany = step === 'delete' && judged.code === 'allowed' && isMany;
      return { action: step, kind: 'ticket', reason: isTooMany ? { code: 'answered' } : judged };
    });
  }

  #quote(viewer: Viewer, shown: ShownRecord): readonly ExplainedAction[] {
    const state = quoteState(quoteFacts(shown), this.#deps.host.wallClock.today());
    return QUOTE_ANSWERS.map((action) => {
      const reason = this.#deps.quoteRules.judge(viewer, action);
      return { action, kind: 'quote', reason: reason === 'allowed' && state !== 'open' ? state : reason };
    });
  }

  async #document({ record }: ShownRecord): Promise<readonly ExplainedAction[]> {
    const { files, links } = await this.#deps.host.documents.ofDocument(record.id);
    return [{ action: 'download', kind: 'other', reason: files.length + links.length > 0 ? 'allowed' : 'noFile' }];
  }

  #edit(viewer: Viewer, shown: ShownRecord): ExplainedAction {
    const writer = this.#deps.forms.companion(shown.module.name)?.writer;
    const asked = this.#permission(viewer, shown, 'edit');
    if (!writer) return { action: 'edit', kind: 'other', reason: 'notHere' };
    if (asked.reason !== 'allowed') return asked;
    return { action: 'edit', kind: 'other', reason: writer.mayEdit(viewer, shown) ? 'allowed' : 'notTheirs' };
  }

  #permission(viewer: Viewer, { module }: ShownRecord, asked: 'edit' | 'export') {
    const reason = this.#deps.permissions.judge(viewer, module.name, asked);
    return { action: asked, kind: 'permission', asked, reason } as const;
  }
}
