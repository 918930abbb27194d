import type { CellView, RowView } from '../../core/record-view-types.js';
import type { ValueView } from '../../core/view-types.js';
import type { HostRecord, ListResult } from '../../host/host-adapter.js';
import { kindOfField } from '../../host/metadata/field-kinds.js';
import { presentField } from '../../host/metadata/present-field.js';
import type { FieldSchema, ModuleSchema } from '../../host/metadata/types.js';
import { fieldContext, type PresenterContext } from '../present-context.js';
import { plainText } from './plain-text.js';

/** What a row stands among: its module, the columns shown, and the names its page of records needs. */
export interface RowFacts extends Pick<ListResult, 'references' | 'owners'> {
  readonly module: ModuleSchema;
  readonly columns: readonly FieldSchema[];
}

/** One record as a row of a list. */
export function presentRow(record: HostRecord, facts: RowFacts, context: PresenterContext): RowView {
  const { module, columns } = facts;
  const names = fieldContext(context, facts, record.values);
  const cells = columns.map((column): CellView => {
    const value = presentField(column, record.values[column.name] ?? null, names);
    return {
      label: context.labels.label(column.module, column.label, context.language),
      role: cellRole(column, value, module),
      isNumeric: kindOfField(column).isNumeric,
      value,
    };
  });
  const named = cells.filter((cell) => cell.value.kind !== 'empty');
  const name = named.find((cell) => cell.role === 'number') ?? named.find((cell) => cell.role === 'title') ?? named[0];
  return {
    href: context.path(`/${module.name}/${record.id}`),
    viewLabel: context.t('tickets:list.view', { name: name ? plainText(name.value) : String(record.id) }),
    isUnread: false,
    cells,
  };
}

function cellRole(column: FieldSchema, value: ValueView, module: ModuleSchema): CellView['role'] {
  if (column.name === module.numberField) return 'number';
  if (column.name === module.entityFields[0]) return 'title';
  return value.kind === 'status' ? 'status' : 'other';
}
