import type { BlockView, FieldView, ValueView } from '../../core/view-types.js';
import { isStatus } from '../../host/metadata/field-kinds/status-view.js';
import { presentField } from '../../host/metadata/present-field.js';
import type { BlockSchema, FieldSchema } from '../../host/metadata/types.js';
import { fieldContext, type PresenterContext } from '../present-context.js';
import { blockTitle } from './block-title.js';
import type { ShownRecord } from './record-service.js';

/** Characters that fit a third of the page. */
const LONG_TEXT = 60;

/** The shown fields of a record in the CRM's blocks; `covers`: those that something else shows already. */
export function presentBlocks(shown: ShownRecord, covers: readonly string[], context: PresenterContext): BlockView[] {
  const left = { ...shown, fields: shown.fields.filter((field) => !covers.includes(field.name)) };
  return shown.module.blocks.filter((block) => block.inDetail).flatMap((block) => presentBlock(block, left, context));
}

/** The record's status, if it has one that is shown. */
export function presentStatus(shown: ShownRecord, context: PresenterContext): ValueView | undefined {
  const status = shown.fields.find(isStatus);
  return status && presentValue(status, shown, context);
}

/** A record's name as the CRM composes it; its number where the name is empty. */
export function recordName(shown: ShownRecord, context: PresenterContext): string {
  const { module, record } = shown;
  const name = module.entityFields.map((field) => record.values[field]?.trim() ?? '').filter(Boolean);
  const number = module.numberField ? record.values[module.numberField] : undefined;
  return name.join(' ') || number || context.t('tickets:record.unnamed');
}

function presentBlock(block: BlockSchema, shown: ShownRecord, context: PresenterContext): BlockView[] {
  const fields = shown.fields.filter((field) => field.blockId === block.id);
  if (fields.length === 0) return [];
  return [
    {
      title: blockTitle(shown.module, block, context),
      fields: fields.map((field) => presentFieldView(field, shown, context)),
    },
  ];
}

function presentFieldView(field: FieldSchema, shown: ShownRecord, context: PresenterContext): FieldView {
  const value = presentValue(field, shown, context);
  return {
    name: field.name,
    label: context.labels.label(field.module, field.label, context.language),
    value,
    isWide: isLong(value),
  };
}

function presentValue(field: FieldSchema, shown: ShownRecord, context: PresenterContext): ValueView {
  const facts = fieldContext(context, shown, shown.record.values);
  return presentField(field, shown.record.values[field.name] ?? null, facts);
}

/** A street stands in a text area too, and needs no line of its own. */
function isLong(value: ValueView): boolean {
  if (value.kind !== 'longText') return value.kind === 'richText';
  return value.text.length > LONG_TEXT || value.text.includes('\n');
}
