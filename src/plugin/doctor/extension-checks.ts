import type { ExtensionEntry } from '../../features/admin/extensions/extension-types.js';
import { ErasureStore } from '../../store/erasure-store.js';
import { ExtensionStore } from '../../store/extension-store.js';
import { describeExtension } from '../extensions/describe-extension.js';
import { readExtensionFolder } from '../extensions/extension-folder.js';
import { tablesMissing } from '../extensions/load-extension.js';
import type { DoctorDeps } from './doctor-deps.js';
import { type Checks, type Finding, found } from './outcomes.js';

/** Whether the extensions that are on work, and whether they forgot whom the portal forgot. */
export function extensionChecks(deps: DoctorDeps): Pick<Checks, 'extensions' | 'erasures'> {
  return { extensions: () => checkExtensions(deps), erasures: () => checkErasures(deps) };
}

/** By what lies in the folder now, and by what the processes noted when they loaded it. */
async function checkExtensions({ knex, clock, config }: DoctorDeps): Promise<Finding> {
  const stored = (await new ExtensionStore(knex, clock).all()).filter(({ isEnabled }) => isEnabled);
  if (stored.length === 0) return found('none');
  const entries = await Promise.all(
    stored.map(async (row) =>
      describeExtension(row.id, await readExtensionFolder(config.extensionsDir, row.id), row, undefined),
    ),
  );
  const bad = entries.filter(({ state }) => state !== 'on');
  if (bad.length === 0) return found('on', { count: entries.length });
  const lackTables = bad.every(({ id, faults }) => faults.length === 1 && faults[0] === tablesMissing(id));
  return found(lackTables ? 'tables' : 'faulty', { count: bad.length }, bad.flatMap(faultLines));
}

function faultLines({ id, faults }: ExtensionEntry): readonly string[] {
  return faults.map((fault) => `${id}: ${fault}`);
}

async function checkErasures({ knex, clock }: DoctorDeps): Promise<Finding> {
  const waiting = await new ErasureStore(knex, clock).waiting();
  if (waiting.length === 0) return found('none');
  const lines = waiting.map(({ extension, count, lastError }) =>
    lastError === '' ? `${extension}: ${count}` : `${extension}: ${count} (${lastError})`,
  );
  return found('waiting', { count: waiting.reduce((sum, { count }) => sum + count, 0) }, lines);
}
