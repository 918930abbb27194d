import type { Logger } from '../../core/logger.js';
import type { ContactFate, HostAdapter } from '../../host/host-adapter.js';
import type { AuditStore } from '../../store/audit-store.js';
import { eraseContacts, personalContactIds } from '../../store/erase-contacts.js';
import type { ExtensionData } from './extension-data.js';

const PAGE = 500;
const DAY_MS = 86_400_000;

/** What erasing is done with. */
export interface ErasureDeps {
  readonly host: Pick<HostAdapter, 'knex' | 'contactLists' | 'transaction' | 'wallClock'>;
  readonly audit: Pick<AuditStore, 'record'>;
  readonly extensions: Pick<ExtensionData, 'note' | 'look'>;
  /** Days after the CRM deleted a contact. */
  readonly erasureDays: () => number;
  readonly isEnabled: () => boolean;
  readonly log: Logger;
}

/** Lets the portal forget whom the CRM has forgotten. */
export interface Erasure {
  /** One round over all contacts the portal knows; returns how many it forgot. */
  look(): Promise<number>;
}

/** Makes the rounds: contacts deleted in the CRM for long enough, or not there at all any more, are forgotten here. */
export function createErasure(deps: ErasureDeps): Erasure {
  return {
    async look() {
      if (!deps.isEnabled()) return 0;
      let forgotten = 0;
      for (let afterId = 0; ; ) {
        const ids = await personalContactIds(deps.host.knex, afterId, PAGE);
        forgotten += await forget(deps, await gone(deps, ids));
        const last = ids.at(-1);
        if (last === undefined || ids.length < PAGE) return forgotten;
        afterId = last;
      }
    },
  };
}

async function gone({ host, erasureDays, log }: ErasureDeps, ids: readonly number[]): Promise<readonly number[]> {
  const fates = await host.contactLists.fates(ids);
  if (ids.length > 0 && fates.size === 0) {
    // A CRM that knows none of them is being restored, or is another one.
    log.warn({ contacts: ids.length }, 'the CRM knows none of these contacts: nothing is erased');
    return [];
  }
  const highest = await host.contactLists.highestRecordId();
  const before = host.wallClock.format(host.wallClock.clock.now() - erasureDays() * DAY_MS);
  // A contact beyond all records the CRM has is lost to an older backup, not deleted.
  return ids.filter((id) => id <= highest && isOver(fates.get(id), before));
}

function isOver(fate: ContactFate | undefined, before: string): boolean {
  return fate === undefined || (fate.deletedAt !== undefined && fate.deletedAt <= before);
}

async function forget({ host, audit, extensions, log }: ErasureDeps, ids: readonly number[]): Promise<number> {
  if (ids.length === 0) return 0;
  await host.transaction(async (trx) => {
    const rows = await eraseContacts(trx, ids);
    await extensions.note(trx, ids);
    const entry = { action: 'contact.erased', actor: { kind: 'system', name: 'portal' } } as const;
    await audit.record({ ...entry, details: { contacts: ids.length, rows } }, trx);
  });
  log.info({ contacts: ids.length }, 'contacts that the CRM deleted were erased');
  await extensions.look();
  return ids.length;
}
