import assert from 'node:assert/strict';
import { eachPortal } from '../support/build-portal.js';
import { OWN_PASSWORD, type OwnPage, openOwnPage } from '../support/own-page.js';
import { type SiteAnswer, textOf, type Visitor } from '../support/visitor.js';

const HOUR = 3_600_000;

eachPortal('a change of one’s own address', (buildPortal) => {
  let on: OwnPage;
  let now: number;
  beforeEach(async () => {
    now = Date.parse('2026-11-24T09:00:00Z');
    on = await openOwnPage((options) => buildPortal({ ...options, clock: { now: () => now } }));
  });
  afterEach(() => on?.close());

  const wanted = 'f.villani@nuovo.example';
  const ask = (email: string, current = OWN_PASSWORD): Promise<SiteAnswer> =>
    on.villani.submit('/me/email', { email, current });
  const email = async (): Promise<unknown> => (await on.row('vte_contactdetails', 'contactid')).email;
  const userName = async (): Promise<unknown> => (await on.row('vte_portalinfo', 'id')).user_name;
  /** Opens a link's address and then its page, as a browser does. */
  const open = async (visitor: Visitor, token: string): Promise<SiteAnswer> => {
    const first = await visitor.get(`/me/email/confirm/${token}`);
    assert.deepEqual([first.status, first.location], [303, '/me/email/confirm']);
    return visitor.get('/me/email/confirm');
  };
  const confirm = (visitor: Visitor): Promise<SiteAnswer> => visitor.submit('/me/email/confirm', {});

  it('should count only once it is confirmed, and then be the name to sign in with', async () => {
    const asked = await ask(wanted);
    assert.deepEqual([asked.status, asked.location], [303, '/me']);
    assert.ok(textOf((await on.villani.get('/me')).body).includes(`Abbiamo scritto a ${wanted}`));
    assert.equal(await email(), on.test.villani.email);
    assert.equal((await on.lastMail('email-confirm')).to_address, wanted);
    const page = await open(on.villani, await on.lastToken());
    assert.ok(textOf(page.body).includes(wanted));
    assert.equal(await email(), on.test.villani.email, 'opening the link changes nothing');
    const done = await confirm(on.villani);
    assert.deepEqual([done.status, done.location], [303, '/me']);
    assert.deepEqual([await email(), await userName()], [wanted, wanted]);
    assert.equal((await on.lastMail('email-changed')).to_address, on.test.villani.email);
    assert.equal((await on.villani.get('/me')).status, 200, 'the session stays');
    const again = on.site.visitor();
    assert.equal(
      (await again.submit('/sign-in', { email: on.test.villani.email, password: OWN_PASSWORD })).status,
      422,
    );
    assert.equal((await again.submit('/sign-in', { email: wanted, password: OWN_PASSWORD })).status, 303);
  });

  it('should leave the token in no address and no mail’s row', async () => {
    await ask(wanted);
    const token = await on.lastToken();
    assert.ok(!JSON.stringify(await on.knex('portal_mail')).includes(token.split('.')[1] ?? ''));
    const page = await open(on.villani, token);
    assert.ok(!page.body.includes(token));
  });

  it('should take a token once, also of two at once', async () => {
    await ask(wanted);
    const token = await on.lastToken();
    await open(on.villani, token);
    const { hidden } = await on.villani.form('/me/email/confirm');
    const cookies = { Cookie: on.villani.cookie };
    const answers = await Promise.all([1, 2].map(() => on.villani.post('/me/email/confirm', hidden, cookies)));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 410]);
    assert.equal((await open(on.villani, token)).status, 410);
    assert.equal((await on.knex('portal_mail').where({ kind: 'email-changed' })).length, 1);
  });

  it('should be worth nothing in another contact’s session, nor without one', async () => {
    await ask(wanted);
    const token = await on.lastToken();
    const torri = await on.site.signIn(on.test.torri);
    assert.equal((await open(torri, token)).status, 410);
    await torri.get(`/me/email/confirm/${token}`);
    const { hidden } = await torri.form('/me', '/sign-out');
    assert.equal((await torri.post('/me/email/confirm', hidden)).status, 410);
    assert.equal((await on.row('vte_contactdetails', 'contactid', on.test.torri.contactId)).email, on.test.torri.email);
    const nobody = on.site.visitor();
    assert.match((await open(nobody, token)).location, /^\/sign-in\?next=/);
    assert.equal(await email(), on.test.villani.email);
    assert.equal((await open(on.villani, token)).status, 200, 'it is still its owner’s');
  });

  it('should need the form’s token', async () => {
    await ask(wanted);
    await open(on.villani, await on.lastToken());
    assert.equal((await on.villani.post('/me/email/confirm', {})).status, 403);
    assert.equal((await on.villani.post('/me/email', { email: wanted, current: OWN_PASSWORD })).status, 403);
    assert.equal(await email(), on.test.villani.email);
  });

  it('should die with a newer one, and when the address or the password changes', async () => {
    await ask(wanted);
    const old = await on.lastToken();
    now += 1000;
    await ask('altro@nuovo.example');
    const newer = await on.lastToken();
    assert.equal((await open(on.villani, old)).status, 410);
    assert.equal((await open(on.villani, newer)).status, 200);
    const contact = on.knex('vte_contactdetails').where('contactid', on.test.villani.contactId);
    await contact.clone().update({ email: 'agente@acme.example' });
    assert.equal((await open(on.villani, newer)).status, 410);
    await contact.clone().update({ email: on.test.villani.email });
    const change = { current: OWN_PASSWORD, password: 'alba veloce 77', repeat: 'alba veloce 77' };
    assert.equal((await on.villani.submit('/password/change', change)).status, 303);
    assert.equal((await open(on.villani, newer)).status, 410);
  });

  it('should expire after an hour', async () => {
    await ask(wanted);
    const token = await on.lastToken();
    for (const minutes of [20, 40, 59]) {
      now = Date.parse('2026-11-24T09:00:00Z') + minutes * 60_000;
      assert.equal((await open(on.villani, token)).status, 200, `${minutes} minutes`);
    }
    now = Date.parse('2026-11-24T09:00:00Z') + HOUR;
    assert.equal((await open(on.villani, token)).status, 410);
  });

  it('should kill reset links', async () => {
    const { tokens } = on.test.portal.stores;
    const { contactId } = on.test.villani;
    const request = { purpose: 'reset', contactId, email: on.test.villani.email } as const;
    const { id } = await on.knex.transaction((trx) => tokens.issue(trx, request));
    await ask(wanted);
    await open(on.villani, await on.lastToken());
    assert.equal((await confirm(on.villani)).status, 303);
    assert.equal(await tokens.peek(tokens.secretOf(id), 'reset'), undefined);
  });

  it('should say nothing of an address that somebody else signs in with, and not set it', async () => {
    const free = await ask(wanted);
    now += 1000;
    const taken = await ask(on.test.torri.email.toUpperCase());
    assert.deepEqual([taken.status, taken.location], [free.status, free.location]);
    const token = await on.lastToken();
    assert.equal((await open(on.villani, token)).status, 200);
    const refused = await confirm(on.villani);
    assert.equal(refused.status, 410);
    const unknown = await open(on.villani, `${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}.${'0'.repeat(64)}`);
    assert.equal(textOf(refused.body), textOf(unknown.body));
    assert.equal(await email(), on.test.villani.email);
  });

  it('should ask for the password, and for one plain new address', async () => {
    const cases: readonly (readonly [string, string, RegExp])[] = [
      [wanted, 'sbagliata', /password attuale/i],
      ['', OWN_PASSWORD, /email|obbligatori/i],
      ['a@b.example,c@d.example', OWN_PASSWORD, /email/i],
      ['"x"@acme.example', OWN_PASSWORD, /email/i],
      [`${'x'.repeat(101)}@acme.example`, OWN_PASSWORD, /./],
      [on.test.villani.email.toUpperCase(), OWN_PASSWORD, /È già la tua email/],
    ];
    for (const [typed, current, sentence] of cases) {
      const answer = await ask(typed, current);
      assert.equal(answer.status, 422, typed);
      assert.match(textOf(answer.body), sentence);
      assert.ok(!answer.body.includes(OWN_PASSWORD));
    }
    assert.equal((await on.knex('portal_mail').where({ kind: 'email-confirm' })).length, 0);
  });

  it('should mail three times an hour and no more', async () => {
    for (const name of ['uno', 'due', 'tre']) assert.equal((await ask(`${name}@nuovo.example`)).status, 303);
    const answer = await ask('quattro@nuovo.example');
    assert.equal(answer.status, 429);
    assert.ok(Number(answer.headers['retry-after']) > 0);
    assert.equal((await on.knex('portal_mail').where({ kind: 'email-confirm' })).length, 3);
  });

  it('should not be offered where the profile lets nobody write the address', async () => {
    const { hidden } = await on.villani.form('/me/email');
    await on.changeRule(({ fields }) => ({ fields: { ...fields, email: { shown: true, form: 'readonly' } } }));
    assert.ok(!(await on.villani.get('/me')).body.includes('href="/portal/me/email"'));
    assert.equal((await on.villani.get('/me/email')).location, '/me');
    assert.equal((await on.villani.post('/me/email', { ...hidden, email: wanted, current: OWN_PASSWORD })).status, 403);
  });

  it('should let an extension refuse, but not bring in another address', async () => {
    const { hooks } = on.test.portal;
    await ask(wanted);
    await open(on.villani, await on.lastToken());
    hooks.onFilter('test', 'record.beforeSave', (draft) => ({ ...draft, values: { email: 'intruso@acme.example' } }));
    assert.equal((await confirm(on.villani)).status, 303);
    assert.equal(await email(), wanted);
  });
});
