import { sha256 } from '../../core/secrets.js';
import type { ExtensionEntry, ExtensionState, Registered } from '../../features/admin/extensions/extension-types.js';
import type { StoredExtension } from '../../store/extension-store.js';
import type { ExtensionFolder } from './extension-folder.js';
import { settingsOf } from './extension-settings.js';

/** Puts together what is known of an extension: its folder, what administrators set, and what this process loaded. */
export function describeExtension(
  id: string,
  folder: ExtensionFolder | undefined,
  stored: StoredExtension | undefined,
  registered: Registered | undefined,
): ExtensionEntry {
  const manifest = folder?.manifest;
  const values = manifest ? settingsOf(manifest, stored?.settings ?? new Map()) : {};
  const isEnabled = stored?.isEnabled === true;
  const faults = [...(folder?.faults ?? []), ...(isEnabled && stored.fault ? stored.fault.split('\n') : [])];
  return {
    id,
    name: manifest?.name ?? id,
    description: manifest?.description ?? '',
    version: manifest?.version ?? '',
    isEnabled,
    state: stateOf(folder, isEnabled, faults),
    faults: [...new Set(faults)],
    settings: (manifest?.settings ?? []).map((setting) => ({ ...setting, value: values[setting.key] ?? '' })),
    mark: sha256(JSON.stringify(values)),
    registered,
  };
}

function stateOf(folder: ExtensionFolder | undefined, isEnabled: boolean, faults: readonly string[]): ExtensionState {
  if (!folder) return 'missing';
  if (faults.length > 0) return 'faulty';
  return isEnabled ? 'on' : 'off';
}
