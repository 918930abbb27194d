import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { createDemoSchema } from '../../src/host/demo/create-demo-schema.js';
import { isDemoSeeded, openDemoDatabase } from '../../src/host/demo/demo-database.js';
import { portalModules } from '../../src/host/demo/modules/demo-modules.js';
import { type DemoAccess, seedDemoWorld } from '../../src/host/demo/seed-demo-world.js';
import { decodePortalPassword } from '../../src/host/vtenext/portal-password.js';

const now = '2026-11-24 10:00:00';
const passwords = { villani: 'Villani-Prova-1', colleague: 'Neri-Prova-2', other: 'Altro-Prova-3' };
const languages = ['it_it', 'en_us'];

describe('DemoHost', () => {
  let database: Knex;
  let storageDir: string;
  let access: DemoAccess;

  before(async () => {
    storageDir = await mkdtemp(join(tmpdir(), 'portal-demo-'));
    database = openDemoDatabase(':memory:');
    await createDemoSchema(database);
    access = await seedDemoWorld(database, { now, storageDir, passwords });
  });

  after(async () => {
    await database.destroy();
    await rm(storageDir, { recursive: true });
  });

  const columnsOf = async (table: string): Promise<string[]> => {
    const columns: { name: string }[] = await database.raw('SELECT name FROM pragma_table_info(?)', [table]);
    return columns.map((column) => column.name);
  };

  describe('#createDemoSchema', () => {
    it('should leave a filled database as it is', async () => {
      await createDemoSchema(database);
      assert.equal(await isDemoSeeded(database), true);
      assert.deepEqual(await database('vte_modentity_num').where({ semodule: 'HelpDesk' }).pluck('cur_id'), ['13']);
    });
  });

  describe('#seedDemoWorld › metadata', () => {
    it('should describe only columns that exist', async () => {
      const fields: { tablename: string; columnname: string }[] = await database('vte_field').select();
      const missing = [];
      for (const { tablename, columnname } of fields) {
        if (!(await columnsOf(tablename)).includes(columnname)) missing.push(`${tablename}.${columnname}`);
      }
      assert.deepEqual(missing, []);
      assert.equal(fields.length > 384, true);
    });

    it('should put every field into a block of its own module, but the three the CRM puts nowhere', async () => {
      const lost = await database('vte_field as f')
        .leftJoin('vte_blocks as b', { 'b.blockid': 'f.block', 'b.tabid': 'f.tabid' })
        .whereNull('b.blockid')
        .pluck('f.fieldname');
      assert.deepEqual(lost.sort(), ['campaignrelstatus', 'campaignrelstatus', 'hdnS_H_Amount']);
    });

    it('should translate every module, block, field and picklist value into Italian and English', async () => {
      const values = portalModules.flatMap(({ name, picklists }) =>
        Object.keys(picklists ?? {}).map((list) => ({ name, list })),
      );
      const labels: { module: string; label: string }[] = [
        ...(await labelsOf('vte_blocks', 'blocklabel')),
        ...(await labelsOf('vte_field', 'fieldlabel')),
        ...portalModules.map(({ name }) => ({ module: name, label: name })),
      ];
      for (const { name, list } of values) {
        const texts: string[] = await database(`vte_${list}`).whereNot(list, '').pluck(list);
        labels.push(...texts.map((label) => ({ module: name, label })));
      }
      const known: { module: string; language: string; label: string }[] = await database('sdk_language').whereNot(
        'trans_label',
        '',
      );
      const keys = new Set(known.map(({ module, language, label }) => `${language} ${module} ${label.toLowerCase()}`));
      const missing = labels.flatMap(({ module, label }) =>
        languages
          .filter(
            (language) =>
              ![module, 'APP_STRINGS'].some((book) => keys.has(`${language} ${book} ${label.toLowerCase()}`)),
          )
          .map((language) => `${language} ${module} ${label}`),
      );
      assert.deepEqual(missing, []);
    });

    const labelsOf = (table: string, column: string) =>
      database(`${table} as x`)
        .join('vte_tab as t', 't.tabid', 'x.tabid')
        .whereNot(`x.${column}`, '')
        .select('t.name as module', `x.${column} as label`);

    it('should let every role see every value of every picklist', async () => {
      const roles: string[] = await database('vte_role').pluck('roleid');
      const picklists: { picklistid: number; name: string }[] = await database('vte_picklist').select();
      for (const { picklistid, name } of picklists) {
        const ids: number[] = await database(`vte_${name}`).pluck('picklist_valueid');
        for (const roleid of roles) {
          const seen: number[] = await database('vte_role2picklist')
            .where({ roleid, picklistid })
            .orderBy('sortid')
            .pluck('picklistvalueid');
          assert.deepEqual([...seen].sort(), [...ids].sort(), `${name} for ${roleid}`);
        }
      }
      assert.equal(picklists.length > 25, true);
    });

    it('should have a portal that shows thirteen modules in the order of the old one', async () => {
      const order = await database('vte_customerportal_tabs as c')
        .join('vte_tab as t', 't.tabid', 'c.tabid')
        .where({ visible: 1, presence: 0 })
        .orderBy('sequence')
        .pluck('t.name');
      assert.deepEqual(
        order,
        portalModules.map((module) => module.name),
      );
    });
  });

  describe('#seedDemoWorld › records', () => {
    it('should give every record its rows, its name and its creation in the change log', async () => {
      for (const module of portalModules) {
        const ids: number[] = await database('vte_crmentity').where({ setype: module.name }).pluck('crmid');
        assert.equal(ids.length > 0, true, module.name);
        const tables: [string, string][] = [
          [module.table, module.idField],
          ...Object.entries(module.otherTables ?? {}),
        ];
        for (const [table, key] of tables) {
          const found: number[] = await database(table).orderBy(key).pluck(key);
          assert.deepEqual(found, ids, table);
        }
        const named: number[] = await database('vte_entity_displayname')
          .where({ setype: module.name })
          .whereNot('displayname', '')
          .orderBy('crmid')
          .pluck('crmid');
        assert.deepEqual(named, ids, `${module.name} names`);
        const logged: number[] = await database('vte_changelog')
          .whereIn('parent_id', ids)
          .where({ audit_no: 1 })
          .orderBy('parent_id')
          .pluck('parent_id');
        assert.deepEqual(logged, ids, `${module.name} change log`);
      }
    });

    it('should have sequences that are past every id', async () => {
      const highest = async (table: string, column: string): Promise<number> => {
        const rows: { id: number | null }[] = await database(table).max(`${column} as id`);
        return rows[0]?.id ?? 0;
      };
      const last = async (name: string): Promise<number> => (await database(name).first('id')).id;
      assert.equal(await last('vte_crmentity_seq'), await highest('vte_crmentity', 'crmid'));
      assert.equal(await last('vte_ticketcomments_seq'), await highest('vte_ticketcomments', 'commentid'));
      assert.equal(await last('vte_changelog_seq'), await highest('vte_changelog', 'changelogid'));
      assert.equal(await last('vte_field_seq'), await highest('vte_field', 'fieldid'));
      assert.equal(await last('vte_picklistvalues_seq'), await highest('vte_role2picklist', 'picklistvalueid'));
      assert.equal((await last('vte_users_seq')) >= (await highest('vte_groups', 'groupid')), true);
    });

    it("should hold the manual's tickets with their comments", async () => {
      const tickets: { ticket_no: string; title: string; status: string }[] =
        await database('vte_troubletickets').orderBy('ticketid');
      assert.deepEqual(
        tickets.map((ticket) => ticket.ticket_no),
        Array.from({ length: 12 }, (_, index) => `TT${index + 1}`),
      );
      const manual = tickets.slice(7, 10).map(({ title, status }) => `${title}: ${status}`);
      assert.deepEqual(manual, [
        'Nome della segnalazione: Answered by customer',
        'Altra segnalazione: Open',
        'Continua il Ticket: Open',
      ]);
      const comments = await database('vte_ticketcomments as c')
        .join('vte_troubletickets as t', 't.ticketid', 'c.ticketid')
        .where('t.ticket_no', 'tt8')
        .orderBy('commentid')
        .select('ownertype', 'createdtime');
      assert.deepEqual(comments, [
        { ownertype: 'customer', createdtime: '2023-07-12 14:51:02' },
        { ownertype: 'user', createdtime: '2023-07-12 14:51:38' },
        { ownertype: 'customer', createdtime: '2023-07-12 14:52:28' },
      ]);
    });

    it('should store each file where its row says, as long as its row says', async () => {
      const files: { path: string; attachmentsid: number; name: string; filesize: number }[] = await database(
        'vte_attachments as a',
      )
        .join('vte_seattachmentsrel as r', 'r.attachmentsid', 'a.attachmentsid')
        .join('vte_notes as n', 'n.notesid', 'r.crmid')
        .select('a.path', 'a.attachmentsid', 'a.name', 'n.filesize');
      for (const { path, attachmentsid, name, filesize } of files) {
        assert.match(path, /^storage\/\d{4}\/[A-Z][a-z]+\/week[1-5]\/$/);
        assert.equal((await stat(join(storageDir, path, `${attachmentsid}_${name}`))).size, filesize);
      }
      assert.equal(files.length, 9);
    });

    it('should write a PDF whose table of contents is right', async () => {
      const file = await database('vte_attachments').where({ type: 'application/pdf' }).first();
      const text = await readFile(join(storageDir, file.path, `${file.attachmentsid}_${file.name}`), 'latin1');
      const offsets = [...text.matchAll(/^(\d{10}) 00000 n /gm)].map((match) => Number(match[1]));
      assert.deepEqual(
        offsets.map((offset, index) => text.startsWith(`${index + 1} 0 obj`, offset)),
        [true, true, true, true, true],
      );
      assert.equal(text.startsWith('xref', Number(/startxref\n(\d+)/.exec(text)?.[1])), true);
    });

    it('should let exactly the promised customers in', async () => {
      const contacts: { user_name: string; user_password: string; support_end_date: string }[] = await database(
        'vte_portalinfo as p',
      )
        .join('vte_customerdetails as c', 'c.customerid', 'p.id')
        .where({ 'c.portal': '1', 'p.isactive': 1 })
        .select();
      const open = contacts.filter((contact) => contact.support_end_date >= now.slice(0, 10));
      assert.deepEqual(
        open.map((contact) => contact.support_end_date),
        ['2027-12-31', '2027-12-31', '2027-12-31'],
      );
      assert.equal(contacts.length, 4);
      for (const { email, password } of access.customers) {
        const stored = contacts.find((contact) => contact.user_name === email)?.user_password;
        assert.equal(decodePortalPassword(stored ?? ''), password);
      }
      assert.deepEqual(
        access.customers.map((customer) => customer.name),
        ['Francesco Villani', 'Chiara Neri'],
      );
    });
  });
});
