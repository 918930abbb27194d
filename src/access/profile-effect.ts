import type { Metadata, ModuleSchema } from '../host/metadata/types.js';
import { isShown } from './field-rules.js';
import { ruleOf } from './module-rules.js';
import type { Profile } from './profile-schema.js';

/** Field names of a module that customers see more and less of. */
export interface FieldEffect {
  readonly module: string;
  readonly more: readonly string[];
  readonly less: readonly string[];
}

/** What a change of the document changes on pages and in lists, the CRM's own limits counted in; only modules that are on before and after. */
export function fieldEffects(before: Profile, after: Profile, metadata: Metadata): readonly FieldEffect[] {
  return after.modules.flatMap(({ module: name }) => {
    const module = metadata.module(name);
    const [was, is] = [module && shownNames(before, module), module && shownNames(after, module)];
    if (!was || !is) return [];
    const more = [...is].filter((field) => !was.has(field));
    const less = [...was].filter((field) => !is.has(field));
    return more.length + less.length === 0 ? [] : [{ module: name, more, less }];
  });
}

/** Undefined: the module is off. */
function shownNames(profile: Profile, module: ModuleSchema): ReadonlySet<string> | undefined {
  const rule = ruleOf(profile, module.name);
  if (!rule?.permissions.view) return undefined;
  const shown = [...module.fields.values()].filter((field) => isShown(field, module, rule, profile));
  return new Set(shown.map(({ name }) => name));
}
