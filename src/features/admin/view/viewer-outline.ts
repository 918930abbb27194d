import type { FormState } from '../../../access/field-rules.js';
import { ruleOf } from '../../../access/module-rules.js';
import type { Permissions } from '../../../access/permissions.js';
import { PERMISSIONS } from '../../../access/possible-actions.js';
import type { Action, Viewer } from '../../../access/types.js';
import type { FieldSchema, Metadata } from '../../../host/metadata/types.js';

/** What a customer has of the portal in one respect, as keys with the words that follow from them. */
export interface OutlinePart {
  readonly part: 'modules' | 'buttons' | 'scope' | 'actions' | 'fields' | 'list' | 'create' | 'edit';
  /** Undefined: the portal as a whole. */
  readonly module: string | undefined;
  readonly entries: readonly OutlineEntry[];
}

/** A key that is the same in both outlines exactly if nothing changes; `field` and `label` are what it is called by. */
export interface OutlineEntry {
  readonly key: string;
  readonly field?: FieldSchema;
  readonly form?: FormState;
  readonly preset?: string | undefined;
  readonly label?: Readonly<Record<string, string>>;
  readonly module?: string;
}

/** One respect in which two outlines differ: what only the one has, and what only the other. */
export interface OutlineChange {
  readonly part: OutlinePart['part'];
  readonly module: string | undefined;
  readonly today: readonly OutlineEntry[];
  readonly drafted: readonly OutlineEntry[];
}

/** Everything a viewer's profile gives them, by the very permissions their pages ask. */
export function outlineOf(viewer: Viewer, permissions: Permissions, metadata: Metadata): readonly OutlinePart[] {
  const enabled = permissions.enabledModules(viewer);
  const buttons = viewer.profile.homeButtons.map((button) => ({ key: JSON.stringify(button), label: button.label }));
  const whole: readonly OutlinePart[] = [
    {
      part: 'modules',
      module: undefined,
      entries: enabled.map(({ module: { name } }) => ({ key: name, module: name })),
    },
    { part: 'buttons', module: undefined, entries: buttons },
  ];
  return [
    ...whole,
    ...enabled.flatMap(({ module, rule }): readonly OutlinePart[] => {
      const part = (name: OutlinePart['part'], entries: readonly OutlineEntry[]) => ({
        part: name,
        module: module.name,
        entries,
      });
      const fields = (list: readonly FieldSchema[]) => list.map((field) => ({ key: field.name, field }));
      const forms = (purpose: 'create' | 'edit') =>
        permissions
          .formFields(viewer, module, purpose)
          .map(({ field, form, preset }) => ({ key: `${field.name} ${form} ${preset ?? ''}`, field, form, preset }));
      const allowed = PERMISSIONS.filter((name) =>
        name === 'resolveColleagues' ? rule.permissions[name] : permissions.can(viewer, module.name, name as Action),
      );
      return [
        part('scope', [{ key: ruleOf(viewer.profile, module.name)?.scope ?? viewer.profile.scope }]),
        part(
          'actions',
          allowed.map((key) => ({ key })),
        ),
        part('fields', fields(permissions.shownFields(viewer, module))),
        part('list', fields(permissions.listFields(viewer, module))),
        part('create', forms('create')),
        part('edit', forms('edit')),
      ];
    }),
  ].filter(({ module }) => module === undefined || metadata.module(module) !== undefined);
}

/** Where two outlines differ; of a module that comes or goes only that is told. */
export function compareOutlines(today: readonly OutlinePart[], then: readonly OutlinePart[]): readonly OutlineChange[] {
  const find = (list: readonly OutlinePart[], wanted: OutlinePart): OutlinePart | undefined =>
    list.find(({ part, module }) => part === wanted.part && module === wanted.module);
  return today.flatMap((before) => {
    const after = find(then, before);
    if (!after) return [];
    const without = (one: OutlinePart, other: OutlinePart): readonly OutlineEntry[] => {
      const keys = new Set(other.entries.map(({ key }) => key));
      return one.entries.filter(({ key }) => !keys.has(key));
    };
    const change = {
      part: before.part,
      module: before.module,
      today: without(before, after),
      drafted: without(after, before),
    };
    return change.today.length + change.drafted.length > 0 ? [change] : [];
  });
}
