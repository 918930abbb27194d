import { TICKET_MODULE } from '../../../access/ticket-states.js';
import type { ControlView } from '../../../core/view-types.js';
import type { ModuleSchema } from '../../../host/metadata/types.js';
import { type ExplainFormView, type ExplainWords, presentExplanation } from './explain-presenter.js';
import type { ExplainAnswer } from './explain-service.js';

interface Asked extends ExplainAnswer {
  readonly contact: string;
  readonly module: string;
  readonly record: string;
  readonly fields: string;
  readonly action: string;
  readonly isOwnPage: boolean;
}

/** The form that asks, filled with what was asked, and the answer. */
export function presentExplainForm(
  asked: Asked,
  modules: readonly ModuleSchema[],
  words: ExplainWords,
): ExplainFormView {
  const { t } = words;
  return {
    action: asked.action,
    controls: [
      ...(asked.isOwnPage
        ? []
        : [textControl('contact', asked.contact, t('admin-explain:contact'), t('admin-explain:contactHint'))]),
      moduleControl(asked.module, modules, words),
      textControl('record', asked.record, t('admin-explain:record'), t('admin-explain:recordHint')),
    ],
    fieldsChecked: asked.fields === '1',
    fault: asked.isUnknown ? t('admin-explain:noContact') : undefined,
    explanation: asked.explanation && presentExplanation(asked.explanation, words),
  };
}

function textControl(name: string, value: string, label: string, hint: string): ControlView {
  return { control: 'text', name, id: `explain-${name}`, label, value, hint, isMandatory: false, maxLength: 200 };
}

function moduleControl(
  chosen: string,
  modules: readonly ModuleSchema[],
  { t, labels, language }: ExplainWords,
): ControlView {
  const value = chosen === '' ? TICKET_MODULE : chosen;
  const known = modules.map(({ name, label }) => ({ value: name, text: labels.label(name, label, language) }));
  // What another page's link asks for may be no module of this CRM: the answer says so.
  const all = known.some((option) => option.value === value) ? known : [{ value, text: value }, ...known];
  return {
    control: 'select',
    name: 'module',
    id: 'explain-module',
    label: t('admin-explain:module'),
    value,
    options: all.map((option) => ({ ...option, isSelected: option.value === value })),
    isMandatory: false,
  };
}
