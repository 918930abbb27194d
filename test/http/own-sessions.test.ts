import assert from 'node:assert/strict';
import { eachPortal } from '../support/build-portal.js';
import { OWN_PASSWORD, type OwnPage, openOwnPage } from '../support/own-page.js';
import { textOf, type Visitor } from '../support/visitor.js';

const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0';
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1';

eachPortal('one’s own sessions', (buildPortal) => {
  let on: OwnPage;
  beforeEach(async () => {
    on = await openOwnPage(buildPortal);
  });
  afterEach(() => on?.close());

  async function signIn(userAgent: string, remember = false): Promise<Visitor> {
    const visitor = on.site.visitor();
    const { hidden } = await visitor.form('/sign-in');
    const fields = { ...hidden, email: on.test.villani.email, password: OWN_PASSWORD };
    const all: Record<string, string> = remember ? { ...fields, remember: '1' } : fields;
    assert.equal((await visitor.post('/sign-in', all, { 'User-Agent': userAgent })).status, 303);
    return visitor;
  }
  const isIn = async (visitor: Visitor): Promise<boolean> => (await visitor.get('/me')).status === 200;
  /** What is left when a session has ended: only the cookie of a remembered browser. */
  const comesBack = async (visitor: Visitor): Promise<boolean> => {
    const remembered = visitor.cookie.split('; ').filter((cookie) => cookie.includes('-remember='));
    return (await on.site.visitor().get('/me', { Cookie: remembered.join('; ') })).status === 200;
  };
  /** The hidden fields of each «close» button, in the page's order. */
  const buttons = (html: string): string[] =>
    [...html.matchAll(/name="session" value="([0-9a-f]{64})"/g)].map(([, handle = '']) => handle);

  it('should be listed in words, without networks, ids or anybody else’s', async () => {
    await signIn(IPHONE);
    await on.site.signIn(on.test.torri);
    const here = await signIn(FIREFOX);
    const { body } = await here.get('/me');
    const text = textOf(body);
    assert.match(text, /Sessioni aperte 3/);
    assert.match(text, /Questo dispositivo Firefox, Windows · adesso/);
    assert.match(text, /Safari, iPhone Ultima attività \d\d-\d\d-\d{4} \d\d:\d\d/);
    assert.equal(buttons(body).length, 2, 'not this one');
    assert.ok(!body.includes('127.0.0.1'));
    const ids: { id_hash: string }[] = await on.knex('portal_session').select('id_hash');
    for (const { id_hash } of ids) assert.ok(!body.includes(id_hash));
  });

  it('should close one, with the browser’s being remembered, and leave the others', async () => {
    const phone = await signIn(IPHONE, true);
    const office = await signIn(FIREFOX, true);
    const { body } = await on.villani.get('/me');
    const closing = /value="([0-9a-f]{64})"[^>]*>\s*<button[^>]*Safari, iPhone/.exec(body)?.[1] ?? '';
    const { hidden } = await on.villani.form('/me', '/me/sessions/close');
    const answer = await on.villani.post('/me/sessions/close', { ...hidden, session: closing });
    assert.deepEqual([answer.status, answer.location], [303, '/me']);
    assert.match(textOf((await on.villani.get('/me')).body), /Sessione chiusa/);
    assert.equal(await comesBack(phone), false);
    assert.equal(await isIn(phone), false);
    assert.equal(await isIn(office), true);
    assert.equal(await comesBack(office), true);
    assert.equal(await isIn(on.villani), true);
  });

  it('should close all others and forget their browsers, but stay remembered here', async () => {
    const [phone, here] = [await signIn(IPHONE, true), await signIn(FIREFOX, true)];
    // Its session has idled out, its browser is still remembered.
    await on.knex('portal_session').where('user_agent', IPHONE).delete();
    assert.match(textOf((await here.get('/me')).body), /1 altro browser può rientrare senza password/);
    assert.equal((await here.submit('/me', {}, '/me/sessions/close-others')).location, '/me');
    assert.equal(await comesBack(phone), false);
    assert.equal(await isIn(on.villani), false);
    const { body } = await here.get('/me');
    assert.match(textOf(body), /Sessioni aperte 1/);
    assert.ok(!body.includes('close-others'));
    assert.equal(await comesBack(here), true);
  });

  it('should never close somebody else’s, nor this one', async () => {
    const torri = await on.site.signIn(on.test.torri);
    const extra = await on.site.signIn(on.test.torri);
    const { body } = await torri.get('/me');
    const [foreign = ''] = buttons(body);
    await signIn(IPHONE);
    const { hidden } = await on.villani.form('/me', '/me/sessions/close');
    const answer = await on.villani.post('/me/sessions/close', { ...hidden, session: foreign });
    assert.equal(answer.status, 303);
    assert.match(textOf((await on.villani.get('/me')).body), /era già chiusa/);
    assert.equal(await isIn(extra), true);
    const own: { id_hash: string }[] = await on.knex('portal_session').select('id_hash');
    for (const { id_hash } of own) await on.villani.post('/me/sessions/close', { ...hidden, session: id_hash });
    assert.equal(await isIn(on.villani), true);
  });

  it('should need the form’s token, and no address that a GET could open', async () => {
    const phone = await signIn(IPHONE);
    const [handle = ''] = buttons((await on.villani.get('/me')).body);
    assert.equal((await on.villani.post('/me/sessions/close', { session: handle })).status, 403);
    assert.equal((await on.villani.post('/me/sessions/close-others', {})).status, 403);
    assert.ok([404, 405].includes((await on.villani.get('/me/sessions/close-others')).status));
    assert.equal(await isIn(phone), true);
  });
});
