import type { Permissions } from '../../access/permissions.js';
import { TICKET_MODULE } from '../../access/ticket-states.js';
import type { Viewer } from '../../access/types.js';
import type { ListPartsView } from '../../core/list-parts-view-types.js';
import type { MessageView } from '../../core/view-types.js';
import type { HostAdapter } from '../../host/host-adapter.js';
import { presentField } from '../../host/metadata/present-field.js';
import { linkedDocuments } from '../files/linked-documents.js';
import { fieldContext, type PresenterContext } from '../present-context.js';
import type { ListPage, RecordCompanion, RecordPageDraft, RecordSections } from '../records/record-companion.js';
import type { ShownRecord } from '../records/record-service.js';
import type { FaqComments } from './faq-comments.js';
import { ANSWER, FAQ_MODULE, QUESTION } from './faq-fields.js';
import { presentFaqComments, presentFaqErrors } from './faq-presenter.js';
import { presentQuestions } from './question-presenter.js';

interface FaqCompanionDeps {
  readonly documents: HostAdapter['documents'];
  readonly permissions: Permissions;
  readonly comments: FaqComments;
}

/** A question's page reads as question and answer, with the documents the answer speaks of and what others remarked. */
export class FaqCompanion implements RecordCompanion {
  readonly module = FAQ_MODULE;
  readonly #deps: FaqCompanionDeps;

  constructor(deps: FaqCompanionDeps) {
    this.#deps = deps;
  }

  async sections(
    viewer: Viewer,
    shown: ShownRecord,
    draft: RecordPageDraft,
    context: PresenterContext,
  ): Promise<RecordSections> {
    const { documents, comments } = this.#deps;
    const { id } = shown.record;
    const [files, remarks] = await Promise.all([
      linkedDocuments(documents, viewer, shown, context),
      comments.page(id, draft.commentPage ?? 1),
    ]);
    const base = context.path(`/${this.module}/${id}`);
    const view = presentFaqComments(remarks, comments.mayComment(viewer), draft, base, context);
    return {
      actions: {},
      covers: [QUESTION, ANSWER],
      ...presentFaqErrors(draft, context),
      ...presentAnswer(shown, context),
      ...(files ? { files } : {}),
      ...(view ? { comments: view } : {}),
    };
  }

  async list(viewer: Viewer, page: ListPage, context: PresenterContext): Promise<ListPartsView> {
    const mayAsk = this.#deps.permissions.can(viewer, TICKET_MODULE, 'create');
    return {
      questions: presentQuestions(page, context),
      ...(mayAsk ? { help: presentHelp(context) } : {}),
    };
  }
}

function presentHelp({ t, path }: PresenterContext): MessageView {
  const link = { href: path(`/${TICKET_MODULE}/new`), text: t('faq:ask') };
  return { kind: 'info', text: t('faq:notFound'), link };
}

function presentAnswer(shown: ShownRecord, context: PresenterContext): Pick<RecordSections, 'lead'> {
  const field = shown.fields.find((candidate) => candidate.name === ANSWER);
  if (!field) return {};
  const { values } = shown.record;
  const value = presentField(field, values[ANSWER] ?? null, fieldContext(context, shown, values));
  return { lead: { title: context.labels.label(field.module, field.label, context.language), value } };
}
