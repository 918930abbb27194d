import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import type { WallClock } from '../../core/clock.js';
import { HostUnavailableError } from '../../core/errors.js';
import type { Logger } from '../../core/logger.js';
import { translateDbErrors } from '../db-errors.js';
import type { HostAdapter } from '../host-adapter.js';
import { createMetadataSource } from '../metadata/metadata-source.js';
import { bindModels } from '../models/bind-models.js';
import { runTransaction } from '../transaction.js';
import { vtenextBinding } from './binding.js';
import { VtenextChanges } from './changes.js';
import { VtenextContactAccess } from './contact-access.js';
import { VtenextContactLists } from './contact-lists.js';
import { VtenextContactRepository } from './contact-repository.js';
import { VtenextDocumentRepository } from './document-repository.js';
import { VtenextFaqRepository } from './faq-repository.js';
import { followSchema } from './follow-schema.js';
import type { HostContext } from './host-context.js';
import { VtenextInventoryRepository } from './inventory-repository.js';
import { VtenextMailTemplateRepository } from './mail-template-repository.js';
import { VtenextPeopleRepository } from './people-repository.js';
import { VtenextQuoteRepository } from './quote-repository.js';
import { createRecordRepository } from './record-repository.js';
import { VtenextRecordTraces } from './record-traces.js';
import { FileStorage } from './storage.js';
import { VtenextTicketRepository } from './ticket-repository.js';
import { VtenextUserRepository } from './user-repository.js';

/** What a vtenext host is made of. */
export interface VtenextOptions {
  readonly knex: Knex;
  readonly id: HostAdapter['id'];
  /** `vte_` unless told. */
  readonly tablePrefix?: string;
  readonly wallClock: WallClock;
  /** The CRM's root folder, which holds `storage/`. */
  readonly storageDir: string;
  readonly log: Logger;
}

/** Builds the adapter of a vtenext database and reads its metadata; HostUnavailableError if the database is away. */
export async function createVtenextAdapter(options: VtenextOptions): Promise<HostAdapter> {
  const { knex, id, wallClock, log, tablePrefix = 'vte_' } = options;
  const metadata = await createMetadataSource(knex, tablePrefix, wallClock, log).catch((error: unknown) => {
    throw translateDbErrors(error);
  });
  const models = bindModels(knex, vtenextBinding(tablePrefix));
  const context: HostContext = { knex, prefix: tablePrefix, models, metadata, wallClock, log };
  return {
    id,
    tablePrefix,
    knex,
    wallClock,
    metadata,
    contacts: new VtenextContactRepository(context),
    contactAccess: new VtenextContactAccess(context),
    contactLists: new VtenextContactLists(context),
    people: new VtenextPeopleRepository(context),
    records: followSchema(createRecordRepository(knex, metadata, tablePrefix), metadata, log),
    traces: new VtenextRecordTraces(context),
    tickets: new VtenextTicketRepository(context),
    changes: new VtenextChanges(context),
    documents: new VtenextDocumentRepository(context, new FileStorage(options.storageDir)),
    faq: new VtenextFaqRepository(context),
    inventory: new VtenextInventoryRepository(context),
    quotes: new VtenextQuoteRepository(context),
    users: new VtenextUserRepository(context),
    mailTemplates: new VtenextMailTemplateRepository(context),
    transaction: (work) => runTransaction(knex, work, log),
    ping: (timeoutMs) => ping(knex, timeoutMs),
    close: () => knex.destroy(),
  };
}

async function ping(knex: Knex, timeoutMs: number): Promise<void> {
  const ended = new AbortController();
  const tooLate = sleep(timeoutMs, undefined, { signal: ended.signal }).then(() => {
    throw new HostUnavailableError();
  });
  try {
    await Promise.race([knex.raw('SELECT 1'), tooLate]);
  } catch (error) {
    throw translateDbErrors(error);
  } finally {
    ended.abort();
    tooLate.catch(() => undefined);
  }
}
