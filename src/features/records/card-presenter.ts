import type { CardView } from '../../core/card-view-types.js';
import { formatDate } from '../../core/date-text.js';
import type { RowView } from '../../core/record-view-types.js';
import type { HostRecord, ListResult } from '../../host/host-adapter.js';
import { isStatus } from '../../host/metadata/field-kinds/status-view.js';
import { presentField } from '../../host/metadata/present-field.js';
import type { FieldSchema } from '../../host/metadata/types.js';
import { fieldContext, type PresenterContext } from '../present-context.js';
import type { ListPlan } from './record-service.js';

/** More would make a page of each card. */
const MOST_DETAILS = 4;

interface CardFacts extends Pick<ListResult, 'references' | 'owners'> {
  readonly plan: ListPlan;
}

/** One record as a card; its details are what `row`, the same record's, has beyond what tells it apart. */
export function presentCard(record: HostRecord, row: RowView, facts: CardFacts, context: PresenterContext): CardView {
  const { plan } = facts;
  const { module, telling } = plan;
  const names = fieldContext(context, facts, record.values);
  const storedText = (name: string | undefined): string =>
    telling.some((field) => field.name === name) ? (record.values[name ?? '']?.trim() ?? '') : '';
  const number = storedText(module.numberField);
  const status = telling.find(isStatus);
  const updated = storedText('modifiedtime').slice(0, 10);
  const isDetail = (field: FieldSchema | undefined): boolean => field !== undefined && !telling.includes(field);
  return {
    name:
      module.entityFields.map(storedText).filter(Boolean).join(' ') || number || context.t('tickets:record.unnamed'),
    ...(number ? { number } : {}),
    ...(status ? { status: presentField(status, record.values[status.name] ?? null, names) } : {}),
    ...(formatDate(updated) ? { updated: { text: formatDate(updated), iso: updated } } : {}),
    details: row.cells
      .filter((cell, index) => isDetail(plan.columns[index]) && cell.value.kind !== 'empty')
      .slice(0, MOST_DETAILS)
      .map(({ label, value }) => ({ label, value })),
  };
}
