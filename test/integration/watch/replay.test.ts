import assert from 'node:assert/strict';
import { eachPortal } from '../../support/build-portal.js';
import { replay, withoutCustomFields } from '../../support/recorded-statements.js';
import { changeProfile } from '../../support/ticket-site.js';
import { openWatchSite, type WatchSite } from '../../support/watch-site.js';

eachPortal('Watching the CRM’s own statements', (buildPortal, hostName) => {
  if (hostName === 'SQLite') return;
  let on: WatchSite;
  before(async () => {
    on = await openWatchSite(buildPortal);
    await on.test.portal.stores.logins.setLanguage(21, 'it');
    await changeProfile(on.test, ({ modules }) => ({
      modules: modules.map((rule) =>
        rule.module === 'Quotes' ? { ...rule, permissions: { ...rule.permissions, accept: true } } : rule,
      ),
    }));
  });
  after(() => on.close());

  async function told(name: string, rename?: (sql: string) => string): Promise<string[]> {
    await replay(on.test.config.databaseUrl, name, rename);
    const mails = await on.settle();
    assert.deepEqual(await on.settle(), [], 'once');
    return mails.map(({ key }) => key).sort();
  }

  it('should tell the right customers once of each', async () => {
    assert.deepEqual(await told('crm-agent-comment'), ['comment-added:5:21']);
    assert.deepEqual(await told('crm-agent-close'), ['ticket-resolved:27.38:21']);
    assert.deepEqual(await told('crm-agent-status-change'), ['solution-added:27.39:21']);
    assert.deepEqual(await told('crm-agent-new-ticket'), ['ticket-created:50:21']);
    assert.deepEqual(await told('crm-document-for-contact'), ['document-shared:51:21']);
    assert.deepEqual(await told('crm-document-for-ticket'), ['document-shared:55:21']);
    assert.deepEqual(await told('crm-document-for-ticket-publish'), ['document-shared:53:21']);
    assert.deepEqual(await told('crm-quote-stage'), [], 'an agent noted the answer');
    assert.deepEqual(await told('crm-confidential-request'), ['comment-added:6:21']);
    assert.deepEqual(await told('crm-mass-edit', withoutCustomFields), ['status-changed:46.55:21']);
    assert.deepEqual(await told('crm-quote-create'), [], 'a draft');
    assert.deepEqual(await told('mailscanner-comment'), []);
  });

  it('should say what the comment says, in the contact’s language', async () => {
    const row = await on.knex('portal_mail').where({ unique_key: 'comment-added:5:21' }).first();
    assert.equal(row.language, 'it');
    const data = JSON.parse(row.data);
    assert.equal(data.status, 'In Attesa Risposta');
    assert.match(data.text, /virgolette" & <b>tag<\/b>\.\nSeconda riga\.$/);
    const request = await on.knex('portal_mail').where({ unique_key: 'comment-added:6:21' }).first();
    assert.equal(JSON.parse(request.data).text, 'Per procedere serve un dato riservato.');
    const solution = await on.knex('portal_mail').where({ unique_key: 'solution-added:27.39:21' }).first();
    assert.deepEqual(
      [JSON.parse(solution.data).status, JSON.parse(solution.data).text],
      ['In Corso', 'Sostituito il sensore camera.\nProvato a 220 °C.'],
    );
  });

  it('should tell of a quote made in the stage to answer, with its total as it is in the end', async () => {
    const rename = (sql: string): string =>
      sql
        .replace("'Created'", "'Delivered'")
        .replaceAll(/\b59\b/g, '159')
        .replaceAll('VALUES (57,', 'VALUES (157,')
        .replaceAll(/values\((7|8),/g, 'values(10$1,');
    assert.deepEqual(await told('crm-quote-create', rename), ['quote-to-accept:159:21']);
    const row = await on.knex('portal_mail').where({ unique_key: 'quote-to-accept:159:21' }).first();
    assert.match(JSON.parse(row.data).total, /5[.]?523,35/);
  });
});
