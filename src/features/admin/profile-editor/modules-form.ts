import { firstFields } from '../../../access/legacy-profile.js';
import { ruleOf } from '../../../access/module-rules.js';
import { isPossible, PERMISSIONS, type PermissionName } from '../../../access/possible-actions.js';
import type { ModuleRule, Profile } from '../../../access/profile-schema.js';
import { customerModules } from '../../../host/metadata/customer-modules.js';
import type { Metadata, ModuleSchema } from '../../../host/metadata/types.js';
import type { Form } from '../../../web/form.js';
import { ORDER_FIELD, readOrder } from './ordered-keys.js';
import type { EditorFacts, EditorForm, FormTexts } from './typed-form.js';

/** Name of a box of the matrix. */
export function boxName(module: string, permission: PermissionName): string {
  return `can.${module}.${permission}`;
}

/** What of the matrix can be for a module. */
export function possiblePermissions(module: string): readonly PermissionName[] {
  return PERMISSIONS.filter((permission) => isPossible(module, permission));
}

/** The rows of the matrix: modules that are on in the profile's order, then those that are off. */
export function matrixModules(document: Profile, metadata: Metadata): readonly ModuleSchema[] {
  const on = document.modules.filter((rule) => rule.permissions.view);
  const off = document.modules.filter((rule) => !rule.permissions.view);
  const named = [...on, ...off].flatMap((rule) => metadata.module(rule.module) ?? []);
  const rest = customerModules(metadata).filter((module) => !named.includes(module));
  return [...new Set([...named, ...rest])];
}

/** Which modules there are, in which order, and what may be done in each. */
export function modulesForm({ metadata }: EditorFacts): EditorForm {
  return {
    write(document) {
      const modules = matrixModules(document, metadata);
      const texts: FormTexts = new Map([[ORDER_FIELD, [modules.map(({ name }) => name).join(',')]]]);
      for (const { name } of modules)
        for (const permission of possiblePermissions(name))
          if (ruleOf(document, name)?.permissions[permission]) texts.set(boxName(name, permission), ['1']);
      return texts;
    },

    read(form, document) {
      const known = matrixModules(document, metadata).map(({ name }) => name);
      const order = readOrder(form, known);
      const rules = known.flatMap((name) => readRule(form, document, name, metadata) ?? []);
      const isMoved = order.join() !== known.join();
      return { document: { ...document, modules: arrange(document, rules, isMoved ? order : undefined) }, faults: [] };
    },
  };
}

/** A module's rule as its boxes say; a module that is new in the profile starts as in an imported one. */
function readRule(form: Form, document: Profile, module: string, metadata: Metadata): ModuleRule | undefined {
  const old = ruleOf(document, module);
  const boxes = possiblePermissions(module).map((name) => [name, form.has(boxName(module, name))] as const);
  const ticked = Object.fromEntries(boxes) as Partial<ModuleRule['permissions']>;
  if (old) return { ...old, permissions: { ...old.permissions, ...ticked } };
  if (!boxes.some(([, isOn]) => isOn)) return undefined;
  const none = Object.fromEntries(
    PERMISSIONS.map((name) => [name, name === 'participants']),
  ) as ModuleRule['permissions'];
  const fields = { ...fieldsOfToday(module, document, metadata), ...firstFields(module, metadata) };
  return { module, permissions: { ...none, ...ticked }, pageSize: 50, fields };
}

/**
 * Where fields stay hidden until they are enabled, that is meant for those the CRM gets later: of a module just switched on, today's are
 * shown, or its pages would be empty.
 */
function fieldsOfToday(module: string, document: Profile, metadata: Metadata): ModuleRule['fields'] {
  if (document.otherFields !== 'hidden') return {};
  const names = [...(metadata.module(module)?.fields.keys() ?? [])];
  return Object.fromEntries(names.map((name) => [name, { shown: true, form: 'hidden' as const }]));
}

/** The rules in the order sent; those of modules the CRM does not have (any more) stay where they are as long as nothing moved. */
function arrange(document: Profile, rules: readonly ModuleRule[], order: readonly string[] | undefined): ModuleRule[] {
  const byName = new Map(rules.map((rule) => [rule.module, rule]));
  const old = document.modules.map((rule) =>
    rule === ruleOf(document, rule.module) ? (byName.get(rule.module) ?? rule) : rule,
  );
  const added = rules.filter((rule) => !document.modules.some(({ module }) => module === rule.module));
  if (!order) return [...old, ...added];
  const place = (rule: ModuleRule): number => {
    const at = order.indexOf(rule.module);
    return at < 0 ? order.length : at;
  };
  return [...old, ...added].toSorted((left, right) => place(left) - place(right));
}
