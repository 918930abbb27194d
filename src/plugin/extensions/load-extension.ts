import type { Knex } from 'knex';
import { bounded } from '../../core/bounded.js';
import type { Translator } from '../../core/i18n.js';
import { PORTAL } from '../../core/owned-registry.js';
import { missingMigrations } from '../../store/extension-migrator.js';
import { isInRange } from '../version-range.js';
import type { Extension } from './extension.js';
import { createContext } from './extension-context.js';
import type { ExtensionFolder } from './extension-folder.js';
import type { ExtensionManifest } from './extension-manifest.js';
import { settingsOf } from './extension-settings.js';
import { ExtensionSetup, type Surroundings } from './extension-setup.js';
import { loadModule } from './load-module.js';

/** How long its module may take to load, and `setup` and `teardown` each, in ms. */
export const SETUP_LIMIT_MS = 5_000;

/** Words of the portal's own that addresses, templates and texts start with. */
const TAKEN = new Set([PORTAL, 'layouts', 'pages', 'partials', 'fields', 'controls', 'v1', 'v2']);

/** An extension that was set up; nothing it registered holds yet. */
export interface PreparedExtension {
  readonly manifest: ExtensionManifest;
  readonly extension: Extension;
  readonly setup: ExtensionSetup;
}

/** Why an extension cannot be loaded, in words for whoever installed it. */
export class ExtensionFault extends Error {
  override readonly name = 'ExtensionFault';
}

/** The folder's manifest, if this portal can load it; throws ExtensionFault with every reason. */
export function demandLoadable(
  folder: ExtensionFolder,
  portalVersion: string,
  translator: Pick<Translator, 'hasNamespace'>,
): ExtensionManifest {
  const { manifest, faults, id } = folder;
  if (!manifest) throw new ExtensionFault(faults.join('\n'));
  if (!isInRange(portalVersion, manifest.portal))
    throw new ExtensionFault(`it was made for the portal ${manifest.portal}, and this one is ${portalVersion}`);
  if (TAKEN.has(id) || translator.hasNamespace(id))
    throw new ExtensionFault(`${id}: is a name of the portal's own, choose another id`);
  return manifest;
}

/** Imports an extension and sets it up within its time; whatever it does wrong is an error, and nothing holds. */
export async function prepareExtension(
  folder: ExtensionFolder,
  manifest: ExtensionManifest,
  stored: ReadonlyMap<string, unknown>,
  around: Surroundings,
): Promise<PreparedExtension> {
  const extension = await bounded(() => loadModule({ ...folder, manifest }), SETUP_LIMIT_MS);
  const setup = new ExtensionSetup(
    { id: folder.id, path: folder.path, settings: settingsOf(manifest, stored) },
    around,
  );
  try {
    await bounded(() => extension.setup(createContext(setup)), SETUP_LIMIT_MS);
    setup.close();
  } catch (error) {
    setup.cutOff();
    throw error;
  }
  return { manifest, extension, setup };
}

/** What is noted of an extension whose tables have to be made first. */
export function tablesMissing(id: string): string {
  return `its tables are missing: run "portal extension enable ${id}"`;
}

/** Throws ExtensionFault while tables of the extension's are missing. */
export async function demandTables({ manifest, setup }: PreparedExtension, knex: Knex): Promise<void> {
  const missing = await missingMigrations(knex, manifest.id, setup.migrations);
  if (missing.length > 0) throw new ExtensionFault(tablesMissing(manifest.id));
}
