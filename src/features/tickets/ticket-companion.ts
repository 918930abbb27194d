import { TICKET_MODULE, type TicketRules } from '../../access/ticket-states.js';
import type { Viewer } from '../../access/types.js';
import { NotFoundError } from '../../core/errors.js';
import type { ListPartsView } from '../../core/list-parts-view-types.js';
import type { HostAdapter } from '../../host/host-adapter.js';
import type { PortalFileStore } from '../../store/file-store.js';
import type { TicketVisitStore } from '../../store/ticket-visit-store.js';
import { presentAnnouncements } from '../announcements.js';
import { presentDraft } from '../draft-view.js';
import type { DraftKeeper } from '../drafts/draft-keeper.js';
import type { PresenterContext } from '../present-context.js';
import type {
  ListPage,
  RecordCompanion,
  RecordPageDraft,
  RecordSections,
  RecordWriter,
} from '../records/record-companion.js';
import type { ShownRecord } from '../records/record-service.js';
import { commentPlace } from './comment-answer.js';
import type { ParticipantService } from './participant-service.js';
import { ticketFacts } from './ticket-facts.js';
import { presentTicketSections, type ShownComments } from './ticket-presenter.js';
import { closingOf } from './ticket-rating.js';
import type { TicketService } from './ticket-service.js';
import { UnreadTickets } from './unread-tickets.js';

/** Each may be as long as the CRM's column, so that a page holds a bounded text. */
const COMMENTS_A_PAGE = 25;

interface CompanionDeps {
  readonly host: HostAdapter;
  readonly rules: TicketRules;
  readonly tickets: TicketService;
  readonly files: PortalFileStore;
  readonly participants: ParticipantService;
  readonly visits: TicketVisitStore;
  readonly drafts: DraftKeeper;
}

/** What a ticket's page and form have beyond any other module's. */
export class TicketCompanion implements RecordCompanion {
  readonly module = TICKET_MODULE;
  readonly writer: RecordWriter;
  readonly #deps: CompanionDeps;
  readonly #unread: UnreadTickets;

  constructor(deps: CompanionDeps) {
    this.#deps = deps;
    this.writer = createWriter(deps);
    this.#unread = new UnreadTickets(deps.host, deps.visits);
  }

  async list(viewer: Viewer, { result }: ListPage, context: PresenterContext): Promise<ListPartsView> {
    return {
      announcements: presentAnnouncements(viewer.profile, this.#deps.host.wallClock.today(), context),
      unread: await this.#unread.among(
        viewer,
        result.records.map(({ id }) => id),
      ),
    };
  }

  async sections(
    viewer: Viewer,
    shown: ShownRecord,
    draft: RecordPageDraft,
    context: PresenterContext,
  ): Promise<RecordSections> {
    const { host, rules, visits } = this.#deps;
    const { id } = shown.record;
    const facts = ticketFacts(shown);
    const mayComment = rules.mayComment(viewer, facts);
    const place = commentPlace(id);
    const [comments, statusChanges, files, participants, visit, open] = await Promise.all([
      readCommentPage(host, id, draft.commentPage ?? 1, draft.commentLimit),
      host.tickets.statusChanges(id),
      host.documents.ofTicket(id, this.#deps.files.documentsOf(id)),
      this.#deps.participants.of(viewer, id, facts),
      visits.of(viewer.contact.id, id),
      mayComment ? this.#deps.drafts.find(viewer, place) : undefined,
    ]);
    const may = {
      edit: rules.mayEdit(viewer, facts),
      delete: comments.total <= COMMENTS_A_PAGE && rules.mayDelete(viewer, facts, comments.items),
      resolve: rules.mayResolve(viewer, facts),
      reopen: rules.mayReopen(viewer, facts),
      comment: mayComment,
      attach: rules.mayAttach(viewer, facts),
      rate: rules.mayRate(viewer, facts),
    };
    // The newest comments stand on the first page: from another one nobody has seen them.
    if (draft.isVisit && comments.page === 1) await this.#unread.see(viewer, id, comments.lastId, visit.seenComment);
    const kept = {
      text: open?.values.comment?.[0] ?? '',
      view: presentDraft(place, this.#deps.drafts.stamp(viewer, place), open, context),
    };
    const mark = host.tickets.markOf(id, facts.status, comments, files);
    const rating = visit.rating(closingOf(statusChanges));
    const now = host.wallClock.now();
    const input = {
      viewer,
      shown,
      facts,
      may,
      comments,
      statusChanges,
      files,
      participants,
      isMuted: visit.isMuted,
      draft,
      kept,
      mark,
      rating,
      now,
    };
    return presentTicketSections(input, context);
  }
}

/** A page of comments; NotFoundError beyond the last one. */
async function readCommentPage(
  host: HostAdapter,
  ticketId: number,
  page: number,
  limit = COMMENTS_A_PAGE,
): Promise<ShownComments> {
  const skip = (page - 1) * limit;
  const found = await host.tickets.comments(ticketId, { limit, skip });
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
