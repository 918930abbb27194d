import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { ConflictError, NotFoundError } from '../../src/core/errors.js';
import type { Author, HostAdapter, HostContact } from '../../src/host/host-adapter.js';
import { ensureSequences } from '../../src/host/vtenext/ids.js';
import {
  buildDumpHost,
  dumpsDirectory,
  eachHost,
  loadDump,
  mariadbUrl,
  runScript,
  type TestDatabase,
  type TestHost,
} from '../support/databases.js';

type Values = Readonly<Record<string, string | null>>;

async function save(host: HostAdapter, contact: HostContact, values: Values, expected?: string): Promise<string[]> {
  const reservation = await host.contacts.reserveChange();
  const write = (trx: Knex.Transaction) =>
    host.contacts.update(trx, reservation, contact.id, values, authorOf(contact), expected);
  return [...(await host.transaction(write))];
}

async function changeEmail(host: HostAdapter, contact: HostContact, from: string, to: string): Promise<boolean> {
  const reservation = await host.contacts.reserveChange();
  return host.transaction((trx) =>
    host.contacts.changeEmail(trx, reservation, contact.id, { from, to }, authorOf(contact)),
  );
}

function authorOf(contact: HostContact): Author {
  return { contactId: contact.id, name: `${contact.lastName} ${contact.firstName}`, email: contact.email };
}

eachHost('Contacts of a vtenext host', (buildHost, hostName) => {
  let built: TestHost;
  let host: HostAdapter;
  let knex: Knex;
  let contact: HostContact;

  beforeEach(async () => {
    built = await buildHost();
    host = built.host;
    knex = built.database;
    await ensureSequences(knex, 'vte_');
    const domain = hostName === 'MariaDB' ? 'bellavista.example' : 'bottegavillani.example';
    const [found] = await host.contacts.candidates(`francesco.villani@${domain}`);
    assert.ok(found);
    contact = found;
  });
  afterEach(() => built.close());

  const rowOf = (table: string, key: string) => knex(table).where(key, contact.id).first();
  const lastLog = async () =>
    JSON.parse(
      (await knex('vte_changelog').where('parent_id', contact.id).orderBy('changelogid', 'desc').first()).description,
    );

  describe('#update', () => {
    it('should write the changed columns, the name and the history, and leave every other column', async () => {
      const before = await rowOf('vte_contactdetails', 'contactid');
      const changed = await save(host, contact, {
        lastname: 'Villani Rossi',
        mailingcity: 'Padova',
        phone: before.phone,
      });
      assert.deepEqual(changed.sort(), ['lastname', 'mailingcity']);
      assert.deepEqual(await rowOf('vte_contactdetails', 'contactid'), { ...before, lastname: 'Villani Rossi' });
      assert.equal((await rowOf('vte_contactaddress', 'contactaddressid')).mailingcity, 'Padova');
      const { displayname } = await rowOf('vte_entity_displayname', 'crmid');
      assert.equal(displayname, `Villani Rossi ${contact.firstName}`);
      assert.deepEqual(
        (await lastLog()).map(([, , after, field]: string[]) => [field, after]),
        [
          ['lastname', 'Villani Rossi'],
          ['mailingcity', 'Padova'],
        ],
      );
      const log = await knex('vte_changelog').where('parent_id', contact.id).orderBy('changelogid', 'desc').first();
      assert.deepEqual([Number(log.display_id), log.display_module], [contact.id, 'Contacts']);
    });

    it('should never touch company, number, portal access or support dates', async () => {
      const tables = { vte_contactdetails: 'contactid', vte_customerdetails: 'customerid', vte_portalinfo: 'id' };
      const read = () => Promise.all(Object.entries(tables).map(([table, key]) => rowOf(table, key)));
      const before = await read();
      const changed = await save(host, contact, {
        account_id: '1',
        contact_no: 'CON999',
        portal: '0',
        support_end_date: '2099-12-31',
        assigned_user_id: '999',
        creator: '999',
      });
      assert.deepEqual(changed, []);
      assert.deepEqual(await read(), before);
      assert.notEqual(Number((await rowOf('vte_crmentity', 'crmid')).smownerid), 999);
    });

    it('should refuse when somebody was faster, and notice two edits in one second', async () => {
      const { modifiedtime } = await rowOf('vte_crmentity', 'crmid');
      await save(host, contact, { mobile: '+39 333 1' }, modifiedtime);
      await assert.rejects(save(host, contact, { mobile: '+39 333 2' }, modifiedtime), ConflictError);
      const fresh = (await rowOf('vte_crmentity', 'crmid')).modifiedtime;
      await save(host, contact, { mobile: '+39 333 3' }, fresh);
      await assert.rejects(save(host, contact, { mobile: '+39 333 4' }, fresh), ConflictError);
      assert.equal((await rowOf('vte_contactdetails', 'contactid')).mobile, '+39 333 3');
    });

    it('should make the row of a table where an imported contact has none', async () => {
      await knex('vte_contactaddress').where('contactaddressid', contact.id).delete();
      await save(host, contact, { mailingcity: 'Padova' });
      assert.equal((await rowOf('vte_contactaddress', 'contactaddressid')).mailingcity, 'Padova');
    });

    it('should not find a contact in the bin', async () => {
      await knex('vte_crmentity').where('crmid', contact.id).update({ deleted: 1 });
      await assert.rejects(save(host, contact, { phone: '1234' }), NotFoundError);
    });
  });

  describe('#changeEmail', () => {
    it('should move the name to sign in with, and the composer’s address', async () => {
      const to = `${'a'.repeat(40)}@nuovo.example`;
      assert.equal(await changeEmail(host, contact, contact.email, to), true);
      const after = await host.contacts.byId(contact.id);
      assert.equal(after?.email, to);
      assert.equal(after?.userName, to.slice(0, 50));
      assert.equal(after?.hasPortal, true);
      assert.equal(after?.encodedPassword, contact.encodedPassword);
      const entries = await knex('vte_email_directory').where('crmid', contact.id);
      assert.deepEqual(
        entries.map((entry: { email: string; module: string }) => [entry.email, entry.module]),
        [[to, 'Contacts']],
      );
      assert.deepEqual(
        (await host.contacts.candidates(to)).map(({ id }) => id),
        [contact.id],
      );
    });

    it('should write nothing when the address changed meanwhile', async () => {
      const before = await rowOf('vte_crmentity', 'crmid');
      assert.equal(await changeEmail(host, contact, 'another@acme.example', 'new@acme.example'), false);
      assert.deepEqual(await rowOf('vte_crmentity', 'crmid'), before);
      assert.equal((await host.contacts.byId(contact.id))?.email, contact.email);
    });
  });

  describe('#isLoginTaken', () => {
    it('should know the names other contacts sign in with, in any case, and not one’s own', async () => {
      const other = await knex('vte_portalinfo').whereNot('id', contact.id).first();
      assert.equal(await host.contacts.isLoginTaken(other.user_name.toUpperCase(), contact.id), true);
      assert.equal(await host.contacts.isLoginTaken(contact.email, contact.id), false);
      assert.equal(await host.contacts.isLoginTaken('nobody@acme.example', contact.id), false);
    });

    it('should compare long addresses as the CRM keeps them', async () => {
      const other = await knex('vte_portalinfo').whereNot('id', contact.id).first();
      const long = `${'b'.repeat(60)}@acme.example`;
      await knex('vte_portalinfo')
        .where('id', other.id)
        .update({ user_name: long.slice(0, 50) });
      assert.equal(await host.contacts.isLoginTaken(long, contact.id), true);
    });
  });
});

const isConfigured = mariadbUrl() !== undefined && dumpsDirectory() !== undefined;

(isConfigured ? describe : describe.skip)('A contact’s rows as the CRM writes them (MariaDB)', function suite() {
  this.timeout(120_000);
  let crm: TestDatabase;
  let built: TestHost;

  before(async () => {
    crm = await loadDump('demo');
    built = await buildDumpHost();
    await Promise.all([crm.knex, built.database].map((knex) => ensureSequences(knex, 'vte_')));
  });
  after(async () => {
    await crm?.drop();
    await built?.close();
  });

  /** Whole rows; times are the clock's, and by mere saving the CRM itself turns «no lead source» into its word for it. */
  async function rows(knex: Knex): Promise<unknown> {
    const keys = {
      vte_contactdetails: 'contactid',
      vte_contactaddress: 'contactaddressid',
      vte_contactsubdetails: 'contactsubscriptionid',
      vte_contactscf: 'contactid',
      vte_customerdetails: 'customerid',
      vte_portalinfo: 'id',
      vte_crmentity: 'crmid',
      vte_entity_displayname: 'crmid',
      vte_ownernotify: 'crmid',
      vte_email_directory: 'crmid',
    };
    const found = await Promise.all(
      Object.entries(keys).map(async ([table, key]) => [table, await knex(table).where(key, 21)]),
    );
    return JSON.parse(
      JSON.stringify(found, (name, value) =>
        /^(modifiedtime|lastupdate|leadsource)$/.test(name) ? `<${name}>` : value,
      ),
    );
  }

  async function changes(knex: Knex): Promise<unknown> {
    const log = await knex('vte_changelog').where('parent_id', 21).orderBy('changelogid', 'desc').first();
    const all: string[][] = JSON.parse(log.description);
    return [Number(log.audit_no), log.user_name, log.hide, all.filter(([, , , field]) => field !== 'leadsource')];
  }

  async function replay(name: string): Promise<void> {
    const sql = await readFile(join(dumpsDirectory() ?? '', 'writes', `${name}.sql`), 'utf8');
    await runScript(crm.url, sql);
  }

  it('should be the recorded ones after an edit and after a change of address', async () => {
    const { host, database } = built;
    const before = await host.contacts.byId(21);
    assert.ok(before);
    await replay('crm-contact-edit');
    await save(host, before, {
      phone: '+39 045 8009999',
      mailingstreet: 'Corso Porta Nuova 7\nint. 3',
      mailingzip: '37122',
    });
    assert.deepEqual(await rows(database), await rows(crm.knex));
    assert.deepEqual(await changes(database), await changes(crm.knex));
    await replay('crm-contact-email-change');
    assert.equal(await changeEmail(host, before, before.email, 'f.villani.nuovo@bellavista.example'), true);
    assert.deepEqual(await rows(database), await rows(crm.knex));
    assert.deepEqual(await changes(database), await changes(crm.knex));
    const sync = await database('vte_email_directory_sync').where('userid', 1).first();
    assert.notEqual(sync.last_update, '2026-11-23 07:40:40');
  });
});
