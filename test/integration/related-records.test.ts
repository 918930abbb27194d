import assert from 'node:assert/strict';
import type { Knex } from 'knex';
import type { RelatedListSchema } from '../../src/host/metadata/types.js';
import { eachHost, type TestHost } from '../support/databases.js';
import { RecordLister, type VillaniScope } from '../support/record-lister.js';

eachHost('Related records', (buildHost) => {
  let test: TestHost;
  let knex: Knex;
  let lister: RecordLister;
  let villani: VillaniScope;
  let stranger: { readonly contactId: number; readonly accountId: number };

  before(async () => {
    test = await buildHost();
    knex = test.database;
    lister = await RecordLister.create(test);
    villani = lister.villani;
    const torri = await knex('vte_contactdetails').where('lastname', 'Torri').first('contactid', 'accountid');
    stranger = { contactId: torri.contactid, accountId: torri.accountid };
  });

  after(() => test?.close());

  function listOf(own: string, related: string): RelatedListSchema {
    const list = lister.module(own).relatedLists.find((entry) => entry.module === related);
    assert.ok(list, `${own} shows ${related}`);
    return list;
  }

  async function idsOf(own: string, related: string, recordId: number, limit = 100): Promise<number[]> {
    const module = lister.module(related);
    const { ways } = listOf(own, related);
    const fields = [...module.fields.values()];
    const query = { module, scope: villani, fields, sort: undefined, limit, recordId, ways };
    return (await test.host.records.related(query)).records.map((record) => record.id);
  }

  /** Live ids of a query, newest first. */
  async function live(ids: Knex.QueryBuilder): Promise<number[]> {
    const rows: { crmid: number }[] = await knex('vte_crmentity')
      .whereIn('crmid', await ids)
      .where('deleted', 0)
      .orderBy('crmid', 'desc')
      .select('crmid');
    return rows.map((row) => row.crmid);
  }

  async function firstOf(table: string, column: string, where: Readonly<Record<string, unknown>>): Promise<number> {
    const row = await knex(table).where(where).first(column);
    assert.ok(row, `${table} has one`);
    return row[column];
  }

  it('should know the CRM’s lists in its order, without those nothing stands for', () => {
    const names = lister.module('ProjectPlan').relatedLists.map((list) => list.module);
    assert.deepEqual(
      names.filter((name) => name.startsWith('Project')),
      ['ProjectTask', 'ProjectMilestone'],
    );
    assert.equal(names.includes('Messages'), false);
    const ids = lister.module('Contacts').relatedLists.map((list) => list.id);
    assert.equal(new Set(ids).size, ids.length);
  });

  it('should follow reference fields, whether they keep ids as numbers or as texts', async () => {
    const { contactId } = villani;
    assert.deepEqual(
      await idsOf('Contacts', 'HelpDesk', contactId),
      await live(knex('vte_troubletickets').where('parent_id', contactId).pluck('ticketid')),
    );
    assert.deepEqual(
      await idsOf('Contacts', 'Quotes', contactId),
      await live(knex('vte_quotes').where('contactid', contactId).pluck('quoteid')),
    );
    const customers = [contactId, villani.accountId].map(String);
    const project: { projectid: number } = await knex('vte_project')
      .whereIn('linktoaccountscontacts', customers)
      .first();
    for (const [module, table, id] of [
      ['ProjectTask', 'vte_projecttask', 'projecttaskid'],
      ['ProjectMilestone', 'vte_projectmilestone', 'projectmilestoneid'],
    ] as const) {
      const expected = await live(knex(table).where('projectid', String(project.projectid)).pluck(id));
      assert.ok(expected.length > 0, module);
      assert.deepEqual(await idsOf('ProjectPlan', module, project.projectid), expected);
    }
  });

  it('should follow free relations in both directions', async () => {
    const service = await firstOf('vte_crmentityrel', 'relcrmid', { crmid: villani.contactId, relmodule: 'Services' });
    assert.deepEqual(await idsOf('Contacts', 'Services', villani.contactId), [service]);
    assert.deepEqual(await idsOf('Services', 'Contacts', service), [villani.contactId]);
    await knex('vte_crmentityrel')
      .where({ crmid: villani.contactId, relcrmid: service })
      .update({ crmid: service, module: 'Services', relcrmid: villani.contactId, relmodule: 'Contacts' });
    assert.deepEqual(await idsOf('Contacts', 'Services', villani.contactId), [service]);
    assert.deepEqual(await idsOf('Services', 'Contacts', service), [villani.contactId]);
  });

  it('should follow the tables of products, lines and documents', async () => {
    const { contactId } = villani;
    assert.deepEqual(
      await idsOf('Contacts', 'Products', contactId),
      await live(knex('vte_seproductsrel').where('crmid', contactId).pluck('productid')),
    );
    const document = await firstOf('vte_senotesrel', 'notesid', { crmid: contactId });
    assert.ok((await idsOf('Contacts', 'Documents', contactId)).includes(document));
    assert.deepEqual(await idsOf('Documents', 'Contacts', document), [contactId]);
    const quote = await firstOf('vte_quotes', 'quoteid', { contactid: contactId });
    const product = await knex('vte_inventoryproductrel as l')
      .join('vte_products as p', 'p.productid', 'l.productid')
      .where('l.id', quote)
      .first('p.productid');
    const onLines = await live(knex('vte_inventoryproductrel').where('productid', product.productid).pluck('id'));
    assert.ok(onLines.length > 0);
    const own: number[] = await knex('vte_quotes').where('contactid', contactId).pluck('quoteid');
    assert.deepEqual(
      await idsOf('Products', 'Quotes', product.productid),
      onLines.filter((id) => own.includes(id)),
    );
  });

  it('should show nothing outside the related module’s scope, whatever is related', async () => {
    const foreign = await firstOf('vte_quotes', 'quoteid', {}).then(async () => {
      const ticket = await firstOf('vte_troubletickets', 'ticketid', { parent_id: stranger.contactId });
      await knex('vte_crmentityrel').insert([
        { crmid: villani.contactId, module: 'Contacts', relcrmid: ticket, relmodule: 'HelpDesk' },
        { crmid: villani.contactId, module: 'Contacts', relcrmid: stranger.contactId, relmodule: 'Contacts' },
      ]);
      return ticket;
    });
    assert.equal((await idsOf('Contacts', 'HelpDesk', villani.contactId)).includes(foreign), false);
    for (const list of lister.module('Contacts').relatedLists) {
      const found = await idsOf('Contacts', list.module, stranger.contactId);
      const mine = (await lister.list({ limit: 1000 }, list.module)).records.map((record) => record.id);
      assert.deepEqual(
        found.filter((id) => !mine.includes(id)),
        [],
        list.module,
      );
    }
  });

  it('should pass over rows that lead nowhere and over deleted records, each record once', async () => {
    const { contactId } = villani;
    const [service = 0] = await idsOf('Contacts', 'Services', contactId);
    await knex('vte_crmentityrel').insert([
      { crmid: contactId, module: 'Contacts', relcrmid: 999_999, relmodule: 'Services' },
      { crmid: contactId, module: 'Contacts', relcrmid: service, relmodule: 'Services' },
    ]);
    assert.deepEqual(await idsOf('Contacts', 'Services', contactId), [service]);
    await knex('vte_crmentity').where('crmid', service).update({ deleted: 1 });
    assert.deepEqual(await idsOf('Contacts', 'Services', contactId), []);
    await knex('vte_crmentity').where('crmid', service).update({ deleted: 0 });
  });

  it('should name references and owners in the same statement, and stop at the limit', async () => {
    const module = lister.module('HelpDesk');
    const { ways } = listOf('Contacts', 'HelpDesk');
    const statements: string[] = [];
    const note = ({ sql }: { sql: string }): void => void statements.push(sql);
    knex.on('query', note);
    const found = await test.host.records.related({
      module,
      scope: villani,
      fields: [...module.fields.values()],
      sort: undefined,
      limit: 2,
      recordId: villani.contactId,
      ways,
    });
    knex.removeListener('query', note);
    assert.equal(statements.length, 1);
    assert.equal(found.records.length, 2);
    for (const record of found.records) {
      assert.match(found.references.get(Number(record.values.parent_id))?.name ?? '', /Villani/);
      assert.ok(found.owners.get(Number(record.values.assigned_user_id)));
    }
  });

  it('should see a list appear and go as the CRM shows and hides it', async () => {
    const { id } = listOf('Contacts', 'Quotes');
    await knex('vte_relatedlists').where('relation_id', id).update({ presence: 1 });
    assert.equal(await test.host.metadata.refresh(), true);
    assert.equal(
      lister.module('Contacts').relatedLists.some((list) => list.id === id),
      false,
    );
    await knex('vte_relatedlists').where('relation_id', id).update({ presence: 0 });
    await test.host.metadata.refresh();
    listOf('Contacts', 'Quotes');
  });
});
