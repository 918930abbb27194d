import assert from 'node:assert/strict';
import { signInAdmin } from '../../support/admin.js';
import { eachPortal, type TestPortal } from '../../support/build-portal.js';
import { openSite, type TestSite, textOf, type Visitor } from '../../support/visitor.js';

eachPortal('the state of the portal', (buildPortal) => {
  let test: TestPortal;
  let site: TestSite;
  let admin: Visitor;

  before(async () => {
    test = await buildPortal();
    site = await openSite(test);
    admin = await signInAdmin(site, test);
  });
  after(async () => {
    await site?.close();
    await test?.close();
  });

  it('should say of every part how it is and what to do, in the administrator’s language, and tell no secret', async () => {
    const answer = await admin.get('/admin/health');
    assert.equal(answer.status, 200);
    const text = textOf(answer.body);
    for (const words of [/Risponde in|It answers in/, /sql_mode/, /PORTAL_SMTP_URL|demo/, /portal serve/])
      assert.match(text, words);
    assert.doesNotMatch(text, /admin-health|undefined|\{\{/);
    const { secret, databaseUrl } = test.config;
    assert.ok(!answer.body.includes(secret));
    assert.ok(!answer.body.includes(databaseUrl));
    assert.match(answer.body, /class="p-health p-health-ok"/);
  });

  it('should answer though a table is gone', async () => {
    const { knex } = test.portal.host;
    await knex.schema.renameTable('portal_fingerprint', 'portal_fingerprint_away');
    try {
      const answer = await admin.get('/admin/health');
      assert.equal(answer.status, 200);
      assert.match(textOf(answer.body), /Non è stato possibile verificarlo|This could not be checked/);
    } finally {
      await knex.schema.renameTable('portal_fingerprint_away', 'portal_fingerprint');
    }
  });

  it('should be for administrators only', async () => {
    const customer = await site.signIn(test.villani);
    assert.match((await customer.get('/admin/health')).location, /^\/admin\/sign-in/);
  });
});
