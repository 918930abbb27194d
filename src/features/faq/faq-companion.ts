import type { Viewer } from '../../access/types.js';
import type { HostAdapter } from '../../host/host-adapter.js';
import { presentField } from '../../host/metadata/present-field.js';
import { linkedDocuments } from '../files/linked-documents.js';
import { fieldContext, type PresenterContext } from '../present-context.js';
import type { RecordCompanion, RecordPageDraft, RecordSections } from '../records/record-companion.js';
import type { ShownRecord } from '../records/record-service.js';

const QUESTION = 'question';
const ANSWER = 'faq_answer';

/** A question's page reads as question and answer, with the documents the answer speaks of. */
export class FaqCompanion implements RecordCompanion {
  readonly module = 'Faq';
  readonly #documents: HostAdapter['documents'];

  constructor(documents: HostAdapter['documents']) {
    this.#documents = documents;
  }

  async sections(
    viewer: Viewer,
    shown: ShownRecord,
    _draft: RecordPageDraft,
    context: PresenterContext,
  ): Promise<RecordSections> {
    const files = await linkedDocuments(this.#documents, viewer, shown, context);
    return { actions: {}, covers: [QUESTION, ANSWER], ...presentAnswer(shown, context), ...(files ? { files } : {}) };
  }
}

function presentAnswer(shown: ShownRecord, context: PresenterContext): Pick<RecordSections, 'lead'> {
  const field = shown.fields.find((candidate) => candidate.name === ANSWER);
  if (!field) return {};
  const { values } = shown.record;
  const value = presentField(field, values[ANSWER] ?? null, fieldContext(context, shown, values));
  return { lead: { title: context.labels.label(field.module, field.label, context.language), value } };
}
