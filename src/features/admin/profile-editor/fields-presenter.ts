import { fieldLimits } from '../../../access/field-limits.js';
import { ruleOf } from '../../../access/module-rules.js';
import { isPossible } from '../../../access/possible-actions.js';
import type { Profile } from '../../../access/profile-schema.js';
import type { ControlView, LinkView } from '../../../core/view-types.js';
import { kindOfField } from '../../../host/metadata/field-kinds.js';
import type { FieldSchema, ModuleSchema } from '../../../host/metadata/types.js';
import { moduleIcon, moduleTitle } from '../../module-look.js';
import { blockTitle } from '../../records/block-title.js';
import {
  type Choice,
  type TypedPage,
  typedBox,
  typedControl,
  typedMultiselect,
  typedSelect,
} from './editor-controls.js';
import type { FieldRowView, FieldsView, ModuleHeadView } from './editor-views.js';
import { type FieldSection, fieldParts } from './field-parts.js';
import { presetChoices, takesPreset } from './field-preset.js';
import { formStates, ROWS_FIELD } from './fields-form.js';
import type { EditorFacts } from './typed-form.js';

/** What a module's pages are presented from. */
export interface ModulePage extends TypedPage {
  readonly document: Profile;
  readonly facts: EditorFacts;
  readonly module: ModuleSchema;
  /** The editor's address. */
  readonly base: string;
  /** To be kept in every link. */
  readonly query: string;
}

/** Blocks named on the link of a part. */
const MOST_NAMED = 2;

/** A module's name, the way back to all of them, and its pages. */
export function presentModuleHead(page: ModulePage, current: 'fields' | 'look'): ModuleHeadView {
  const { context, document, module, base, query } = page;
  const { t } = context;
  const rule = ruleOf(document, module.name);
  const href = `${base}/modules/${module.name}`;
  const title = moduleTitle(module, rule, context);
  return {
    back: { href: `${base}/modules${query}`, text: t('admin-editor:module.back') },
    title,
    icon: moduleIcon(module, rule),
    pages: [
      { href: href + query, text: t('admin-editor:module.fields'), isCurrent: current === 'fields' },
      { href: `${href}/look${query}`, text: t('admin-editor:module.look'), isCurrent: current === 'look' },
    ],
    ...(rule ? {} : { off: { kind: 'info' as const, text: t('admin-editor:module.off', { module: title }) } }),
  };
}

/** The field matrix of one part of a module's fields; `part` from 1. */
export function presentFields(page: ModulePage, part: number): FieldsView {
  const parts = fieldParts(page.module);
  const sections = ruleOf(page.document, page.module.name) ? (parts[part - 1] ?? []) : [];
  return {
    head: presentModuleHead(page, 'fields'),
    parts: parts.length === 1 ? [] : parts.map((sectionsOf, index) => partLink(page, sectionsOf, index + 1, part)),
    rows: page.form.text(ROWS_FIELD),
    sections: sections.map((section) => ({
      title: sectionTitle(page, section),
      rows: section.fields.map((field) => presentRow(page, field)),
    })),
  };
}

function partLink(
  { base, query, module, context, ...page }: ModulePage,
  sections: readonly FieldSection[],
  part: number,
  current: number,
): LinkView & { readonly isCurrent: boolean } {
  const names = sections.map((section) => sectionTitle({ ...page, base, query, module, context }, section));
  const mark = `${query ? `${query}&` : '?'}part=${part}`;
  const different = [...new Set(names)];
  const blocks = different.slice(0, MOST_NAMED).join(', ') + (different.length > MOST_NAMED ? ' …' : '');
  const text = context.t('admin-editor:fields.part', { part, blocks });
  return { href: `${base}/modules/${module.name}${mark}`, text, isCurrent: part === current };
}

function sectionTitle({ module, context }: ModulePage, { block }: FieldSection): string {
  return block ? blockTitle(module, block, context) : context.t('admin-editor:fields.noBlock');
}

function presentRow(page: ModulePage, field: FieldSchema): FieldRowView {
  const { context, module } = page;
  const { t } = context;
  const label = context.labels.label(module.name, field.label, context.language);
  const limits = fieldLimits(field, module);
  const states = formStates(field, module);
  const words = (column: string): string => `${t(`admin-editor:fields.${column}`)}: ${label}`;
  const choices = states.map((state) => ({ value: state, text: t(`admin-editor:state.${state}`) }));
  return {
    name: field.name,
    label,
    isMandatory: field.isMandatory,
    notes: notesOf(page, field),
    ...(limits.shown ? {} : { list: typedBox(page, `list.${field.name}`, words('list')) }),
    ...(limits.shown ? {} : { page: typedBox(page, `page.${field.name}`, words('page')) }),
    ...(states.length > 0 ? { form: typedSelect(page, `form.${field.name}`, words('form'), choices) } : {}),
    ...(takesPreset(field, module) ? { preset: presetControl(page, field, words('preset')) } : {}),
  };
}

/** The limits of a field, and what its settings as they stand lead to. */
function notesOf(page: ModulePage, field: FieldSchema): FieldRowView['notes'] {
  const { context, form, module, document } = page;
  const { t } = context;
  const limits = fieldLimits(field, module);
  const reasons = [...new Set([limits.shown, limits.formReason])].filter((reason) => reason !== undefined);
  const rule = ruleOf(document, module.name);
  const isMade = rule?.permissions.create === true && isPossible(module.name, 'create');
  const isEmpty = form.list(`preset.${field.name}`).every((text) => text.trim() === '');
  const isLeftOut = field.isMandatory && limits.form === 'writable' && form.text(`form.${field.name}`) === 'hidden';
  const isUnseen = !limits.shown && form.has(`list.${field.name}`) && !form.has(`page.${field.name}`);
  return [
    ...(field.isMandatory ? [{ text: t('admin-editor:note.mandatory'), isWarning: false }] : []),
    ...reasons.map((reason) => ({ text: t(`admin-editor:limit.${reason}`), isWarning: false })),
    ...(isMade && isLeftOut && isEmpty ? [{ text: t('admin-editor:note.leftOut'), isWarning: true }] : []),
    ...(isUnseen ? [{ text: t('admin-editor:note.unseen'), isWarning: true }] : []),
  ];
}

/** The control of the field's own kind; a box becomes a choice, since «no preset» is not «no». */
function presetControl(page: ModulePage, field: FieldSchema, label: string): ControlView {
  const { context, facts, document } = page;
  const name = `preset.${field.name}`;
  const { control } = kindOfField(field);
  const none: Choice = { value: '', text: '–' };
  if (control === 'checkbox') {
    const both = [
      { value: '1', text: context.t('fields:yes') },
      { value: '0', text: context.t('fields:no') },
    ];
    return typedSelect(page, name, label, [none, ...both]);
  }
  const offered = presetChoices(field, facts.metadata, document).map(({ value }) => ({
    value,
    text: context.labels.value(field, value, context.language),
  }));
  if (control === 'multiselect') return typedMultiselect(page, name, label, offered);
  if (control === 'select')
    return typedSelect(page, name, label, [none, ...offered.filter(({ value }) => value !== '')]);
  return typedControl(page, control, name, label, control === 'textarea' ? { rows: 2 } : {});
}
