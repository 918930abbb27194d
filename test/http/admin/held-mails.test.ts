import assert from 'node:assert/strict';
import { signInAdmin } from '../../support/admin.js';
import { eachPortal } from '../../support/build-portal.js';
import { type MailDesk, openMailDesk } from '../../support/mail-desk.js';
import { openSite, type TestSite, textOf, type Visitor } from '../../support/visitor.js';

eachPortal('held and dropped mails in the administration', (buildPortal) => {
  let on: MailDesk;
  let site: TestSite;
  let admin: Visitor;
  before(async () => {
    on = await openMailDesk(buildPortal);
    site = await openSite(on.test);
  });
  after(async () => {
    await site?.close();
    await on?.test.close();
  });
  beforeEach(async () => {
    await on.clear();
    admin = await signInAdmin(site, on.test);
  });

  const pageOf = async (id: number): Promise<string> => textOf((await admin.get(`/admin/mails/${id}`)).body);
  const listOf = async (state: string): Promise<string> =>
    textOf((await admin.get(`/admin/mails?state=${state}`)).body);

  it('should stand in tabs of their own, with the reason in words', async () => {
    await on.choose({ comments: 'daily', status: 'off' });
    const [held, dropped] = [await on.add('comment-added'), await on.add('status-changed')];
    await on.admit();
    // The staff of the two hosts read different languages.
    assert.match(await listOf('held'), /Per il riepilogo 1|For a summary 1/);
    assert.match(await listOf('held'), /Attende il riepilogo|Waits for a summary/);
    assert.match(await pageOf(held), /Trattenuta.*lo ha scelto il destinatario|Held back.*the recipient chose so/);
    assert.match(await pageOf(dropped), /ha disattivato queste email|switched these mails off/);
    on.clock.pass(86_400_000);
    await on.digests.look();
    admin = await signInAdmin(site, on.test);
    assert.match(await listOf('digested'), /In un riepilogo|In a summary/);
    assert.match(await pageOf(held), /Inserita in un riepilogo|Put into a summary/);
    assert.doesNotMatch((await admin.get(`/admin/mails/${held}`)).body, /\/retry"/, 'it has reached its reader');
  });

  it('should be sent at once where an administrator wants that, or not at all', async () => {
    const gate = on.gate({ limits: () => ({ perRecipient: 1, perTicket: 1 }) });
    const ids = [await on.add('comment-added'), await on.add('comment-added'), await on.add('comment-added')];
    await on.admit(gate);
    const [, retried = 0, cancelled = 0] = ids;
    await admin.submit(`/admin/mails/${retried}`, {}, `/admin/mails/${retried}/retry`);
    await admin.submit(`/admin/mails/${cancelled}`, {}, `/admin/mails/${cancelled}/cancel`);
    assert.deepEqual([(await on.row(retried)).state, (await on.row(cancelled)).state], ['waiting', 'cancelled']);
    assert.equal((await on.admit(gate)).has(retried), true);
  });

  it('should tell on a contact’s page what they chose, without a way to change it', async () => {
    const { contactId } = on.test.villani;
    const page = async (): Promise<string> => (await admin.get(`/admin/contacts/${contactId}`)).body;
    assert.match(textOf(await page()), /Tutte le email subito\.|All emails at once\./);
    await on.choose({ comments: 'daily', invoices: 'off' }, true);
    await on.test.portal.stores.mutes.mute({ contactId, ticketId: 8 });
    const text = textOf(await page());
    assert.match(
      text,
      /Risposte e commenti: Una volta al giorno.*Fatture: Mai|Replies and comments: Once a day.*Invoices: Never/,
    );
    assert.match(text, /Email senza contenuto 1 richiesta silenziata|Emails without content 1 muted request/);
    assert.doesNotMatch(await page(), /name="comments"/);
  });
});
