import { foldText, parseId } from '../../../core/text.js';
import type { HostAdapter } from '../../../host/host-adapter.js';
import type { ProfileStore } from '../../../store/profile-store.js';
import type { AccessStep, StepFailure } from './access-jobs.js';
import type { AccessReader } from './access-reader.js';
import type { ImportRow } from './import-rows.js';

/** What a file asks for: steps to be done, and rows that cannot be. */
export interface ImportPlan {
  readonly steps: readonly AccessStep[];
  readonly refused: readonly StepFailure[];
}

interface PlanDeps {
  readonly host: Pick<HostAdapter, 'contactAccess'>;
  readonly reader: AccessReader;
  readonly profiles: Pick<ProfileStore, 'list'>;
}

const AT_ONCE = 500;
const LONGEST_TEXT = 100;

/** Looks up whom a file's rows mean; a row that names nobody, several or somebody twice is refused, and so is an unknown profile. */
export async function planImport(
  { host, reader, profiles }: PlanDeps,
  rows: readonly ImportRow[],
): Promise<ImportPlan> {
  const names = [...new Set(rows.map((row) => row.contact).filter((name) => name !== ''))];
  const found = new Map<string, readonly number[]>();
  for (let start = 0; start < names.length; start += AT_ONCE) {
    const part = names.slice(start, start + AT_ONCE);
    for (const [name, ids] of await lookUp(host, reader, part)) found.set(name, ids);
  }
  const profileOf = new Map((await profiles.list()).map(({ id, name }) => [foldText(name.trim()), id]));
  const [steps, refused]: [AccessStep[], StepFailure[]] = [[], []];
  const taken = new Set<number>();
  for (const row of rows) {
    const ids = found.get(row.contact) ?? [];
    const contactId = ids[0];
    const profileId = row.profile === undefined ? undefined : profileOf.get(foldText(row.profile));
    const codes = [
      ...row.faults,
      ...(row.contact !== '' && ids.length === 0 ? ['contactUnknown'] : []),
      ...(ids.length > 1 ? ['contactAmbiguous'] : []),
      ...(ids.length === 1 && contactId !== undefined && taken.has(contactId) ? ['contactTwice'] : []),
      ...(row.profile !== undefined && profileId === undefined ? ['profileUnknown'] : []),
    ];
    if (codes.length > 0 || contactId === undefined) {
      const reasons = codes.map((code) => ({ code: `admin-contacts:import.faults.${code}` }));
      const whom = ids.length === 1 && contactId !== undefined ? { contactId } : {};
      refused.push({ ...whom, row: row.row, text: row.contact.slice(0, LONGEST_TEXT), reasons });
      continue;
    }
    taken.add(contactId);
    steps.push({ contactId, row: row.row, wish: { ...row.wish, ...(profileId === undefined ? {} : { profileId }) } });
  }
  return { steps, refused };
}

/** An id first: a number of the CRM's has letters, an address an @. */
async function lookUp(
  host: PlanDeps['host'],
  reader: AccessReader,
  names: readonly string[],
): Promise<ReadonlyMap<string, readonly number[]>> {
  const ids = names.flatMap((name) => parseId(name) ?? []);
  const byId = await reader.findMany(ids);
  const others = names.filter((name) => !byId.has(parseId(name) ?? 0));
  const named = await host.contactAccess.named(others);
  const isNamed = (name: string, text: string): boolean => text.toLowerCase() === name.toLowerCase();
  return new Map(
    names.map((name) => {
      const id = parseId(name);
      if (id !== undefined && byId.has(id)) return [name, [id]];
      const matching = named.filter((row) => isNamed(name, row.number) || isNamed(name, row.email));
      return [name, matching.map((row) => row.id)];
    }),
  );
}
