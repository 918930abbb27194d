import { settingValue } from '../setting-values.js';
import type { ExtensionSettings } from './extension.js';
import type { ExtensionManifest } from './extension-manifest.js';

/** What holds of an extension's settings: what an administrator set, as far as it is still allowed, else the manifest's default. */
export function settingsOf(manifest: ExtensionManifest, stored: ReadonlyMap<string, unknown>): ExtensionSettings {
  return Object.fromEntries(manifest.settings.map((setting) => [setting.key, settingValue(setting, stored)]));
}
