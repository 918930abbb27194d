import assert from 'node:assert/strict';
import type { ProfileInput } from '../../src/access/profile-schema.js';
import { buildDumpPortal } from '../support/build-portal.js';
import { dumpsDirectory, mariadbUrl } from '../support/databases.js';
import { replay } from '../support/recorded-statements.js';
import { changeProfile, openTicketSite, type TicketSite } from '../support/ticket-site.js';
import { textOf, type Visitor } from '../support/visitor.js';

const RELATED = 'IntervTraccia';
const UNRELATED = 'GiroTraccia';

/** The same statements for a module of another name, without the rows that relate it to contacts and companies. */
function unrelated(sql: string): string {
  return (
    sql
      .split('\n')
      .filter((line) => !/fieldmodulerel.*'(?:Contacts|Accounts)'/.test(line))
      .join('\n')
      .replaceAll(RELATED, UNRELATED)
      .replaceAll(RELATED.toLowerCase(), UNRELATED.toLowerCase())
      .replaceAll('Interventi traccia', 'Giri traccia')
      .replace(/^INSERT +INTO /gim, 'REPLACE INTO ')
      // The module maker keeps what it made; a second one has the next number.
      .replace(/(INTO vte_modulemaker \([^)]*\) VALUES \()2/, '$13')
  );
}

const isConfigured = mariadbUrl() !== undefined && dumpsDirectory() !== undefined;

(isConfigured ? describe : describe.skip)('a module made in the CRM (MariaDB)', function suite() {
  this.timeout(120_000);
  let on: TicketSite;
  let villani: Visitor;
  let torri: Visitor;
  let english: Visitor;

  const refresh = (): Promise<boolean> => on.test.portal.host.metadata.refresh();
  const recorded = (name: string, rename?: (sql: string) => string): Promise<void> =>
    replay(on.test.config.databaseUrl, name, rename);
  const enable = (module: string, scope: 'own' | 'company'): Promise<void> =>
    changeProfile(on.test, ({ modules }): Partial<ProfileInput> => {
      const others = modules.filter((rule) => rule.module !== module);
      return { modules: [...others, { module, scope, permissions: { view: true } }] };
    });

  /** Records of the module: of Villani, of his company, of Torri, of nobody. */
  async function addRecords(module: string): Promise<void> {
    const table = `vte_${module.toLowerCase()}`;
    const key = `${module.toLowerCase()}id`;
    const rows = [
      [90_001, 'Mio intervento', 21, 0],
      [90_002, 'Della mia azienda', 0, 19],
      [90_003, 'Di un altro', 23, 0],
      [90_004, 'Di nessuno', 0, 0],
    ] as const;
    for (const [id, name, contact, account] of rows) {
      await on.knex('vte_crmentity').where('crmid', id).delete();
      await on.knex('vte_crmentity').insert({ crmid: id, setype: module, smownerid: 1, smcreatorid: 1, deleted: 0 });
      await on.knex(table).insert({ [key]: id, vcf_2_1: name, vcf_2_2: contact, vcf_2_3: account, vcf_2_4: 'M-1' });
    }
  }

  /** Which of the records stand in the list, and which open. */
  async function seen(visitor: Visitor, module: string): Promise<{ listed: number[]; opened: number[] }> {
    const list = await visitor.get(`/${module}`);
    assert.equal(list.status, 200);
    const ids = [90_001, 90_002, 90_003, 90_004];
    const opened: number[] = [];
    for (const id of ids) if ((await visitor.get(`/${module}/${id}`)).status === 200) opened.push(id);
    return { listed: ids.filter((id) => list.body.includes(`/${module}/${id}"`)), opened };
  }

  before(async () => {
    on = await openTicketSite(buildDumpPortal);
    villani = on.villani;
    torri = await on.site.signIn(on.test.torri);
    english = await on.site.signIn(on.test.villani, 'en');
    await recorded('crm-custom-fields');
    await recorded('crm-custom-module');
    await recorded('crm-portal-module-enabled');
    assert.equal(await refresh(), true);
  });
  after(() => on?.close());

  it('should stay shut until a profile opens it', async () => {
    await addRecords(RELATED);
    assert.equal((await villani.get(`/${RELATED}`)).status, 404);
    assert.equal((await villani.get(`/${RELATED}/90001`)).status, 404);
  });

  it('should show everybody their own, by contact and by company', async () => {
    await enable(RELATED, 'company');
    assert.deepEqual(await seen(villani, RELATED), { listed: [90_001, 90_002], opened: [90_001, 90_002] });
    assert.deepEqual(await seen(torri, RELATED), { listed: [90_003], opened: [90_003] });
    await enable(RELATED, 'own');
    assert.deepEqual(await seen(villani, RELATED), { listed: [90_001], opened: [90_001] });
  });

  it('should speak with the labels of the CRM, link what the customer may open, search and sort', async () => {
    for (const visitor of [villani, english]) {
      const list = textOf((await visitor.get(`/${RELATED}`)).body);
      for (const text of ['Interventi traccia', 'Nome intervento', 'Mio intervento'])
        assert.ok(list.includes(text), text);
      const page = await visitor.get(`/${RELATED}/90001`);
      for (const text of ['Matricola', 'M-1', 'Contatto cliente', 'Villani'])
        assert.ok(textOf(page.body).includes(text), text);
      assert.match(page.body, /href="[^"]*\/Contacts\/21"/);
    }
    assert.ok((await villani.get(`/${RELATED}?q=mio`)).body.includes(`/${RELATED}/90001"`));
    assert.ok(!(await villani.get(`/${RELATED}?q=altro`)).body.includes(`/${RELATED}/9000`));
    assert.equal((await villani.get(`/${RELATED}?sort=-vcf_2_1&f.vcf_2_1=mio`)).status, 200);
    assert.equal((await villani.get(`/${RELATED}/new`)).status, 403);
  });

  it('should disappear when the CRM uninstalls it, also before the next look at the metadata', async () => {
    await recorded('crm-custom-module-uninstall');
    const before = await villani.get(`/${RELATED}`);
    assert.ok(!before.body.includes('Mio intervento') && before.status < 500, String(before.status));
    await refresh();
    assert.equal((await villani.get(`/${RELATED}`)).status, 404);
    assert.equal((await villani.get(`/${RELATED}/90001`)).status, 404);
    assert.ok(!(await villani.get('/')).body.includes(RELATED));
  });

  it('should list nothing of a module related to nobody, which got the same tab id', async () => {
    await recorded('crm-custom-module', unrelated);
    assert.equal(await refresh(), true);
    await addRecords(UNRELATED);
    assert.equal(on.test.portal.host.metadata.current.module(UNRELATED)?.tabId, 76);
    assert.equal((await villani.get(`/${RELATED}`)).status, 404);
    await enable(UNRELATED, 'company');
    for (const visitor of [villani, torri])
      assert.deepEqual(await seen(visitor, UNRELATED), { listed: [], opened: [] });
    assert.ok(textOf((await villani.get('/')).body).includes('Giri traccia'));
  });
});
