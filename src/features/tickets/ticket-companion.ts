import { TICKET_MODULE, type TicketRules } from '../../access/ticket-states.js';
import type { Viewer } from '../../access/types.js';
import { NotFoundError } from '../../core/errors.js';
import type { HostAdapter } from '../../host/host-adapter.js';
import type { PortalFileStore } from '../../store/file-store.js';
import type { PresenterContext } from '../present-context.js';
import type { RecordCompanion, RecordPageDraft, RecordSections, RecordWriter } from '../records/record-companion.js';
import type { ShownRecord } from '../records/record-service.js';
import { ticketFacts } from './ticket-facts.js';
import { presentTicketSections, type ShownComments } from './ticket-presenter.js';
import type { TicketService } from './ticket-service.js';

/** Each may be as long as the CRM's column, so that a page holds a bounded text. */
const COMMENTS_A_PAGE = 25;

interface CompanionDeps {
  readonly host: HostAdapter;
  readonly rules: TicketRules;
  readonly tickets: TicketService;
  readonly files: PortalFileStore;
}

/** What a ticket's page and form have beyond any other module's. */
export class TicketCompanion implements RecordCompanion {
  readonly module = TICKET_MODULE;
  readonly writer: RecordWriter;
  readonly #deps: CompanionDeps;

  constructor(deps: CompanionDeps) {
    this.#deps = deps;
    this.writer = createWriter(deps);
  }

  async sections(
    viewer: Viewer,
    shown: ShownRecord,
    draft: RecordPageDraft,
    context: PresenterContext,
  ): Promise<RecordSections> {
    const { host, rules } = this.#deps;
    const { id } = shown.record;
    const [comments, statusChanges, files] = await Promise.all([
      readCommentPage(host, id, draft.commentPage ?? 1),
      host.tickets.statusChanges(id),
      this.#deps.files.documentIdsOf(id).then((ids) => host.documents.ofTicket(id, ids)),
    ]);
    const facts = ticketFacts(shown);
    const may = {
      edit: rules.mayEdit(viewer, facts),
      delete: comments.total <= COMMENTS_A_PAGE && rules.mayDelete(viewer, facts, comments.items),
      resolve: rules.mayResolve(viewer, facts),
      reopen: rules.mayReopen(viewer, facts),
      comment: rules.mayComment(viewer, facts),
      attach: rules.mayAttach(viewer, facts),
    };
    const status = shown.module.fields.get('ticketstatus');
    const input = { viewer, shown, facts, may, comments, statusChanges, files, draft, status };
    return presentTicketSections(input, context);
  }
}

/** A page of comments; NotFoundError beyond the last one. */
async function readCommentPage(host: HostAdapter, ticketId: number, page: number): Promise<ShownComments> {
  const skip = (page - 1) * COMMENTS_A_PAGE;
  const found = await host.tickets.comments(ticketId, { limit: COMMENTS_A_PAGE, skip });
  if (skip > 0 && found.items.length === 0) throw new NotFoundError();
  return { ...found, page, skip };
}

function createWriter({ tickets, rules }: CompanionDeps): RecordWriter {
  return {
    acceptsFiles: true,
    create: (viewer, form) => tickets.create(viewer, form),
    mayEdit: (viewer, shown) => rules.mayEdit(viewer, ticketFacts(shown)),
    update: (viewer, shown, form, expectedModified) => tickets.update(viewer, shown.record.id, form, expectedModified),
  };
}
