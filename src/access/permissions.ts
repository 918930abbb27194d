import type { MetadataSource } from '../host/host-adapter.js';
import type { FieldSchema, ModuleSchema } from '../host/metadata/types.js';
import { type FormPurpose, type FormState, formStateOf, hiddenPreset, isOpen, isShown } from './field-rules.js';
import { ruleOf } from './module-rules.js';
import type { ModuleRule } from './profile-schema.js';
import type { Action, Viewer } from './types.js';

/** A module that is on for a viewer, with the profile's rule. */
export interface EnabledModule {
  readonly module: ModuleSchema;
  readonly rule: ModuleRule;
}

/** A field of a form; `preset` is the stored value the profile starts it with. */
export interface FormField {
  readonly field: FieldSchema;
  readonly form: FormState;
  readonly preset: string | undefined;
}

/** What a viewer may do and see, composed of CRM, portal user and profile (DECISIONS 2); rows are `scopeFor`'s. */
export interface Permissions {
  /** Whether an action is allowed in a module at all; the record's state may still forbid it. */
  can(viewer: Viewer, moduleName: string, action: Action): boolean;
  /** The same with its reason. */
  judge(viewer: Viewer, moduleName: string, action: Action): PermissionReason;
  /** In the profile's order. */
  enabledModules(viewer: Viewer): readonly EnabledModule[];
  /** In the CRM's order. */
  shownFields(viewer: Viewer, module: ModuleSchema): readonly FieldSchema[];
  /** Names of the special fields (display type 3) whose values a part of the page may show, such as a quote's totals. */
  specialFields(viewer: Viewer, module: ModuleSchema): ReadonlySet<string>;
  /** The columns of a list: those `chosen`, else the profile's, else the CRM's; only shown fields. */
  listFields(viewer: Viewer, module: ModuleSchema, chosen?: readonly string[]): readonly FieldSchema[];
  /** Fields of a form in the CRM's order, hidden ones left out; empty if the action is not allowed. */
  formFields(viewer: Viewer, module: ModuleSchema, purpose: FormPurpose): readonly FormField[];
  /** Stored values that a new record gets in fields its form hides; empty if the viewer may make none. */
  hiddenPresets(viewer: Viewer, module: ModuleSchema): Readonly<Record<string, string>>;
}

/**
 * Why an action is allowed or not: the module is not in the profile, its `view` is off, the action is off, writing is over (grace period)
 * or held (CRM being upgraded), the CRM has no such module (any more).
 */
export type PermissionReason = 'allowed' | 'moduleOff' | 'viewOff' | 'actionOff' | 'readsOnly' | 'unknownModule';

/** In the grace period after the end of access a customer still reads. */
const READING: ReadonlySet<Action> = new Set(['view', 'export']);

/** Makes the permissions over a host's live metadata. */
export function createPermissions(source: MetadataSource): Permissions {
  const permissions: Permissions = {
    can: (viewer, moduleName, action) => permissions.judge(viewer, moduleName, action) === 'allowed',

    judge(viewer, moduleName, action) {
      const allowed = ruleOf(viewer.profile, moduleName)?.permissions;
      if (!allowed) return 'moduleOff';
      if (!allowed.view) return 'viewOff';
      if (!allowed[action]) return 'actionOff';
      if (!viewer.mayWrite && !READING.has(action)) return 'readsOnly';
      return source.current.module(moduleName) === undefined ? 'unknownModule' : 'allowed';
    },

    enabledModules(viewer) {
      return viewer.profile.modules.flatMap((rule) => {
        const module = source.current.module(rule.module);
        return module && rule.permissions.view ? [{ module, rule }] : [];
      });
    },

    shownFields(viewer, module) {
      const rule = ruleOf(viewer.profile, module.name);
      if (!rule?.permissions.view) return [];
      return [...module.fields.values()].filter((field) => isShown(field, module, rule, viewer.profile));
    },

    specialFields(viewer, module) {
      const rule = ruleOf(viewer.profile, module.name);
      if (!rule?.permissions.view) return new Set();
      const special = [...module.fields.values()].filter((field) => field.displayType === 3);
      return new Set(special.filter((field) => isOpen(field, module, rule, viewer.profile)).map((field) => field.name));
    },

    listFields(viewer, module, chosen = []) {
      const shown = new Map(permissions.shownFields(viewer, module).map((field) => [field.name, field]));
      const pick = (names: readonly string[]): FieldSchema[] =>
        [...new Set(names)].flatMap((name) => shown.get(name) ?? []);
      const own = pick(chosen);
      // A choice whose fields have all gone is none.
      if (own.length > 0) return own;
      return pick(ruleOf(viewer.profile, module.name)?.listColumns ?? source.current.listFields(module));
    },

    formFields(viewer, module, purpose) {
      const rule = ruleOf(viewer.profile, module.name);
      if (!rule || !permissions.can(viewer, module.name, purpose)) return [];
      return [...module.fields.values()].flatMap((field) => {
        const form = formStateOf(field, module, rule, purpose);
        return form ? [{ field, form, preset: rule.fields[field.name]?.preset }] : [];
      });
    },

    hiddenPresets(viewer, module) {
      const rule = ruleOf(viewer.profile, module.name);
      if (!rule || !permissions.can(viewer, module.name, 'create')) return {};
      const presets = [...module.fields.values()].flatMap((field) => {
        const preset = hiddenPreset(field, module, rule);
        return preset === undefined ? [] : [[field.name, preset] as const];
      });
      return Object.fromEntries(presets);
    },
  };
  return permissions;
}
