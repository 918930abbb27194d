import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import type { Knex } from 'knex';
import { type Profile, type ProfileInput, profileSchema } from '../../src/access/profile-schema.js';
import type { BuildPortal, TestPortal } from './build-portal.js';
import { openSite, type TestSite, textOf, type Visitor } from './visitor.js';

/** A listening portal with Villani signed in, for a suite to share. */
export interface TicketSite {
  readonly test: TestPortal;
  readonly site: TestSite;
  readonly villani: Visitor;
  readonly knex: Knex;
  close(): Promise<void>;
}

/** Builds a portal, lets it listen and signs Villani in. */
export async function openTicketSite(buildPortal: BuildPortal): Promise<TicketSite> {
  const test = await buildPortal();
  const site = await openSite(test);
  const villani = await site.signIn(test.villani);
  return {
    test,
    site,
    villani,
    knex: test.portal.host.knex,
    async close() {
      await site.close();
      await test.close();
    },
  };
}

type Rule = Profile['modules'][number];

/** Publishes the default profile with changes; it holds from the next request on. */
export async function changeProfile(
  { portal }: TestPortal,
  change: (profile: Profile) => Partial<ProfileInput>,
): Promise<void> {
  const { profiles } = portal.stores;
  const current = (await profiles.list()).find((profile) => profile.isDefault);
  assert.ok(current);
  const document = profileSchema.parse(await profiles.document(current.id, current.version));
  await profiles.publish(current.id, profileSchema.parse({ ...document, ...change(document) }), 'test');
}

/** Changes the tickets' rule of the default profile. */
export function changeTicketRule(test: TestPortal, change: (rule: Rule) => Partial<Rule>): Promise<void> {
  return changeProfile(test, ({ modules }) => ({
    modules: modules.map((rule) => (rule.module === 'HelpDesk' ? { ...rule, ...change(rule) } : rule)),
  }));
}

/** The ticket numbers of a list's rows, in their order. */
export function numbersOf(html: string): string[] {
  const rows = /<tbody[\s\S]*<\/tbody>/.exec(html)?.[0] ?? '';
  return [...new Set(textOf(rows).match(/\bTT\d+\b/g) ?? [])];
}

/** The id of a ticket by its number. */
export async function ticketId(knex: Knex, number: string): Promise<number> {
  const row: { ticketid: number } | undefined = await knex('vte_troubletickets').where({ ticket_no: number }).first();
  assert.ok(row, `${number} exists`);
  return row.ticketid;
}

/** Opens a ticket with a title and returns its id. */
export async function createTicket(visitor: Visitor, title: string): Promise<number> {
  const answer = await visitor.submit('/HelpDesk/new', { ticket_title: title }, '/HelpDesk/new', []);
  assert.equal(answer.status, 303);
  return Number(answer.location.replace('/HelpDesk/', ''));
}

const WRITTEN = [
  'vte_crmentity',
  'vte_troubletickets',
  'vte_ticketcf',
  'vte_ticketcomments',
  'vte_notes',
  'vte_notescf',
  'vte_attachments',
  'vte_seattachmentsrel',
  'vte_senotesrel',
  'vte_changelog',
  'vte_entity_displayname',
  'vte_modnotifications',
  'portal_submission',
  'portal_file',
  'portal_mail',
];

/** How many rows stand in every table a customer's write touches, and how many files in the CRM's storage. */
export async function countWritten({ knex, test }: Pick<TicketSite, 'knex' | 'test'>): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of WRITTEN) {
    const row: { rows?: number | string } | undefined = await knex(table).count({ rows: '*' }).first();
    counts[table] = Number(row?.rows);
  }
  const files = await readdir(test.config.storageDir, { recursive: true, withFileTypes: true });
  counts.files = files.filter((entry) => entry.isFile() && /storage/.test(entry.parentPath)).length;
  return counts;
}
