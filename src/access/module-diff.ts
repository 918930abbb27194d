import { isDeepStrictEqual } from 'node:util';
import type { PermissionName } from './possible-actions.js';
import type { FieldRule, ModuleRule, Profile } from './profile-schema.js';

/** One thing that differs in a module's rule. */
export type ModuleChange =
  /** The module appears to the customers; what it brings is not told apart. */
  | { readonly kind: 'moduleOn' | 'moduleOff'; readonly module: string }
  /** A module that is off was given settings, or lost them: nobody sees it. */
  | { readonly kind: 'modulePrepared' | 'moduleForgotten'; readonly module: string }
  | {
      readonly kind: 'permissions';
      readonly module: string;
      readonly granted: readonly PermissionName[];
      readonly revoked: readonly PermissionName[];
    }
  | ModuleValue<'moduleScope', ModuleRule['scope']>
  | ModuleValue<'label', ModuleRule['label']>
  | ModuleValue<'icon', string | undefined>
  | ModuleValue<'listColumns', readonly string[] | undefined>
  | ModuleValue<'sort', string | undefined>
  | ModuleValue<'pageSize', number>
  /** Field names by what became of them on the record's page and in lists. */
  | {
      readonly kind: 'fields';
      readonly module: string;
      readonly shown: readonly string[];
      readonly hidden: readonly string[];
      /** Named by one of the documents only, with the same effect. */
      readonly named: readonly string[];
    }
  | {
      readonly kind: 'form';
      readonly module: string;
      readonly field: string;
      readonly before: FieldRule['form'];
      readonly after: FieldRule['form'];
    }
  | {
      readonly kind: 'preset';
      readonly module: string;
      readonly field: string;
      readonly before: string | undefined;
      readonly after: string | undefined;
    };

interface ModuleValue<Kind extends string, Value> {
  readonly kind: Kind;
  readonly module: string;
  readonly before: Value;
  readonly after: Value;
}

/** What differs in one module's rule; undefined: the document has none, so the module is off. */
export function diffModule(
  before: ModuleRule | undefined,
  after: ModuleRule | undefined,
  otherBefore: Profile['otherFields'],
  otherAfter: Profile['otherFields'],
): readonly ModuleChange[] {
  const module = (after ?? before)?.module ?? '';
  const wasOn = before?.permissions.view === true;
  const isOn = after?.permissions.view === true;
  if (!before || !after) {
    if (wasOn || isOn) return [{ kind: isOn ? 'moduleOn' : 'moduleOff', module }];
    return before || after ? [{ kind: after ? 'modulePrepared' : 'moduleForgotten', module }] : [];
  }
  return [
    ...(wasOn === isOn ? [] : [{ kind: isOn ? 'moduleOn' : 'moduleOff', module } as const]),
    ...diffPermissions(before, after),
    ...value('moduleScope', before.scope, after.scope, module),
    ...value('label', before.label, after.label, module),
    ...value('icon', before.icon, after.icon, module),
    ...value('listColumns', before.listColumns, after.listColumns, module),
    ...value('sort', before.sort, after.sort, module),
    ...value('pageSize', before.pageSize, after.pageSize, module),
    ...diffFields(before, after, otherBefore, otherAfter),
  ];
}

function diffPermissions(before: ModuleRule, after: ModuleRule): readonly ModuleChange[] {
  const names = (Object.keys(after.permissions) as PermissionName[]).filter((name) => name !== 'view');
  const granted = names.filter((name) => after.permissions[name] && !before.permissions[name]);
  const revoked = names.filter((name) => !after.permissions[name] && before.permissions[name]);
  if (granted.length === 0 && revoked.length === 0) return [];
  return [{ kind: 'permissions', module: after.module, granted, revoked }];
}

function diffFields(
  before: ModuleRule,
  after: ModuleRule,
  otherBefore: Profile['otherFields'],
  otherAfter: Profile['otherFields'],
): readonly ModuleChange[] {
  const { module } = after;
  const names = [...new Set([...Object.keys(before.fields), ...Object.keys(after.fields)])];
  const shown: string[] = [];
  const hidden: string[] = [];
  const named: string[] = [];
  const rest: ModuleChange[] = [];
  for (const name of names) {
    const from = ruleIn(before, name, otherBefore);
    const to = ruleIn(after, name, otherAfter);
    if (from.shown !== to.shown) (to.shown ? shown : hidden).push(name);
    if (from.form !== to.form) rest.push({ kind: 'form', module, field: name, before: from.form, after: to.form });
    if (from.preset !== to.preset)
      rest.push({ kind: 'preset', module, field: name, before: from.preset, after: to.preset });
    const isNamedOnce = Object.hasOwn(before.fields, name) !== Object.hasOwn(after.fields, name);
    const isSame = from.shown === to.shown && from.form === to.form && from.preset === to.preset;
    if (isNamedOnce && isSame) named.push(name);
  }
  if (shown.length + hidden.length + named.length === 0) return rest;
  return [{ kind: 'fields', module, shown, hidden, named }, ...rest];
}

/** A field the document does not name is in no form, and shown as the document says of all others. */
function ruleIn(rule: ModuleRule, name: string, others: Profile['otherFields']): FieldRule {
  const own = Object.hasOwn(rule.fields, name) ? rule.fields[name] : undefined;
  return own ?? { shown: others === 'as-portal-user', form: 'hidden' };
}

function value<Kind extends string, Value>(
  kind: Kind,
  before: Value,
  after: Value,
  module: string,
): ModuleValue<Kind, Value>[] {
  return isDeepStrictEqual(before, after) ? [] : [{ kind, module, before, after }];
}
