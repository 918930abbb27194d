import type { QuestionView } from '../../core/list-parts-view-types.js';
import type { HostRecord } from '../../host/host-adapter.js';
import { presentField } from '../../host/metadata/present-field.js';
import type { FieldSchema } from '../../host/metadata/types.js';
import { fieldContext, type PresenterContext } from '../present-context.js';
import { plainText } from '../records/plain-text.js';
import type { ListPage } from '../records/record-companion.js';
import { excerpt, hasHit, splitHits } from '../search/text-parts.js';
import { ANSWER, QUESTION } from './faq-fields.js';
import { presentUpdated } from './faq-presenter.js';

/** A page of questions that open to their answers; what was searched for is marked, where it stands in the answer too. */
export function presentQuestions(page: ListPage, context: PresenterContext): readonly QuestionView[] {
  const { records } = page.result;
  return records.map((record) => presentQuestion(record, page, records.length === 1, context));
}

function presentQuestion(
  record: HostRecord,
  { plan, request, result }: ListPage,
  isOpen: boolean,
  context: PresenterContext,
): QuestionView {
  const { read = [], conditions } = plan.narrowing ?? {};
  const facts = fieldContext(context, result, record.values);
  const field = (name: string | undefined): FieldSchema | undefined => read.find((entry) => entry.name === name);
  const viewOf = (name: string | undefined) => {
    const found = field(name);
    return found ? presentField(found, record.values[found.name] ?? null, facts) : ({ kind: 'empty' } as const);
  };
  const textOf = (name: string | undefined): string => plainText(viewOf(name));
  const needle = request.search;
  const number = textOf(plan.module.numberField);
  const answer = viewOf(ANSWER);
  const words = plainText(answer);
  const updated = field('modifiedtime') ? presentUpdated(record.values.modifiedtime, context) : '';
  return {
    href: context.path(`/${plan.module.name}/${record.id}`),
    question: splitHits(textOf(QUESTION) || number || context.t('tickets:record.unnamed'), needle),
    ...(needle !== '' && hasHit(words, needle) ? { found: splitHits(excerpt(words, needle), needle) } : {}),
    answer,
    isCut: (record.values[ANSWER]?.length ?? 0) >= (conditions?.textLength ?? Number.POSITIVE_INFINITY),
    meta: [number, textOf('product_id'), updated].filter(Boolean).join(' · '),
    isOpen,
  };
}
