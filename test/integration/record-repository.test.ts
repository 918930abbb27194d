import assert from 'node:assert/strict';
import type { RowScope } from '../../src/host/host-adapter.js';
import { eachHost, type TestHost } from '../support/databases.js';
import { columnOf, idsOf, RecordLister } from '../support/record-lister.js';

eachHost('RecordRepository', (buildHost, hostName) => {
  let test: TestHost;
  let lister: RecordLister;

  before(async () => {
    test = await buildHost();
    lister = await RecordLister.create(test);
  });

  after(() => test?.close());

  describe('#list', () => {
    it('should see nothing without a scope and nothing of strangers', async () => {
      assert.equal((await lister.list({ scope: { kind: 'none' } })).total, 0);
      const stranger = { kind: 'customer', contactId: 999_999, accountId: undefined, includesCompany: true } as const;
      for (const module of test.host.metadata.current.modules()) {
        if (module.name === 'Faq') continue;
        assert.equal((await lister.list({ scope: stranger }, module.name)).total, 0, module.name);
      }
    });

    it('should never see more in own scope than in company scope', async () => {
      const own: RowScope = { ...lister.villani, includesCompany: false };
      for (const module of test.host.metadata.current.modules()) {
        const wide = new Set(idsOf(await lister.list({}, module.name)));
        const narrow = idsOf(await lister.list({ scope: own }, module.name));
        assert.deepEqual(
          narrow.filter((id) => !wide.has(id)),
          [],
          module.name,
        );
        assert.equal(new Set(narrow).size, narrow.length, `${module.name} twice`);
      }
    });

    it('should see one’s own company in both scopes, colleagues in company scope only', async () => {
      const own: RowScope = { ...lister.villani, includesCompany: false };
      assert.deepEqual(idsOf(await lister.list({ scope: own }, 'Accounts')), [lister.villani.accountId]);
      assert.deepEqual(idsOf(await lister.list({ scope: own }, 'Contacts')), [lister.villani.contactId]);
      assert.ok((await lister.list({}, 'Contacts')).total > 1);
      assert.equal((await lister.list({ scope: own }, 'Assets')).total, 0);
      assert.ok((await lister.list({}, 'Assets')).total > 0);
    });

    it('should show published questions to everybody and released documents only', async () => {
      const faq = await lister.list({ fields: [lister.field('faqstatus', 'Faq')] }, 'Faq');
      assert.ok(faq.total > 0);
      assert.deepEqual([...new Set(columnOf(faq, 'faqstatus'))], ['Published']);
      const [document] = idsOf(await lister.list({}, 'Documents'));
      await test.database('vte_notes').where('notesid', document).update({ active_portal: 0 });
      assert.ok(!idsOf(await lister.list({}, 'Documents')).includes(document ?? 0));
      await test.database('vte_notes').where('notesid', document).update({ active_portal: 1 });
    });

    it('should leave deleted records out', async () => {
      const [first] = idsOf(await lister.list());
      await test.database('vte_crmentity').where('crmid', first).update({ deleted: 1 });
      assert.ok(!idsOf(await lister.list()).includes(first ?? 0));
      await test.database('vte_crmentity').where('crmid', first).update({ deleted: 0 });
    });

    it('should name references and owners of the page', async () => {
      const { records, references, owners } = await lister.list();
      for (const record of records) {
        assert.match(references.get(Number(record.values.parent_id))?.name ?? '', /\w/);
        assert.match(owners.get(Number(record.values.assigned_user_id)) ?? '', /\w/);
      }
    });

    it('should need at most four statements, whatever the number of rows', async () => {
      let statements = 0;
      const count = (): void => {
        statements += 1;
      };
      test.database.on('query', count);
      await lister.list({ limit: 2 });
      test.database.off('query', count);
      assert.ok(statements <= 4, String(statements));
    });

    it('should sort record numbers as numbers and picklists by their order', async () => {
      const numbers = columnOf(
        await lister.list({ sort: { field: lister.field('ticket_no'), isDescending: false } }),
        'ticket_no',
      );
      const asNumbers = numbers.map((number) => Number(String(number).slice(2)));
      assert.deepEqual(
        asNumbers,
        asNumbers.toSorted((a, b) => a - b),
      );
      const order = ['Low', 'Normal', 'High', 'Urgent'];
      const sorted = await lister.list({ sort: { field: lister.field('ticketpriorities'), isDescending: false } });
      const places = columnOf(sorted, 'ticketpriorities').map((value) => order.indexOf(String(value)));
      assert.deepEqual(
        places,
        places.toSorted((a, b) => a - b),
      );
    });

    it('should sort by every column of every module, both ways, with the same rows', async () => {
      for (const module of test.host.metadata.current.modules()) {
        const all = idsOf(await lister.list({}, module.name)).toSorted((a, b) => a - b);
        for (const name of test.host.metadata.current.listFields(module)) {
          for (const isDescending of [false, true]) {
            const sorted = await lister.list(
              { sort: { field: lister.field(name, module.name), isDescending } },
              module.name,
            );
            assert.deepEqual(
              idsOf(sorted).toSorted((a, b) => a - b),
              all,
              `${module.name}.${name}`,
            );
          }
        }
      }
    });

    it('should page without gaps and count the whole', async () => {
      const all = idsOf(await lister.list());
      const first = await lister.list({ limit: 2 });
      const second = await lister.list({ limit: 2, offset: 2 });
      assert.deepEqual([...idsOf(first), ...idsOf(second)], all.slice(0, 4));
      assert.equal(first.total, all.length);
      assert.equal((await lister.list({ limit: 2, offset: 500 })).total, all.length);
    });

    it('should give decimals and dates as texts, alike on both databases', async () => {
      const fields = ['hours', 'createdtime', 'parent_id'].map((name) => lister.field(name));
      for (const { values } of (await lister.list({ fields })).records) {
        assert.match(String(values.hours), /^\d+\.\d\d$/);
        assert.match(String(values.createdtime), /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
        assert.match(String(values.parent_id), /^\d+$/);
      }
    });

    it('should keep a record whose custom-field or detail row is missing', async () => {
      const fields = [lister.field('mailingcity', 'Contacts'), lister.field('lastname', 'Contacts')];
      await test.database('vte_contactaddress').where('contactaddressid', lister.villani.contactId).delete();
      const { records } = await lister.list({ fields, onlyIds: [lister.villani.contactId] }, 'Contacts');
      assert.deepEqual(records[0]?.values, { mailingcity: null, lastname: 'Villani' });
    });

    it('should stay whole over dirty rows', async () => {
      const [id = 0] = idsOf(await lister.list());
      await test.database('vte_troubletickets').where('ticketid', id).update({
        parent_id: lister.villani.contactId,
        product_id: 987_654,
        priority: null,
        severity: '',
        due_date: null,
      });
      await test.database('vte_crmentity').where('crmid', id).update({ smownerid: 987_655 });
      await test.database('vte_entity_displayname').where('crmid', lister.villani.contactId).delete();
      const result = await lister.list({ fields: [...lister.module('HelpDesk').fields.values()] });
      assert.ok(idsOf(result).includes(id));
      assert.equal(result.references.has(987_654), false);
      assert.equal(result.references.get(lister.villani.contactId)?.name, `#${lister.villani.contactId}`);
      assert.equal(result.owners.has(987_655), false);
    });
  });

  describe('#find', () => {
    it('should find a visible record and nobody else’s', async () => {
      const [id = 0] = idsOf(await lister.list());
      const fields = [lister.field('ticket_title')];
      const found = await test.host.records.find(lister.module('HelpDesk'), id, lister.villani, fields);
      assert.equal(found?.records[0]?.id, id);
      const stranger = { kind: 'customer', contactId: 999_999, accountId: undefined, includesCompany: true } as const;
      assert.equal(await test.host.records.find(lister.module('HelpDesk'), id, stranger, fields), undefined);
      assert.equal(await test.host.records.find(lister.module('Quotes'), id, lister.villani, []), undefined);
    });
  });

  describe('#visibleIds and #pick', () => {
    it('should keep only what the scope sees', async () => {
      const [id = 0] = idsOf(await lister.list());
      const visible = await test.host.records.visibleIds([
        { module: lister.module('HelpDesk'), ids: [id, 999_999], scope: lister.villani },
      ]);
      assert.deepEqual([...visible], [id]);
      assert.deepEqual([...(await test.host.records.visibleIds([]))], []);
    });

    it('should offer records by name, in order of names', async () => {
      const picked = await test.host.records.pick(lister.module('Products'), lister.villani, '', 10);
      assert.ok(picked.length > 1);
      const needle = picked[0]?.name.slice(0, 5).toUpperCase() ?? '';
      const found = await test.host.records.pick(lister.module('Products'), lister.villani, needle, 10);
      assert.ok(found.some((reference) => reference.id === picked[0]?.id));
    });
  });

  if (hostName === 'MariaDB') {
    it('should show the demo company’s customers exactly their tickets', async () => {
      const torri = { kind: 'customer', contactId: 23, accountId: 20, includesCompany: true } as const;
      const ids = async (scope: RowScope): Promise<number[]> =>
        idsOf(await lister.list({ scope })).toSorted((a, b) => a - b);
      assert.deepEqual(await ids({ ...lister.villani, contactId: 21, accountId: 19 }), [27, 28, 46]);
      assert.deepEqual(await ids(torri), [29, 47]);
      assert.deepEqual(await ids({ ...torri, includesCompany: false }), [47]);
    });

    it('should start from the few ids a customer stands for, joined to the indexed column', async () => {
      const queries: string[] = [];
      const keep = (query: { sql: string }): void => {
        queries.push(query.sql);
      };
      test.database.on('query', keep);
      await lister.list();
      test.database.off('query', keep);
      assert.match(queries[0] ?? '', /union/);
      assert.match(queries[0] ?? '', /`s`\.`id` = `b`\.`parent_id`/);
    });
  }
});
