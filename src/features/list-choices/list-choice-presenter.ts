import type { FieldFault } from '../../core/errors.js';
import type { FieldSchema } from '../../host/metadata/types.js';
import { faultSentence } from '../fault-sentence.js';
import type { PresenterContext } from '../present-context.js';
import { isNarrowing, keptQuery } from './kept-query.js';
import type { ColumnChoices } from './list-choice-service.js';
import type { ListChoicesPageView } from './list-choice-views.js';

/** What the page starts from: the query of the list the visitor came from, and what was typed and refused. */
export interface ListChoicesDraft {
  readonly query: string;
  readonly name: string;
  readonly faults: readonly FieldFault[];
}

const NAME_ID = 'field-name';
/** Of the card the name stands in, which is not there without a filter to keep. */
const VIEWS_ID = 'views';

/** The page where a list is made one's own. */
export function presentListChoices(
  choices: ColumnChoices,
  draft: ListChoicesDraft,
  context: PresenterContext,
): ListChoicesPageView {
  const { plan, fields } = choices;
  const { t } = context;
  const { name } = plan.module;
  const query = keptQuery(draft.query, plan.seekable);
  const address = `/views/${name}`;
  const [fault] = draft.faults;
  return {
    back: { href: listHref(name, query, context), text: t('tickets:record.back') },
    title: t('list-choices:title', { list: context.labels.label(name, plan.module.label, context.language) }),
    ...(fault ? { errors: presentFault(fault, isNarrowing(query) ? NAME_ID : VIEWS_ID, context) } : {}),
    columns: {
      action: context.path(`${address}/columns`),
      isChosen: choices.isChosen,
      boxes: fields.map((field) => ({
        name: field.name,
        label: labelOf(field, context),
        isOn: plan.columns.includes(field),
      })),
    },
    views: {
      action: context.path(address),
      removeAction: context.path(`${address}/delete`),
      items: choices.views.map((view) => ({
        id: view.id,
        text: view.name,
        href: listHref(name, keptQuery(view.query, plan.seekable), context),
        removeLabel: t('list-choices:remove', { name: view.name }),
      })),
      ...(isNarrowing(query) ? { keep: presentKeep(query, draft, choices, context) } : {}),
    },
  };
}

function presentKeep(query: string, draft: ListChoicesDraft, choices: ColumnChoices, context: PresenterContext) {
  const [fault] = draft.faults;
  const labels = new Map(choices.plan.columns.map((field) => [`f.${field.name}`, labelOf(field, context)]));
  const parts = [...new URLSearchParams(query)].flatMap(([key, value]) => {
    if (key === 'q') return [context.t('list-choices:search', { value })];
    if (key === 'show') return [`${context.t('tickets:list.whose.label')}: ${context.t('tickets:list.whose.mine')}`];
    const label = labels.get(key);
    return label === undefined ? [] : [`${label}: ${value}`];
  });
  return {
    query,
    parts,
    name: {
      control: 'text' as const,
      name: 'name',
      id: NAME_ID,
      label: context.t('list-choices:name'),
      value: draft.name,
      isMandatory: true,
      maxLength: 80,
      ...(fault ? { error: faultSentence(fault, context.t) } : {}),
      isWide: true,
    },
  };
}

function presentFault(fault: FieldFault, id: string, context: PresenterContext) {
  return {
    title: context.t('tickets:form.summary', { count: 1 }),
    items: [{ href: `#${id}`, text: faultSentence(fault, context.t) }],
    filesLost: false,
  };
}

function labelOf(field: FieldSchema, context: PresenterContext): string {
  return context.labels.label(field.module, field.label, context.language);
}

function listHref(module: string, query: string, context: PresenterContext): string {
  return context.path(`/${module}${query === '' ? '' : `?${query}`}`);
}
