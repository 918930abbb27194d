import { ruleOf } from '../../../access/module-rules.js';
import { isPossible, PERMISSIONS } from '../../../access/possible-actions.js';
import type { Profile } from '../../../access/profile-schema.js';
import type { ModuleSchema } from '../../../host/metadata/types.js';
import { moduleIcon, moduleTitle } from '../../module-look.js';
import { orderIn, stepsOf, type TypedPage, typedControl, typedRadios } from './editor-controls.js';
import type { GeneralView, MatrixRowView, MatrixView } from './editor-views.js';
import { boxName, matrixModules } from './modules-form.js';
import { ORDER_FIELD } from './ordered-keys.js';
import type { EditorFacts } from './typed-form.js';

/** The profile's name and whose records it shows. */
export function presentGeneral(page: TypedPage): GeneralView {
  const { t } = page.context;
  const scopes = (['company', 'own'] as const).map((value) => ({
    value,
    text: t(`admin-editor:scope.${value}`),
    hint: t(`admin-editor:scope.${value}Hint`),
  }));
  return {
    name: typedControl(page, 'text', 'name', t('admin-editor:general.name'), { isMandatory: true, maxLength: 100 }),
    scope: typedRadios(page, 'scope', t('admin-editor:scope.title'), scopes),
  };
}

/** The permission matrix as the form stands: a row for every module, a column for every permission. */
export function presentMatrix(page: TypedPage, document: Profile, facts: EditorFacts, base: string): MatrixView {
  const { form, context } = page;
  const modules = matrixModules(document, facts.metadata);
  const order = orderIn(form, ORDER_FIELD).filter((name) => modules.some((module) => module.name === name));
  const byName = new Map(modules.map((module) => [module.name, module]));
  const isOn = (name: string): boolean => form.has(boxName(name, 'view'));
  const on = order.filter(isOn);
  return {
    order: order.join(','),
    columns: PERMISSIONS.map((name) => ({ label: context.t(`admin-editor:can.${name}`) })),
    rows: [...on, ...order.filter((name) => !isOn(name))].flatMap((name) => {
      const module = byName.get(name);
      return module ? [presentRow(page, document, module, on, base)] : [];
    }),
  };
}

function presentRow(
  { form, context }: TypedPage,
  document: Profile,
  module: ModuleSchema,
  on: readonly string[],
  base: string,
): MatrixRowView {
  const rule = ruleOf(document, module.name);
  const label = moduleTitle(module, rule, context);
  const isOn = on.includes(module.name);
  return {
    key: module.name,
    label,
    icon: moduleIcon(module, rule),
    isOn,
    href: `${base}/modules/${module.name}`,
    ...(isOn ? { steps: stepsOf(on, module.name, label, context) } : {}),
    boxes: PERMISSIONS.map((permission) => {
      const name = boxName(module.name, permission);
      // Column heads break inside words; names do not.
      const words = `${context.t(`admin-editor:can.${permission}`).replaceAll('\u00ad', '')}: ${label}`;
      return {
        ...(isPossible(module.name, permission) ? { name } : {}),
        label: words,
        isTicked: form.has(name),
      };
    }),
  };
}
