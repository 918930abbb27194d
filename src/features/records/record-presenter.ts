import type { RecordPageView } from '../../core/record-view-types.js';
import type { BlockView, FieldView, ValueView } from '../../core/view-types.js';
import { isStatus } from '../../host/metadata/field-kinds/status-view.js';
import { presentField } from '../../host/metadata/present-field.js';
import type { BlockSchema, FieldSchema } from '../../host/metadata/types.js';
import { fieldContext, type PresenterContext } from '../present-context.js';
import { blockTitle } from './block-title.js';
import type { RecordSections } from './record-companion.js';
import type { ShownRecord } from './record-service.js';
import type { RelatedRecords } from './related-lists.js';
import { presentRelated } from './related-presenter.js';

/** Characters that fit a third of the page. */
const LONG_TEXT = 60;

/** Turns one record into the record page; `listHref` keeps the list's state for the way back. */
export function presentRecord(
  shown: ShownRecord,
  sections: RecordSections,
  related: readonly RelatedRecords[],
  listHref: string,
  context: PresenterContext,
): RecordPageView {
  const { module, record } = shown;
  const { covers = [], ...parts } = sections;
  const status = shown.fields.find(isStatus);
  const isLeft = (field: FieldSchema): boolean => !covers.includes(field.name);
  const left = { ...shown, fields: shown.fields.filter(isLeft) };
  const number = module.numberField ? record.values[module.numberField] : null;
  return {
    back: { href: listHref, text: context.t('tickets:record.back') },
    title: recordName(shown, context),
    ...(number ? { number } : {}),
    ...(status ? { status: presentValue(status, shown, context) } : {}),
    ...parts,
    ...(related.length > 0 ? { related: presentRelated(module, related, context) } : {}),
    blocks: module.blocks.filter((block) => block.inDetail).flatMap((block) => presentBlock(block, left, context)),
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

function presentValue(field: FieldSchema, shown: ShownRecord, context: PresenterContext) {
  const facts = fieldContext(context, shown, shown.record.values);
  return presentField(field, shown.record.values[field.name] ?? null, facts);
}

/** A street stands in a text area too, and needs no line of its own. */
function isLong(value: ValueView): boolean {
  if (value.kind !== 'longText') return value.kind === 'richText';
  return value.text.length > LONG_TEXT || value.text.includes('\n');
}
