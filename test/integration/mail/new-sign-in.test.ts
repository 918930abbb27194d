import assert from 'node:assert/strict';
import { silentLogger } from '../../../src/core/logger.js';
import { purgeExpired } from '../../../src/store/purge.js';
import { eachPortal, type TestPortal } from '../../support/build-portal.js';
import { sendOutbox } from '../../support/send-outbox.js';
import { bodyOf } from '../../support/smtp.js';
import { buildClock, type TestClock } from '../../support/store-databases.js';
import { openSite, type TestSite, type Visitor } from '../../support/visitor.js';

const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0 <script>';
const OWN = 'tramonto lento 9';
const NEXT = 'mattino veloce 7';

eachPortal('mails of sign-ins in new browsers', (buildPortal) => {
  let test: TestPortal;
  let site: TestSite;
  let clock: TestClock;
  let first: Visitor;
  before(async () => {
    clock = buildClock();
    test = await buildPortal({ clock });
    site = await openSite(test);
    first = site.visitor();
    await first.signIn(test.villani.email, test.villani.password);
  });
  after(async () => {
    await site?.close();
    await test?.close();
  });
  beforeEach(() => {
    clock.pass(60_000);
  });
  afterEach(() => test.portal.host.knex('portal_mail').delete());

  const mails = () => test.portal.host.knex('portal_mail').where({ kind: 'new-sign-in' });
  const known = () => test.portal.host.knex('portal_known_browser').where({ contact_id: test.villani.contactId });

  async function signIn(visitor: Visitor, password = OWN, more: Readonly<Record<string, string>> = {}): Promise<void> {
    const { hidden } = await visitor.form('/sign-in');
    const fields = { ...hidden, email: test.villani.email, password, ...more };
    const answer = await visitor.post('/sign-in', fields, { 'User-Agent': FIREFOX });
    assert.equal(answer.status, 303);
  }

  async function signOut(visitor: Visitor): Promise<void> {
    assert.equal((await visitor.submit('/me', {}, '/sign-out')).status, 303);
  }

  it('should say nothing of the very first one, nor of the same browser later', async () => {
    assert.deepEqual(await mails(), []);
    await signOut(first);
    await signIn(first);
    assert.deepEqual(await mails(), []);
    assert.equal((await known()).length, 1);
  });

  it('should say at once of another browser when it was and which, once', async () => {
    const other = site.visitor('de');
    await signIn(other);
    await signOut(other);
    await signIn(other);
    const [row, ...more] = await mails();
    assert.equal(more.length, 0);
    assert.equal(row.language, 'it', 'not the language of whoever signed in');
    const [mail] = (await sendOutbox(test)).filter(({ to }) => to.includes(test.villani.email));
    assert.ok(mail);
    const text = bodyOf(mail, 'text/plain');
    assert.match(text, /Firefox, Windows/);
    assert.match(text, /password/);
    assert.match(text, new RegExp(`${test.portal.host.wallClock.format(clock.now()).slice(11, 16)}`));
    assert.doesNotMatch(bodyOf(mail, 'text/html'), /unsubscribe|<script/);
  });

  it('should keep neither the mark nor anything of the browser', async () => {
    const mark = /browser=([0-9a-f]{64})/.exec(first.cookie)?.[1];
    assert.ok(mark);
    const rows = await known();
    assert.deepEqual(Object.keys(rows[0]).sort(), ['contact_id', 'expires_at', 'id_hash', 'seen_at']);
    assert.doesNotMatch(JSON.stringify(rows), new RegExp(mark));
  });

  it('should mail once of two sign-ins at the same time', async () => {
    const other = site.visitor();
    const { hidden } = await other.form('/sign-in');
    const fields = { ...hidden, email: test.villani.email, password: OWN };
    const answers = await Promise.all([other.post('/sign-in', fields), other.post('/sign-in', fields)]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303],
    );
    assert.equal((await mails()).length, 1);
  });

  it('should say nothing of a wrong password, and leave no mark', async () => {
    const other = site.visitor();
    const { hidden } = await other.form('/sign-in');
    await other.post('/sign-in', { ...hidden, email: test.villani.email, password: 'sbagliata' });
    assert.deepEqual(await mails(), []);
    assert.doesNotMatch(other.cookie, /browser=/);
  });

  it('should say nothing of a remembered browser that comes back', async () => {
    const other = site.visitor();
    await signIn(other, OWN, { remember: '1' });
    await test.portal.host.knex('portal_mail').delete();
    await test.portal.host.knex('portal_known_browser').delete();
    await test.portal.host.knex('portal_session').delete();
    assert.equal((await other.get('/me')).status, 200);
    assert.deepEqual(await mails(), []);
    await signOut(other);
    await signIn(other);
    assert.deepEqual(await mails(), [], 'known from then on');
  });

  it('should mail of others, but not of the one whose password was changed in it', async () => {
    const other = site.visitor();
    await signIn(other);
    await test.portal.host.knex('portal_session').delete();
    await signIn(first);
    await test.portal.host.knex('portal_mail').delete();
    clock.pass(1000);
    const changed = await first.submit('/password/change', { current: OWN, password: NEXT, repeat: NEXT });
    assert.equal(changed.status, 303);
    await signOut(first);
    await signIn(first, NEXT);
    assert.deepEqual(await mails(), []);
    await signIn(site.visitor(), NEXT);
    assert.equal((await mails()).length, 1, 'a stranger');
    await signIn(other, NEXT);
    assert.equal((await mails()).length, 2, 'whoever had the old password is a stranger too');
  });

  it('should not mail of the first one after a password set by a link, but of the next', async () => {
    const { links } = test.portal.services;
    const { tokens } = test.portal.stores;
    const { contactId, email } = test.villani;
    const claim = { purpose: 'reset', contactId, email } as const;
    const { id } = await test.portal.host.transaction((trx) => tokens.issue(trx, claim));
    clock.pass(1000);
    assert.ok(await links.setPassword(tokens.secretOf(id), 'reset', { password: OWN, repeat: OWN }, silentLogger));
    clock.pass(1000);
    await signIn(site.visitor());
    assert.deepEqual(await mails(), []);
    await signIn(site.visitor());
    assert.equal((await mails()).length, 1);
  });

  it('should reach who wants no mails, and nobody without an address', async () => {
    const contact = () => test.portal.host.knex('vte_contactdetails').where({ contactid: test.villani.contactId });
    await contact().update({ emailoptout: 1 });
    await signIn(site.visitor());
    assert.equal((await mails()).length, 1);
    await contact().update({ emailoptout: 0, email: '' });
    await signIn(site.visitor());
    await contact().update({ email: test.villani.email });
    assert.equal((await mails()).length, 1);
  });

  it('should take a browser for new after a year, purged or not', async () => {
    const other = site.visitor();
    await signIn(other);
    await test.portal.host.knex('portal_mail').delete();
    clock.pass(366 * 86_400_000);
    await signIn(other);
    assert.equal((await mails()).length, 1);
    await purgeExpired(test.portal.host.knex, clock);
    assert.equal((await known()).length, 1);
  });
});
