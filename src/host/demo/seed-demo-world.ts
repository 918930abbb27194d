import { randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import { insertRows } from './insert-rows.js';
import { seedMetadata } from './metadata/seed-metadata.js';
import { portalModules } from './modules/demo-modules.js';
import { demoSequences, picklistValueSequence } from './schema/demo-tables.js';
import { addCatalogue } from './world/catalogue.js';
import { seedInstallation, seedOrganisation } from './world/company.js';
import { DemoWorld } from './world/demo-world.js';
import { addDocuments } from './world/documents.js';
import { addKnowledge } from './world/knowledge.js';
import { addPeople, type DemoPeople } from './world/people.js';
import { addProjects } from './world/projects.js';
import { addSales } from './world/sales.js';
import { demoAdmin, seedStaff } from './world/staff.js';
import { addTickets } from './world/tickets.js';

/** How the sample company is made. */
export interface DemoOptions {
  /** The CRM's wall clock, `YYYY-MM-DD HH:MM:SS`; recent records and support dates follow it. */
  readonly now: string;
  /** The folder that holds (or gets) the CRM's `storage/`. */
  readonly storageDir: string;
  /** One-time passwords, at most 23 bytes each; `other` is for the second company's contact, by default nobody knows it. */
  readonly passwords: { readonly villani: string; readonly colleague: string; readonly other?: string };
}

/** Whom one can sign in as. */
export interface DemoAccess {
  readonly customers: readonly { readonly name: string; readonly email: string; readonly password: string }[];
  readonly admin: { readonly userName: string; readonly password: string };
}

/**
 * Fills an empty demo CRM with its metadata and the sample company, in one transaction, and writes the documents' files.
 * All or nothing in the database; a failed run leaves files at most.
 */
export async function seedDemoWorld(knex: Knex, options: DemoOptions): Promise<DemoAccess> {
  const { villani, colleague, other = randomBytes(9).toString('base64url') } = options.passwords;
  const world = new DemoWorld();
  const people = addPeople(world, options.now, { villani, colleague, other });
  await addRecords(world, people, options);
  await knex.transaction(async (trx) => {
    await seedMetadata(trx);
    await seedStaff(trx, options.now);
    await seedInstallation(trx, options.now);
    await world.write(trx);
    await seedNumbers(trx, world);
    await seedOrganisation(trx);
    await raiseSequences(trx);
  });
  return {
    customers: [
      { name: 'Francesco Villani', email: people.villani.email, password: villani },
      { name: 'Chiara Neri', email: people.colleague.email, password: colleague },
    ],
    admin: demoAdmin,
  };
}

async function addRecords(world: DemoWorld, people: DemoPeople, { now, storageDir }: DemoOptions): Promise<void> {
  const catalogue = addCatalogue(world, people);
  const faq = addKnowledge(world, catalogue);
  addSales(world, now, people, catalogue);
  const tickets = addTickets(world, now, people, catalogue);
  addProjects(world, now, people, tickets);
  await addDocuments(world, now, storageDir, { people, tickets, faq });
}

/** The counters of the record numbers, each at the number the next record gets. */
async function seedNumbers(trx: Knex, world: DemoWorld): Promise<void> {
  const rows = portalModules.flatMap((module) => {
    if (module.numbering === undefined) return [];
    const { id, prefix } = module.numbering;
    const next = String(world.nextNumber(module));
    return [{ num_id: id, semodule: module.name, prefix, start_id: '1', cur_id: next, active: 1 }];
  });
  await insertRows(trx, 'vte_modentity_num', rows);
}

/** Sequences hold the last id taken. */
async function raiseSequences(trx: Knex): Promise<void> {
  for (const { name, table, column } of demoSequences) {
    await trx.raw('UPDATE ?? SET id = (SELECT COALESCE(MAX(??), 0) FROM ??)', [name, column, table]);
  }
  const highest = 'SELECT COALESCE(MAX(picklistvalueid), 0) FROM vte_role2picklist';
  await trx.raw(`UPDATE ?? SET id = (${highest})`, [picklistValueSequence]);
}
