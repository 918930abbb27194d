import type { Extension, ExtensionSettings } from './extension.js';

/** Extensions are recognised by this brand, since one may bring a second copy of this module. */
const BRAND = 'portalExtension';

/** Declares an extension; `Settings` are the values its manifest's settings have. */
export function defineExtension<Settings extends object = ExtensionSettings>(
  extension: Extension<Settings>,
): Extension<Settings> {
  return Object.freeze({ ...extension, [BRAND]: true });
}

/** Says whether something is what `defineExtension` made. */
export function isExtension(value: unknown): value is Extension {
  if (typeof value !== 'object' || value === null || !(BRAND in value)) return false;
  return 'id' in value && typeof value.id === 'string' && 'setup' in value && typeof value.setup === 'function';
}
