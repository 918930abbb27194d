import assert from 'node:assert/strict';
import { unsubscribeToken } from '../../src/mail/unsubscribe-token.js';
import { eachPortal, type TestPortal } from '../support/build-portal.js';
import { formOf, openSite, type SiteAnswer, type TestSite, textOf, type Visitor } from '../support/visitor.js';

eachPortal('unsubscribing by a mail’s link', (buildPortal) => {
  let test: TestPortal;
  let site: TestSite;
  let nobody: Visitor;
  before(async () => {
    test = await buildPortal();
    site = await openSite(test);
  });
  after(async () => {
    await site?.close();
    await test?.close();
  });
  beforeEach(async () => {
    nobody = site.visitor('de');
    for (const table of ['portal_mail_choice', 'portal_throttle']) await knex()(table).delete();
  });

  const knex = () => test.portal.host.knex;
  const rows = () => knex()('portal_mail_choice').select('contact_id', 'topic', 'mode');
  const tokenOf = (contactId = test.villani.contactId, topic: 'comments' | 'status' = 'comments'): string =>
    unsubscribeToken(test.config.secret, { contactId, topic });
  const address = (token = tokenOf()): string => `/unsubscribe/${token}`;
  const hasNoCookie = ({ headers }: SiteAnswer): boolean => headers['set-cookie'] === undefined;
  const off = () => [{ contact_id: test.villani.contactId, topic: 'comments', mode: 'off' }];

  it('should change nothing when the link is only opened, by a person or a program', async () => {
    const page = await nobody.get(address());
    assert.equal(page.status, 200);
    assert.match(textOf(page.body), /Disattivare queste email\?.*Risposte e commenti/);
    assert.equal(page.headers['content-language'], 'it', 'in the language of the mails');
    assert.equal(page.headers['cache-control'], 'no-store');
    assert.equal((await nobody.head(address())).status, 200);
    await nobody.get(address(), { 'Sec-Purpose': 'prefetch' });
    assert.deepEqual(await rows(), []);
    assert.ok(hasNoCookie(page));
  });

  it('should switch off that one topic of that one contact by the page’s button, without a sign-in', async () => {
    const { body } = await nobody.get(address());
    const fields = formOf(body, `/portal${address()}`);
    assert.ok(fields);
    const done = await nobody.post(address(), fields);
    assert.equal(done.status, 200);
    assert.match(textOf(done.body), /Email disattivate.*Risposte e commenti/);
    assert.match(done.body, /href="\/portal\/me\/notifications"/);
    assert.deepEqual(await rows(), off());
    assert.ok(hasNoCookie(done));
    assert.equal((await nobody.post(address(), fields)).status, 200, 'again is no error');
    assert.deepEqual(await rows(), off());
  });

  it('should take a mail program’s one click: no cookie, no token, any origin, either form type', async () => {
    const oneClick = { 'List-Unsubscribe': 'One-Click' };
    assert.equal((await nobody.post(address(), oneClick)).status, 200);
    assert.deepEqual(await rows(), off());
    for (const headers of [
      { Origin: 'https://mail.example' },
      { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' },
      { Accept: '*/*', 'Accept-Language': '' },
    ]) {
      await knex()('portal_mail_choice').delete();
      assert.equal((await nobody.post(address(), oneClick, headers)).status, 200);
      assert.deepEqual(await rows(), off());
    }
    await knex()('portal_mail_choice').delete();
    assert.equal((await nobody.postFiles(address(), oneClick, [])).status, 200);
    assert.deepEqual(await rows(), off());
  });

  it('should let no other address be posted to from elsewhere', async () => {
    const villani = await site.signIn(test.villani);
    const { hidden } = await villani.form('/me/notifications');
    const foreign = { Origin: 'https://mail.example' };
    for (const path of ['/me/notifications', '/unsubscribe', `/unsubscribe/${tokenOf()}/x`, '/sign-in'])
      assert.equal((await villani.post(path, hidden, foreign)).status, 403, path);
    assert.deepEqual(await rows(), []);
  });

  it('should replace what was chosen before, and be undone in the portal', async () => {
    const villani = await site.signIn(test.villani);
    await villani.submit('/me/notifications', { ...all('daily') });
    await nobody.post(address(), {});
    const modes = new Map((await rows()).map(({ topic, mode }) => [topic, mode]));
    assert.deepEqual([modes.get('comments'), modes.get('status')], ['off', 'daily']);
    await villani.submit('/me/notifications', all('now'));
    assert.deepEqual(await rows(), []);
  });

  it('should know no link this portal never made, and say the same of every wrong one', async () => {
    const [id, topic, mark = ''] = tokenOf().split('.');
    const wrong = [
      `${test.torri.contactId}.${topic}.${mark}`,
      `${id}.status.${mark}`,
      `${id}.${topic}.${'0'.repeat(64)}`,
      unsubscribeToken('another secret of the tests', { contactId: test.villani.contactId, topic: 'comments' }),
      unsubscribeToken(test.config.secret, { contactId: 987654, topic: 'comments' }),
      'x',
      '..',
      '%00',
      'a'.repeat(5000),
    ];
    const bodies = new Set<string>();
    // A page of errors names its reader by their cookie.
    await nobody.get('/unsubscribe/none');
    for (const token of wrong) {
      for (const answer of [await nobody.get(address(token)), await nobody.post(address(token), {})]) {
        assert.equal(answer.status, 404, token.slice(0, 80));
        bodies.add(
          answer.body.replace(/name="_csrf" value="[^"]*"/g, '').replace(/value="[^"]*unsubscribe[^"]*"/g, ''),
        );
      }
    }
    assert.deepEqual(await rows(), []);
    assert.equal(new Set([...bodies].map(textOf)).size, 1);
  });

  it('should slow down whoever tries many, but never a right link', async () => {
    let last: SiteAnswer | undefined;
    for (let tries = 0; tries <= 30; tries += 1) last = await nobody.get(address('21.comments.0'));
    assert.equal(last?.status, 429);
    assert.ok(Number(last?.headers['retry-after']) > 0);
    assert.equal((await nobody.post(address(), {})).status, 200);
  });
});

function all(mode: string): Record<string, string> {
  const topics = ['tickets', 'comments', 'status', 'documents', 'quotes', 'invoices', 'access'];
  return Object.fromEntries(topics.map((topic) => [topic, mode]));
}
