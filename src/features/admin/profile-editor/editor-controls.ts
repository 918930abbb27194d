import type { FieldFault } from '../../../core/errors.js';
import type { ControlView, OptionView } from '../../../core/view-types.js';
import type { Form } from '../../../web/form.js';
import { faultSentence } from '../../fault-sentence.js';
import type { PresenterContext } from '../../present-context.js';
import type { BoxView, RadiosView, StepsView } from './editor-views.js';

/** A page's form with what was refused of it. */
export interface TypedPage {
  readonly form: Form;
  readonly faults: readonly FieldFault[];
  readonly context: PresenterContext;
}

/** A choice before it is known which one is taken. */
export interface Choice {
  readonly value: string;
  readonly text: string;
  readonly hint?: string;
  readonly icon?: string;
}

type Extra = Partial<Omit<ControlView, 'control' | 'name' | 'id' | 'label' | 'value' | 'options' | 'error'>>;

/** Where a link finds a field's control. */
export function editorId(name: string): string {
  return `field-${name}`;
}

/** The sentence beside a field that was refused. */
export function errorOf({ faults, context }: TypedPage, name: string): string | undefined {
  const found = faults.find(({ field }) => field === name);
  return found && faultSentence(found, context.t);
}

/** A control with what stands in the form. */
export function typedControl(
  page: TypedPage,
  control: ControlView['control'],
  name: string,
  label: string,
  extra: Extra = {},
): ControlView {
  const error = errorOf(page, name);
  const base = { control, name, id: editorId(name), label, value: page.form.text(name), isMandatory: false };
  return { ...base, ...extra, ...(error ? { error } : {}) };
}

/** A select; a value that is none of the choices stays one, so that nothing is changed unasked. */
export function typedSelect(
  page: TypedPage,
  name: string,
  label: string,
  choices: readonly Choice[],
  extra: Extra = {},
): ControlView {
  const control = typedControl(page, 'select', name, label, extra);
  const isKnown = control.value === '' || choices.some(({ value }) => value === control.value);
  const all = isKnown ? choices : [...choices, { value: control.value, text: control.value }];
  return { ...control, options: all.map(({ value, text }) => option(value, text, value === control.value)) };
}

/** A select of several values. */
export function typedMultiselect(
  page: TypedPage,
  name: string,
  label: string,
  choices: readonly Choice[],
): ControlView {
  const error = errorOf(page, name);
  const sent = page.form.list(name);
  const unknown = sent.filter((value) => !choices.some((choice) => choice.value === value));
  const all = [...choices, ...unknown.map((value) => ({ value, text: value }))];
  return {
    control: 'multiselect',
    name,
    id: editorId(name),
    label,
    value: '',
    isMandatory: false,
    options: all.map(({ value, text }) => option(value, text, sent.includes(value))),
    ...(error ? { error } : {}),
  };
}

/** One of a few choices. */
export function typedRadios(page: TypedPage, name: string, legend: string, choices: readonly Choice[]): RadiosView {
  const chosen = page.form.text(name);
  const error = errorOf(page, name);
  return {
    name,
    id: editorId(name),
    legend,
    options: choices.map(({ value, text, ...more }) => ({ ...option(value, text, value === chosen), ...more })),
    ...(error ? { error } : {}),
  };
}

/** A box that is ticked or not. */
export function typedBox(page: TypedPage, name: string, label: string): BoxView {
  const error = errorOf(page, name);
  return { name, label, isTicked: page.form.has(name), ...(error ? { error } : {}) };
}

/** The buttons that move a row of a list of keys. */
export function stepsOf(keys: readonly string[], key: string, label: string, { t }: PresenterContext): StepsView {
  const at = keys.indexOf(key);
  return {
    key,
    upLabel: t('admin-editor:up', { name: label }),
    downLabel: t('admin-editor:down', { name: label }),
    isFirst: at <= 0,
    isLast: at === keys.length - 1,
  };
}

/** The keys of a list in the order of the form. */
export function orderIn(form: Form, field: string): readonly string[] {
  return form.text(field).split(',').filter(Boolean);
}

function option(value: string, text: string, isSelected: boolean): OptionView {
  return { value, text, isSelected };
}
