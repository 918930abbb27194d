import assert from 'node:assert/strict';
import { silentLogger } from '../../../src/core/logger.js';
import { withLifecycle } from '../../../src/plugin/site.js';
import { eachPortal } from '../../support/build-portal.js';
import { changeProfile, changeTicketRule } from '../../support/ticket-site.js';
import { colleagueOf, openWatchSite, type WatchSite, type WrittenMail } from '../../support/watch-site.js';

function told(mails: readonly WrittenMail[]): string[] {
  return mails.map(({ key }) => key).sort();
}

eachPortal('Watching what agents do to tickets', (buildPortal) => {
  let on: WatchSite;
  let villani: number;
  let ticket: number;

  before(async () => {
    on = await openWatchSite(buildPortal);
    villani = on.test.villani.contactId;
    ticket = await on.agent.ticket(villani, { title: 'Forno & <b>pressa</b>', description: 'Non parte.' });
    await on.settle();
  });
  after(() => on.close());

  it('should tell the contact of a ticket an agent opens, in their language', async () => {
    await on.test.portal.stores.logins.setLanguage(villani, 'de');
    const id = await on.agent.ticket(villani, { title: 'Forno', description: '<p>Non <b>parte</b>.</p><p>Mai.</p>' });
    const [mail, ...others] = await on.settle();
    assert.deepEqual(others, []);
    assert.equal(mail?.key, `ticket-created:${id}:${villani}`);
    assert.equal(mail.language, 'de');
    assert.equal(mail.data.description, 'Non parte.\nMai.');
    assert.equal(mail.data.number, `TT${id}`);
  });

  it('should make one mail of a comment and the status it sets', async () => {
    const id = await on.agent.comment(ticket, 'Arriva domani.\n\nTo provide it, click {HERELINK}.');
    const mails = await on.settle();
    assert.deepEqual(told(mails), [`comment-added:${id}:${villani}`]);
    const { data, language } = mails[0] as WrittenMail;
    const field = on.test.portal.host.metadata.current.module('HelpDesk')?.fields.get('ticketstatus');
    assert.ok(field);
    const word = on.test.portal.host.metadata.current.labels.value(field, 'Wait For Response', language);
    assert.equal(data.status, word);
    assert.equal(data.text, 'Arriva domani.');
    assert.equal(data.title, 'Forno & <b>pressa</b>');
    assert.notEqual(data.author, '');
  });

  it('should leave the status out of a comment that does not change it', async () => {
    await on.agent.comment(ticket, 'Ancora una cosa.');
    const [mail] = await on.settle();
    assert.equal(mail?.data.status, undefined);
  });

  it('should tell a change of status, a solution, a closing and a reopening each in one mail', async () => {
    const kinds = async (to: Parameters<WatchSite['agent']['save']>[1]): Promise<string[]> => {
      await on.agent.save(ticket, to);
      return (await on.settle()).map(({ kind }) => kind);
    };
    assert.deepEqual(await kinds({ status: 'In Progress' }), ['status-changed']);
    assert.deepEqual(await kinds({ solution: 'Cambiato il cuscinetto.' }), ['solution-added']);
    assert.deepEqual(await kinds({ status: 'Closed' }), ['ticket-resolved']);
    assert.deepEqual(await kinds({ status: 'In Progress' }), ['ticket-reopened']);
    assert.deepEqual(await kinds({ status: 'Closed', solution: 'Cambiato anche il rullo.' }), ['ticket-resolved']);
    assert.deepEqual(await kinds({ status: 'Open', solution: 'Da rifare.' }), ['solution-added']);
    assert.deepEqual(await kinds({ solution: '' }), []);
  });

  it('should say in the mail of a closing what solved it and whether the reader may rate it', async () => {
    await on.agent.save(ticket, { status: 'Closed', solution: 'Sostituito.' });
    const [mail] = await on.settle();
    assert.deepEqual([mail?.data.text, mail?.data.mayRate], ['Sostituito.', true]);
  });

  it('should tell participants too, and only of what a customer sent by mail the others', async () => {
    const colleague = await colleagueOf(on);
    const row = { ticketId: ticket, contactId: colleague, addedBy: villani };
    await on.knex.transaction((trx) => on.test.portal.stores.participants.add(trx, row));
    const id = await on.agent.comment(ticket, 'Per tutti e due.');
    assert.deepEqual(
      told(await on.settle()),
      [`comment-added:${id}:${villani}`, `comment-added:${id}:${colleague}`].sort(),
    );
    const mailed = await on.agent.mailedComment(ticket, villani, 'Va bene.');
    assert.deepEqual(told(await on.settle()), [`colleague-commented:${mailed}:${colleague}`]);
  });

  it('should tell of a company’s ticket who commented on it, never the company', async () => {
    const { accountid } = await on.knex('vte_contactdetails').where({ contactid: villani }).first();
    const companys = await on.agent.ticket(accountid);
    await on.agent.comment(companys, 'A nessuno.');
    assert.deepEqual(await on.settle(), []);
    await on.agent.mailedComment(companys, villani, 'Sono io.');
    await on.settle();
    const id = await on.agent.comment(companys, 'A chi ha scritto.');
    const hasCompany = (await on.test.portal.services.viewers.load(villani))?.profile.modules.some(
      ({ module, scope }) => module === 'HelpDesk' && scope === 'company',
    );
    assert.deepEqual(told(await on.settle()), hasCompany ? [`comment-added:${id}:${villani}`] : []);
  });

  it('should not tell a status that customers set themselves, nor hidden entries', async () => {
    const status = ['Status', 'Open', 'In Progress', 'ticketstatus'] as const;
    await on.agent.log(ticket, [status], { display_module: 'Contacts', display_id: villani });
    await on.agent.log(ticket, [status], { hide: 1 });
    assert.deepEqual(await on.settle(), []);
  });

  it('should leave tickets to the CRM where it mails itself, and still tell colleagues’ mails', async () => {
    await on.test.portal.stores.settings.write('agentMail', 'crm');
    await on.test.portal.settings.refresh();
    await on.agent.comment(ticket, 'Il CRM scrive.');
    await on.agent.save(ticket, { status: 'In Progress' });
    await on.agent.ticket(villani);
    const mailed = await on.agent.mailedComment(ticket, villani, 'Grazie.');
    const document = await on.agent.document(villani, 'Contacts');
    const mails = told(await on.settle());
    assert.ok(mails.includes(`document-shared:${document}:${villani}`), mails.join());
    assert.ok(
      mails.every((key) => key.startsWith('document-shared:') || key.startsWith(`colleague-commented:${mailed}:`)),
    );
    await on.test.portal.stores.settings.remove('agentMail');
    await on.test.portal.settings.refresh();
    await on.agent.comment(ticket, 'Di nuovo il portale.');
    assert.ok((await on.settle()).every(({ kind }) => kind === 'comment-added'));
  });

  it('should tell nobody what their profile hides', async () => {
    const hidden = { shown: false, form: 'hidden' } as const;
    await changeTicketRule(on.test, ({ fields }) => ({
      fields: { ...fields, ticketstatus: hidden, solution: hidden },
    }));
    await on.agent.save(ticket, { status: 'Open', solution: 'Segreta.' });
    await on.agent.comment(ticket, 'Visibile.');
    await on.agent.save(ticket, { status: 'Closed' });
    for (const mail of await on.settle()) {
      assert.ok(['comment-added', 'ticket-resolved'].includes(mail.kind), mail.kind);
      assert.doesNotMatch(JSON.stringify(mail.data), /Segreta/);
      assert.equal(mail.data.status, undefined);
    }
    await changeTicketRule(on.test, ({ permissions }) => ({ permissions: { ...permissions, view: false } }));
    await on.agent.comment(ticket, 'A nessuno.');
    await on.agent.ticket(villani);
    assert.deepEqual(await on.settle(), []);
  });

  it('should tell nobody without access, without an address or who wants no mail', async () => {
    await changeProfile(on.test, ({ modules }) => ({
      modules: modules.map((rule) =>
        rule.module === 'HelpDesk' ? { ...rule, permissions: { ...rule.permissions, view: true } } : rule,
      ),
    }));
    await on.knex('vte_customerdetails').where({ customerid: villani }).update({ support_end_date: '2026-01-01' });
    await on.agent.ticket(villani);
    assert.deepEqual(await on.settle(), []);
    await on.knex('vte_customerdetails').where({ customerid: villani }).update({ support_end_date: '2099-01-01' });
    await on.knex('vte_contactdetails').where({ contactid: villani }).update({ emailoptout: '1' });
    await on.agent.ticket(villani);
    assert.deepEqual(await on.settle(), []);
  });
});

eachPortal('Watching after the portal was closed', (buildPortal) => {
  it('should tell nothing of what was there before, nor of what happened meanwhile', async () => {
    const on = await openWatchSite(buildPortal);
    try {
      assert.deepEqual(await on.settle(), []);
      const options = { config: on.test.config, log: silentLogger };
      await withLifecycle(options, (lifecycle) => lifecycle.disable());
      await on.agent.ticket(on.test.villani.contactId);
      await withLifecycle(options, (lifecycle) => lifecycle.enable());
      assert.deepEqual(await on.settle(), []);
      const id = await on.agent.ticket(on.test.villani.contactId);
      assert.deepEqual(told(await on.settle()), [`ticket-created:${id}:${on.test.villani.contactId}`]);
    } finally {
      await on.close();
    }
  });
});
