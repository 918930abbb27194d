import { fieldLimits } from '../../../access/field-limits.js';
import { languageNames } from '../../../web/language-names.js';
import { moduleIcon } from '../../module-look.js';
import {
  type Choice,
  orderIn,
  stepsOf,
  type TypedPage,
  typedControl,
  typedRadios,
  typedSelect,
} from './editor-controls.js';
import type { LookView, RadiosView } from './editor-views.js';
import { type ModulePage, presentModuleHead } from './fields-presenter.js';
import { ICON_CHOICES, isIconChoice } from './icon-choices.js';

import { PAGE_SIZES, sortFields } from './module-look-form.js';
import { ORDER_FIELD } from './ordered-keys.js';

/** A module's name and picture, whose records it shows, and its list. */
export function presentLook(page: ModulePage): LookView {
  const { context, facts, module, document } = page;
  const { t } = context;
  const labelOf = (name: string): string => {
    const field = module.fields.get(name);
    return field ? context.labels.label(module.name, field.label, context.language) : name;
  };
  const order = orderIn(page.form, ORDER_FIELD);
  const others = [...module.fields.values()].filter(
    (field) => !order.includes(field.name) && !fieldLimits(field, module).shown,
  );
  const none = { value: '', text: t('admin-editor:look.noChoice') };
  const columnModes = choicesOf(['crm', 'own'], 'look.columnsMode', page);
  const sorts = sortFields(module).map(({ name }) => ({ value: name, text: labelOf(name) }));
  const sizes = PAGE_SIZES.map((size) => ({ value: String(size), text: String(size) }));
  const scopes: Choice[] = [
    { value: '', text: t('admin-editor:look.scopeAll', { scope: t(`admin-editor:scope.${document.scope}`) }) },
    ...choicesOf(['company', 'own'], 'scope', page),
  ];
  return {
    head: presentModuleHead(page, 'look'),
    labels: facts.languages.map((code) =>
      typedControl(page, 'text', `label.${code}`, languageNames(code).own, { maxLength: 200 }),
    ),
    icons: presentIcons(page, 'icon', moduleIcon(module, undefined)),
    scope: typedRadios(page, 'scope', t('admin-editor:scope.title'), scopes),
    columnsMode: typedRadios(page, 'columns', t('admin-editor:look.columns'), columnModes),
    order: order.join(','),
    columns: order.map((name) => ({
      label: labelOf(name),
      steps: stepsOf(order, name, labelOf(name), context),
      removeLabel: t('admin-editor:remove', { name: labelOf(name) }),
    })),
    add: typedSelect(page, 'addColumn', t('admin-editor:look.addColumn'), [
      none,
      ...others.map(({ name }) => ({ value: name, text: labelOf(name) })),
    ]),
    sort: typedSelect(page, 'sort', t('admin-editor:look.sort'), [
      { value: '', text: t('admin-editor:look.sortNone') },
      ...sorts,
    ]),
    direction: typedRadios(
      page,
      'direction',
      t('admin-editor:look.directionLabel'),
      choicesOf(['up', 'down'], 'look.direction', page),
    ),
    size: typedSelect(page, 'size', t('admin-editor:look.size'), sizes),
  };
}

/** The pictures to choose from; `own`: the one that is used where none is chosen. */
export function presentIcons(page: TypedPage, name: string, own?: string): RadiosView {
  const { t } = page.context;
  const chosen = page.form.text(name);
  const foreign = chosen !== '' && !isIconChoice(chosen) ? [chosen] : [];
  const pictures = [...ICON_CHOICES, ...foreign].map((icon) => ({
    value: icon,
    text: icon.replaceAll('-', ' '),
    icon,
  }));
  const usual = own === undefined ? [] : [{ value: '', text: t('admin-editor:look.ownIcon'), icon: own }];
  return typedRadios(page, name, t('admin-editor:look.icon'), [...usual, ...pictures]);
}

function choicesOf(values: readonly string[], key: string, { context }: TypedPage): Choice[] {
  return values.map((value) => ({ value, text: context.t(`admin-editor:${key}.${value}`) }));
}
