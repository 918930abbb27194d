import type { RecordPageView } from '../../core/record-view-types.js';
import type { BlockView, FieldView } from '../../core/view-types.js';
import { presentField } from '../../host/metadata/present-field.js';
import type { BlockSchema, FieldSchema } from '../../host/metadata/types.js';
import { fieldContext, type PresenterContext } from '../present-context.js';
import type { RecordSections } from './record-companion.js';
import type { ShownRecord } from './record-service.js';

/** Turns one record into the record page; `listHref` keeps the list's state for the way back. */
export function presentRecord(
  shown: ShownRecord,
  sections: RecordSections,
  listHref: string,
  context: PresenterContext,
): RecordPageView {
  const { module, record } = shown;
  const status = shown.fields.find((field) => field.name === 'ticketstatus');
  const number = module.numberField ? record.values[module.numberField] : null;
  return {
    back: { href: listHref, text: context.t('tickets:record.back') },
    title: recordName(shown, context),
    ...(number ? { number } : {}),
    ...(status ? { status: presentValue(status, shown, context) } : {}),
    ...sections,
    blocks: module.blocks.filter((block) => block.inDetail).flatMap((block) => presentBlock(block, shown, context)),
  };
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
      title: context.labels.label(shown.module.name, block.label, context.language),
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
    isWide: value.kind === 'longText' || value.kind === 'richText',
  };
}

function presentValue(field: FieldSchema, shown: ShownRecord, context: PresenterContext) {
  const facts = fieldContext(context, shown, shown.record.values);
  return presentField(field, shown.record.values[field.name] ?? null, facts);
}
