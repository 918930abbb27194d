import type { RecordPageView } from '../../core/record-view-types.js';
import type { PresenterContext } from '../present-context.js';
import { presentBlocks, presentStatus, recordName } from './record-blocks.js';
import type { RecordSections } from './record-companion.js';
import type { ShownRecord } from './record-service.js';
import type { RelatedRecords } from './related-lists.js';
import { presentRelated } from './related-presenter.js';

/** Turns one record into the record page; `listHref` keeps the list's state for the way back. */
export function presentRecord(
  shown: ShownRecord,
  sections: RecordSections,
  related: readonly RelatedRecords[],
  listHref: string,
  context: PresenterContext,
): RecordPageView {
  const { module, record } = shown;
  const { covers = [], instead: _, ...parts } = sections;
  const status = presentStatus(shown, context);
  const number = module.numberField ? record.values[module.numberField] : null;
  return {
    back: { href: listHref, text: context.t('tickets:record.back') },
    title: recordName(shown, context),
    ...(number ? { number } : {}),
    ...(status ? { status } : {}),
    ...parts,
    ...(related.length > 0 ? { related: presentRelated(module, related, context) } : {}),
    blocks: presentBlocks(shown, covers, context),
  };
}
