import type { ModuleRule, Profile } from './profile-schema.js';

/** A profile's rule for a module; undefined: the module is off. */
export function ruleOf(profile: Profile, moduleName: string): ModuleRule | undefined {
  return profile.modules.find((rule) => rule.module === moduleName);
}
