import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { createWallClock, systemClock } from '../../../src/core/clock.js';
import { silentLogger } from '../../../src/core/logger.js';
import { openDatabase } from '../../../src/host/connection.js';
import type { Author, HostAdapter, RowScope } from '../../../src/host/host-adapter.js';
import { readAutomations } from '../../../src/host/vtenext/automations.js';
import { ensureSequences } from '../../../src/host/vtenext/ids.js';
import { createVtenextAdapter } from '../../../src/host/vtenext/vtenext-adapter.js';
import { grantStatements, liveTables } from '../../../src/plugin/grants.js';
import { readManifest } from '../../../src/plugin/read-manifest.js';
import { migrate, portalTables } from '../../../src/store/migrator.js';
import { ProfileStore } from '../../../src/store/profile-store.js';
import { StateStore } from '../../../src/store/state-store.js';
import { dumpsDirectory, loadDump, mariadbUrl, type TestDatabase } from '../../support/databases.js';
import { ofTicket } from '../../support/document-places.js';

const isConfigured = mariadbUrl() !== undefined && dumpsDirectory() !== undefined;

(isConfigured ? describe : describe.skip)('Grants (MariaDB)', function grants() {
  this.timeout(60_000);
  const user = `portal_${randomBytes(4).toString('hex')}`;
  const account = `'${user}'@'%'`;
  let database: TestDatabase;
  let storageDir: string;
  let granted: Knex;
  let host: HostAdapter;

  before(async () => {
    database = await loadDump('demo');
    storageDir = await mkdtemp(join(tmpdir(), 'portal-grants-'));
    await mkdir(join(storageDir, 'storage'));
    await migrate(database.knex, systemClock);
    await ensureSequences(database.knex, 'vte_');
    const wallClock = createWallClock('Europe/Rome');
    const options = { id: 'vtenext', wallClock, storageDir, log: silentLogger } as const;
    const { metadata } = await createVtenextAdapter({ ...options, knex: database.knex });
    const url = new URL(database.url);
    const statements = grantStatements({
      access: readManifest().access,
      tablePrefix: 'vte_',
      database: url.pathname.slice(1),
      account,
      portalTables,
      liveTables: liveTables(metadata.current, 'vte_'),
    });
    const password = randomBytes(12).toString('hex');
    for (const statement of [`CREATE USER ${account} IDENTIFIED BY '${password}'`, ...statements])
      await database.knex.raw(statement.replace(/;$/, ''));
    url.username = user;
    url.password = password;
    granted = openDatabase(url.href, { log: silentLogger });
    host = await createVtenextAdapter({ ...options, knex: granted });
  });

  after(async () => {
    await granted?.destroy();
    await database?.knex.raw(`DROP USER IF EXISTS ${account}`);
    await database?.drop();
    await rm(storageDir, { recursive: true, force: true });
  });

  const customer = async (): Promise<{ readonly scope: RowScope; readonly author: Author }> => {
    const row = await database
      .knex('vte_troubletickets as t')
      .join('vte_contactdetails as c', 'c.contactid', 't.parent_id')
      .first('c.contactid', 'c.accountid', 'c.email');
    return {
      scope: {
        kind: 'customer',
        contactId: row.contactid,
        accountId: row.accountid || undefined,
        includesCompany: true,
      },
      author: { contactId: row.contactid, name: 'Villani Francesco', email: row.email },
    };
  };

  it('should let every module of the old portal be listed and read', async () => {
    const { scope } = await customer();
    const { settings } = host.metadata.current;
    assert.equal(settings.modules.length, 13);
    for (const { module: name } of settings.modules) {
      const module = host.metadata.current.module(name);
      assert.ok(module, name);
      const fields = [...module.fields.values()];
      const page = await host.records.list({
        module,
        scope,
        fields,
        filters: [],
        anyOf: [],
        sort: undefined,
        limit: 10,
        offset: 0,
      });
      const id = page.records[0]?.id;
      if (id !== undefined) assert.ok(await host.records.find(module, id, scope, fields), name);
      await host.records.pick(module, scope, 'a', 5);
    }
  });

  it('should have every picklist the administrator has', () => {
    const status = host.metadata.current.module('HelpDesk')?.fields.get('ticketstatus');
    assert.ok(status);
    assert.ok(host.metadata.current.picklist(status).length >= 5);
  });

  it('should let a ticket live its whole life', async () => {
    const { scope, author } = await customer();
    const { tickets, documents } = host;
    const made = await tickets.reserve();
    const values = { ticket_title: 'Granted', ticketstatus: 'Open', parent_id: String(author.contactId) };
    await host.transaction((trx) => tickets.create(trx, made, values, author));
    const comment = await tickets.reserveChange(made.ticketId, { withComment: true });
    await host.transaction((trx) => tickets.addComment(trx, comment, made.ticketId, 'Hello', author));
    const edit = await tickets.reserveChange(made.ticketId, { withComment: false });
    await host.transaction((trx) => tickets.update(trx, edit, made.ticketId, { ticketpriorities: 'High' }, author));
    const close = await tickets.reserveChange(made.ticketId, { withComment: false });
    const isClosed = await host.transaction((trx) =>
      tickets.setStatus(trx, close, made.ticketId, (status) => status !== 'Closed', 'Closed', author),
    );
    assert.equal(isClosed, true);
    assert.equal((await tickets.comments(made.ticketId, { limit: 10, skip: 0 })).total, 1);
    await tickets.statusChanges(made.ticketId);

    const [reservation] = await documents.reserve(1);
    assert.ok(reservation);
    const temporary = join(storageDir, 'upload.tmp');
    await writeFile(temporary, 'text');
    const file = { name: 'a.txt', bytes: 4, type: 'text/plain' };
    const path = documents.pathFor(reservation, file);
    await documents.place(temporary, path);
    await host.transaction((trx) => documents.create(trx, reservation, file, path, ofTicket(made.ticketId), author));
    assert.equal((await documents.ofTicket(made.ticketId, [reservation.documentId])).length, 1);
    const opened = await documents.open(reservation.attachmentId);
    assert.ok(opened);
    opened.stream.destroy();
    await documents.countDownload(reservation.documentId);

    await host.transaction((trx) => tickets.moveToBin(trx, made.ticketId, author));
    const module = host.metadata.current.module('HelpDesk');
    assert.ok(module);
    assert.equal(await host.records.find(module, made.ticketId, scope, []), undefined);
  });

  it('should let a quote be answered, and its owner be written to', async () => {
    const { quotes, users } = host;
    const { author } = await customer();
    const row = await database.knex('vte_crmentity').where({ setype: 'Quotes', deleted: 0 }).first();
    const reservation = await quotes.reserve(row.crmid);
    const change = { values: { quotestage: 'Accepted' }, remark: 'Granted' };
    await host.transaction((trx) => quotes.answer(trx, reservation, row.crmid, change, author, () => undefined));
    assert.equal((await quotes.stageChange(row.crmid, 'Accepted'))?.authorContactId, author.contactId);
    assert.ok((await users.ownersOf(row.crmid))[0]?.email);
  });

  it('should let contacts sign in and out', async () => {
    const { author } = await customer();
    assert.ok((await host.contacts.candidates(author.email)).length > 0);
    await host.contacts.recordSignIn(author.contactId);
    await host.contacts.recordSignOut(author.contactId);
  });

  it('should let contacts change their own data and address', async () => {
    const { author } = await customer();
    const { contacts } = host;
    const edit = await contacts.reserveChange();
    const values = { phone: '+39 045 1', mailingcity: 'Padova', otherphone: '+39 045 2' };
    await host.transaction((trx) => contacts.update(trx, edit, author.contactId, values, author));
    const change = await contacts.reserveChange();
    const addresses = { from: author.email, to: 'granted@acme.example' };
    const isChanged = await host.transaction((trx) =>
      contacts.changeEmail(trx, change, author.contactId, addresses, author),
    );
    assert.equal(isChanged, true);
    assert.equal(await contacts.photo(author.contactId), undefined);
  });

  it("should let the portal's own tables be used", async () => {
    const profiles = new ProfileStore(granted, systemClock);
    const { id } = await profiles.create({ name: 'Granted' }, 'test');
    await profiles.assign(1, id);
    await profiles.assign(1, undefined);
    assert.deepEqual((await new StateStore(granted, systemClock, 'customer-portal').read()).state, 'absent');
  });

  it('should let the CRM’s workflows and processes be named, and not read', async () => {
    assert.deepEqual(await readAutomations(granted, 'vte_'), await readAutomations(database.knex, 'vte_'));
  });

  for (const forbidden of [
    'SELECT xml FROM vte_processmaker',
    'SELECT test FROM com_vte_workflows',
    'SELECT accesskey FROM vte_users',
    'SELECT confirm_password FROM vte_users',
    'SELECT * FROM vte_systems',
    'DELETE FROM vte_crmentity',
    'DROP TABLE portal_state',
    'CREATE TABLE portal_extra (id int)',
  ])
    it(`should refuse ${forbidden}`, async () => {
      await assert.rejects(granted.raw(forbidden), /denied/);
    });
});
