import type { PresenterContext } from '../present-context.js';
import type { RecordCompanion, RecordPageDraft, RecordSections } from '../records/record-companion.js';
import type { ShownRecord } from '../records/record-service.js';

/** Offers a record's PDF on its page. */
export class PdfCompanion implements RecordCompanion {
  readonly module: string;

  constructor(module: string) {
    this.module = module;
  }

  sections(
    _viewer: unknown,
    { module, record }: ShownRecord,
    _draft: RecordPageDraft,
    context: PresenterContext,
  ): Promise<RecordSections> {
    const href = context.path(`/${module.name}/${record.id}.pdf`);
    return Promise.resolve({ actions: { pdf: { href } } });
  }
}
