import assert from 'node:assert/strict';
import { eachPortal } from '../../support/build-portal.js';
import { changeProfile } from '../../support/ticket-site.js';
import { colleagueOf, openWatchSite, type WatchSite } from '../../support/watch-site.js';

eachPortal('Watching what agents put into the portal', (buildPortal) => {
  let on: WatchSite;
  let villani: number;

  before(async () => {
    on = await openWatchSite(buildPortal);
    villani = on.test.villani.contactId;
    await changeProfile(on.test, ({ modules }) => ({
      modules: modules.map((rule) =>
        rule.module === 'Quotes' ? { ...rule, permissions: { ...rule.permissions, accept: true } } : rule,
      ),
    }));
  });
  after(() => on.close());

  async function told(): Promise<string[]> {
    return (await on.settle()).map(({ key }) => key).sort();
  }

  it('should tell a contact of a document made for them, and not of one the staff keeps', async () => {
    const shared = await on.agent.document(villani, 'Contacts');
    const kept = await on.agent.document(villani, 'Contacts', false);
    assert.deepEqual(await told(), [`document-shared:${shared}:${villani}`]);
    await on.agent.publish(kept);
    const [mail, ...others] = await on.settle();
    assert.deepEqual(others, []);
    assert.equal(mail?.key, `document-shared:${kept}:${villani}`);
    assert.deepEqual(mail.data, {
      documentId: kept,
      title: `Documento ${kept}`,
      ticketId: 0,
      number: '',
      ticketTitle: '',
    });
    await on.agent.publish(kept);
    assert.deepEqual(await told(), [], 'told once');
  });

  it('should tell the readers of a ticket of its documents', async () => {
    const ticket = await on.agent.ticket(villani);
    await on.settle();
    const document = await on.agent.document(ticket, 'HelpDesk');
    const [mail, ...others] = await on.settle();
    assert.deepEqual(others, []);
    assert.equal(mail?.key, `document-shared:${document}:${villani}`);
    assert.deepEqual([mail.data.ticketId, mail.data.number], [ticket, `TT${ticket}`]);
  });

  it('should tell only those a document is linked to later on', async () => {
    const document = await on.agent.document(villani, 'Contacts');
    await on.settle();
    const colleague = await colleagueOf(on);
    await on.agent.link(document, colleague, 'Contacts');
    assert.deepEqual(await told(), [`document-shared:${document}:${colleague}`]);
  });

  it('should tell the contact of a quote once it can be answered, and again when it is offered again', async () => {
    const draft = await on.agent.quote(villani, 'Created');
    const open = await on.agent.quote(villani, 'Delivered');
    const [mail, ...others] = await on.settle();
    assert.deepEqual(others, []);
    assert.equal(mail?.key, `quote-to-accept:${open}:${villani}`);
    assert.deepEqual([mail.data.quoteNumber, mail.data.until], [`PREV${open}`, '31-12-2099']);
    assert.match(String(mail.data.total), /5[.,\s]?523,35/);
    await on.agent.stage(draft, 'Created', 'Delivered');
    assert.deepEqual((await told()).length, 1);
    await on.agent.stage(draft, 'Delivered', 'Rejected');
    assert.deepEqual(await told(), []);
    await on.agent.stage(draft, 'Rejected', 'Delivered');
    assert.deepEqual((await told()).length, 1);
  });

  it('should make one mail of a quote that is made and offered at once', async () => {
    const quote = await on.agent.quote(villani, 'Created');
    await on.agent.stage(quote, 'Created', 'Delivered');
    assert.equal((await told()).length, 1);
  });

  it('should tell of a quote neither when it is over nor whom the profile lets not answer', async () => {
    const late = await on.agent.quote(villani, 'Delivered');
    await on.knex('vte_quotes').where({ quoteid: late }).update({ validtill: '2026-01-01' });
    assert.deepEqual(await told(), []);
    await changeProfile(on.test, ({ modules }) => ({
      modules: modules.map((rule) =>
        rule.module === 'Quotes' ? { ...rule, permissions: { ...rule.permissions, accept: false } } : rule,
      ),
    }));
    await on.agent.quote(villani, 'Delivered');
    assert.deepEqual(await told(), []);
  });

  it('should tell of an invoice once, when it is no draft any more', async () => {
    const draft = await on.agent.invoice(villani, 'Created');
    const sent = await on.agent.invoice(villani, 'Sent');
    await on.agent.invoice(villani, 'Paid');
    assert.deepEqual(await told(), [`invoice-published:${sent}:${villani}`]);
    await on.agent.invoiceStatus(draft, 'Created', 'Approved');
    const [mail, ...others] = await on.settle();
    assert.deepEqual(others, []);
    assert.equal(mail?.key, `invoice-published:${draft}:${villani}`);
    assert.equal(mail.data.invoiceNumber, `FATT${draft}`);
    await on.agent.invoiceStatus(draft, 'Approved', 'Sent');
    await on.agent.invoiceStatus(sent, 'Sent', 'Paid');
    assert.deepEqual(await told(), []);
  });

  it('should leave the total out where the profile hides it', async () => {
    await changeProfile(on.test, ({ modules }) => ({
      modules: modules.map((rule) =>
        rule.module === 'Invoice'
          ? { ...rule, fields: { ...rule.fields, hdnGrandTotal: { shown: false, form: 'hidden' as const } } }
          : rule,
      ),
    }));
    await on.agent.invoice(villani, 'Sent');
    const [mail] = await on.settle();
    assert.equal(mail?.data.total, '');
  });
});
