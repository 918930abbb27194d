import assert from 'node:assert/strict';
import { previewMail } from '../../../src/mail/preview.js';
import { signInAdmin } from '../../support/admin.js';
import { eachPortal, type TestPortal } from '../../support/build-portal.js';
import { startSmtp, type TestSmtp } from '../../support/smtp.js';
import { openSite, type TestSite, textOf, type Visitor } from '../../support/visitor.js';

const FROM = 'Acme <assistenza@acme.example>';

eachPortal('Mails of the administration', (buildPortal) => {
  let smtp: TestSmtp;
  let portal: TestPortal;
  let site: TestSite;
  let admin: Visitor;

  before(async () => {
    smtp = await startSmtp();
    portal = await buildPortal({ environment: { PORTAL_SMTP_URL: smtp.url, PORTAL_MAIL_FROM: FROM } });
    site = await openSite(portal);
    // The two CRMs' administrators speak different languages.
    await portal.portal.host.knex('vte_users').update({ default_language: 'it_it' });
    admin = await signInAdmin(site, portal);
  });
  after(async () => {
    await site.close();
    await portal.close();
    await smtp.close();
  });

  const knex = () => portal.portal.host.knex;
  let keys = 0;
  /** A row of the outbox as it may stand there. */
  const addRow = async (change: Record<string, unknown> = {}): Promise<number> => {
    keys += 1;
    const key = `test:${keys}`;
    const now = Date.now();
    await knex()('portal_mail').insert({
      unique_key: key,
      kind: 'ticket-resolved',
      to_address: 'anna@acme.example',
      to_name: 'Anna Ferri',
      language: 'it',
      data: JSON.stringify({ ticketId: 8, number: 'TT8', title: 'Rullo <fermo>' }),
      message_id: `<${key}@localhost>`,
      state: 'failed',
      attempts: 1,
      next_attempt_at: now,
      created_at: now,
      last_error: 'EENVELOPE 550 5.1.1 no such user',
      ...change,
    });
    return (await knex()('portal_mail').where({ unique_key: key }).first('id')).id;
  };
  const audited = async (action: string) => knex()('portal_audit').where({ action });

  it('should be closed to everybody else', async () => {
    const stranger = site.visitor();
    const customer = await site.signIn(portal.villani);
    for (const path of [
      '/admin/mails',
      '/admin/mails/1',
      '/admin/mails/texts',
      '/admin/mails/test',
      '/admin/mails/sender',
      '/admin/look',
    ])
      for (const visitor of [stranger, customer]) {
        const { status, location } = await visitor.get(path);
        assert.deepEqual([status, location.split('?')[0]], [303, '/admin/sign-in'], path);
      }
  });

  it('should list the outbox with subject, cause in words, counts and filters', async () => {
    await knex()('portal_mail').delete();
    await addRow();
    await addRow({ state: 'sent', sent_at: Date.now(), last_error: null, language: 'en' });
    await addRow({
      state: 'waiting',
      kind: 'activation',
      to_address: 'luca%@acme.example',
      data: JSON.stringify({ tokenId: 't', userName: 'luca', days: 7 }),
      next_attempt_at: Date.now() + 170_000,
      last_error: 'ETIMEDOUT Connection timeout',
    });
    const { status, body } = await admin.get('/admin/mails');
    const words = textOf(body);
    assert.equal(status, 200);
    for (const part of ['Tutte 3', 'In coda 1', 'Non riuscite 1', 'Inviate 1', 'Riprova le non riuscite (1)'])
      assert.ok(words.includes(part), `${part} in ${words}`);
    assert.ok(words.includes('TT8 [ Ticket Id : 8 ] Risolto: Rullo <fermo>'));
    assert.match(words, /1 · la casella o il dominio non esiste/);
    assert.match(words, /1 · nessuna risposta in tempo · riprova tra 3 min/);
    const found = textOf((await admin.get('/admin/mails?q=LUCA%25')).body);
    assert.ok(found.includes('Risultati da 1 a 1 di 1'), found);
    const sent = textOf((await admin.get('/admin/mails?state=sent&kind=ticket-resolved')).body);
    assert.ok(sent.includes('Risultati da 1 a 1 di 1'));
    assert.ok(textOf((await admin.get('/admin/mails?kind=nothing')).body).includes('Nessuna email qui'));
    for (const query of ['page=0', 'page=abc', 'state=open', 'q=a&q=b'])
      assert.equal((await admin.get(`/admin/mails?${query}`)).status, 400, query);
    const beyond = await admin.get('/admin/mails?q=a%20b&page=99');
    assert.deepEqual([beyond.status, beyond.location], [303, '/admin/mails?q=a+b']);
  });

  it('should say in words what is wrong with the mail server, since when, and that mails wait', async () => {
    const server = { id: 1, failing_since: Date.now() - 12 * 60_000, seen_at: Date.now() };
    await knex()('portal_mail_server').insert({ ...server, reason: 'EAUTH Invalid login: 535 Authentication failed' });
    const words = textOf((await admin.get('/admin/mails')).body);
    assert.ok(
      words.includes(
        'Il server di posta rifiuta l’accesso da 12 minuti. 535 Authentication failed. Le email restano in coda e ripartono da sole.',
      ),
      words,
    );
    await knex()('portal_mail_server').delete();
  });

  it('should show a mail and its page, never the secret of its link', async () => {
    const data = { tokenId: '0b6a6d2e-53f7-4a6c-9a1d-0d8f3a2f5c11', userName: 'luca', days: 7 };
    const id = await addRow({ kind: 'activation', data: JSON.stringify(data), state: 'waiting' });
    const secret = portal.portal.stores.tokens.secretOf(data.tokenId);
    const page = await admin.get(`/admin/mails/${id}`);
    const html = await admin.get(`/admin/mails/${id}/html`);
    for (const { status, body } of [page, html]) {
      assert.equal(status, 200);
      assert.ok(!body.includes(secret) && !body.includes(encodeURIComponent(secret)));
      assert.ok(body.includes('/activate/***'), body);
    }
    assert.match(String(html.headers['content-security-policy']), /^sandbox .*default-src 'none'/);
    const real = portal.portal.mails.renderer.render({ kind: 'activation', language: 'it', recipientName: 'x', data });
    assert.ok(real.html.includes(secret), 'the mail itself has it');
  });

  it('should bear rows of no known kind, without data and with nonsense', async () => {
    const rows = [
      { kind: 'of-tomorrow' },
      { data: '{}' },
      { data: 'no JSON' },
      { history: '{"a":1}', last_error: '\u0000 <b>', language: 'xx', to_name: '' },
    ];
    for (const change of rows) {
      const id = await addRow(change);
      assert.equal((await admin.get(`/admin/mails/${id}`)).status, 200, JSON.stringify(change));
    }
    assert.equal((await admin.get('/admin/mails')).status, 200);
    for (const path of ['/admin/mails/999999', '/admin/mails/0', '/admin/mails/abc', '/admin/mails/1e3/html'])
      assert.equal((await admin.get(path)).status, 404, path);
  });

  it('should retry one and all, cancel, and keep who did it', async () => {
    await knex()('portal_mail').delete();
    const [one, two, sent] = [await addRow(), await addRow(), await addRow({ state: 'sent', sent_at: 1 })];
    await admin.submit(`/admin/mails/${one}`, {}, `/admin/mails/${one}/retry`);
    const row = await knex()('portal_mail').where({ id: one }).first();
    assert.equal(row.state, 'waiting');
    assert.match(textOf((await admin.get(`/admin/mails/${one}`)).body), /Rimessa in coda · /);
    await admin.submit(`/admin/mails/${one}`, {}, `/admin/mails/${one}/cancel`);
    assert.equal((await knex()('portal_mail').where({ id: one }).first()).state, 'cancelled');
    await admin.submit('/admin/mails', {}, '/admin/mails/retry');
    assert.equal((await knex()('portal_mail').where({ id: two }).first()).state, 'waiting');
    assert.equal((await knex()('portal_mail').where({ id: one }).first()).state, 'cancelled', 'left alone');
    const { hidden } = await admin.form('/admin/mails/test');
    const again = await admin.post(`/admin/mails/${sent}/retry`, { _csrf: hidden._csrf ?? '' });
    assert.equal(again.status, 303);
    assert.equal((await knex()('portal_mail').where({ id: sent }).first()).state, 'sent');
    assert.equal((await audited('mail.retried')).length, 2);
    assert.equal((await audited('mail.cancelled')).length, 1);
  });

  it('should leave a mail alone that is being sent right now', async () => {
    const id = await addRow({ state: 'waiting', lease_owner: 'x', lease_until: Date.now() + 60_000 });
    await admin.submit(`/admin/mails/${id}`, {}, `/admin/mails/${id}/cancel`);
    assert.equal((await knex()('portal_mail').where({ id }).first()).state, 'waiting');
    await knex()('portal_mail').delete();
  });

  it('should send a test mail at once through the real server, and say what it said', async () => {
    const { received } = smtp;
    const before = received.length;
    const good = await admin.submit('/admin/mails/test', {
      to: 'prova@acme.example',
      kind: 'activation',
      language: 'it',
    });
    assert.equal(good.status, 200);
    assert.match(textOf(good.body), /Il server di posta ha accettato l’email per prova@acme\.example/);
    assert.match(textOf(good.body), /Risposta del server 250 /);
    assert.equal(received.length, before + 1);
    assert.ok(!received.at(-1)?.raw.includes('undefined'));
    smtp.onRecipient = () => 550;
    const bad = await admin.submit('/admin/mails/test', {
      to: 'nessuno@acme.example',
      kind: 'activation',
      language: 'it',
    });
    smtp.onRecipient = () => undefined;
    assert.match(textOf(bad.body), /L’email non è partita: la casella o il dominio non esiste · 550 as the test says/);
    for (const to of ['', 'a@b.example, c@d.example', 'x\r\nBcc: y@z.example', 'Anna <a@b.example>'])
      assert.equal(
        (await admin.submit('/admin/mails/test', { to, kind: 'activation', language: 'it' })).status,
        422,
        to,
      );
    assert.equal(
      (await admin.submit('/admin/mails/test', { to: 'a@b.example', kind: 'x', language: 'it' })).status,
      400,
    );
  });

  it('should take name and reply address of the sender, and nothing that could become a header', async () => {
    const send = async (fields: Record<string, string>) =>
      admin.submit('/admin/mails/sender', { accessTemplate: '0', ...fields });
    const hostile = ['Acme\r\nBcc: x@y.example', 'Acme" <x@y.example>', 'x'.repeat(101), 'a\u2028b'];
    for (const senderName of hostile) assert.equal((await send({ senderName, replyTo: '' })).status, 422, senderName);
    for (const replyTo of ['x', 'a@b.example,c@d.example', 'a@b.example\r\nX: 1', '"a b"@c.example'])
      assert.equal((await send({ senderName: '', replyTo })).status, 422, replyTo);
    const { status } = await send({ senderName: 'Assistenza Àcme, Srl', replyTo: 'risposte@acme.example' });
    assert.equal(status, 303);
    await admin.submit('/admin/mails/test', { to: 'prova@acme.example', kind: 'activation', language: 'it' });
    const mail = smtp.received.at(-1);
    assert.match(mail?.headers.get('from') ?? '', /Assistenza Àcme, Srl"? <assistenza@acme\.example>$/);
    assert.equal(mail?.headers.get('reply-to'), 'risposte@acme.example');
    assert.equal(mail?.from, 'assistenza@acme.example');
    const { hidden } = await admin.form('/admin/mails/sender');
    await send({ senderName: 'Altro', replyTo: '' });
    const late = await admin.post('/admin/mails/sender', {
      ...hidden,
      senderName: 'Tardi',
      replyTo: '',
      accessTemplate: '0',
    });
    assert.equal(late.status, 409);
    assert.ok(late.body.includes('value="Tardi"'), 'what was typed is kept');
  });

  it('should carry the access data in a template of the CRM, its password a link', async () => {
    const { body } = await admin.get('/admin/mails/sender');
    const id = /<option value="(\d+)"[^>]*>Dati di registrazione ed accesso</.exec(body)?.[1];
    assert.ok(id !== undefined, 'the CRM has its own template');
    assert.equal(
      (await admin.submit('/admin/mails/sender', { senderName: '', replyTo: '', accessTemplate: id })).status,
      303,
    );
    const { subject, html, text } = previewMail(portal.portal.mails.renderer, 'activation', 'it');
    assert.equal(subject, 'Dati di registrazione ed accesso');
    for (const part of [html, text]) assert.ok(part.includes('/activate/') && !/\$\w+\$/.test(part), part);
    assert.equal(
      (await admin.submit('/admin/mails/sender', { senderName: '', replyTo: '', accessTemplate: '999999' })).status,
      422,
    );
    assert.equal(
      (await admin.submit('/admin/mails/sender', { senderName: '', replyTo: '', accessTemplate: '0' })).status,
      303,
    );
    assert.notEqual(previewMail(portal.portal.mails.renderer, 'activation', 'it').subject, subject);
  });

  it('should change a mail’s texts after a preview, for the mails that follow, and put them back', async () => {
    const path = '/admin/mails/texts/activation/it';
    const typed = { subject: 'Benvenuto', intro: 'Ecco <b>{userName}</b>,\nbuona lettura 🙂' };
    const rendered = () => previewMail(portal.portal.mails.renderer, 'activation', 'it');
    const shipped = rendered();
    const preview = await admin.submit(path, { ...typed, _preview: '1' });
    assert.equal(preview.status, 200);
    assert.ok(textOf(preview.body).includes('Ecco <b>francesco.villani@example.com</b>, buona lettura 🙂'));
    assert.deepEqual(rendered(), shipped, 'a preview changes nothing');
    const designed = await admin.submit(path, typed, path).then(() => admin.submit(path, typed, path));
    assert.equal(designed.status, 303);
    assert.equal(rendered().subject, 'Benvenuto');
    assert.ok(rendered().html.includes('&lt;b&gt;<b class="strong">francesco'), rendered().html);
    const list = (await admin.get('/admin/mails/texts')).body;
    for (const note of [
      'Diverso da quello di serie',
      'Parte sempre, anche',
      'disattivare: Risposte e commenti',
      'Agli utenti del CRM',
    ])
      assert.ok(list.includes(note), note);
    const { hidden } = await admin.form(path);
    const page = await admin.post(`${path}/preview`, { ...hidden, ...typed, subject: 'Altro' });
    assert.match(String(page.headers['content-security-policy']), /^sandbox/);
    assert.ok(page.body.includes('/activate/***') && page.body.includes('buona lettura'));
    await admin.submit(path, {}, `${path}/reset`);
    assert.deepEqual(rendered(), shipped);
    assert.equal((await audited('mail.textChanged')).length >= 2, true);
  });

  it('should refuse texts with the list of what may stand there, and keep what was typed', async () => {
    const path = '/admin/mails/texts/activation/it';
    const answer = await admin.submit(path, { intro: 'Ciao {nome} {userName}', subject: 'Mio' });
    assert.equal(answer.status, 422);
    const words = textOf(answer.body);
    assert.ok(words.includes('Qui non esiste {nome}. Puoi usare: {userName}'), words);
    assert.ok(answer.body.includes('value="Mio"') && answer.body.includes('Ciao {nome} {userName}'));
    assert.equal((await admin.submit(path, { intro: 'Ciao!' })).status, 422, 'the user name is missing');
    for (const other of [
      '/admin/mails/texts/nothing/it',
      '/admin/mails/texts/activation/xx',
      '/admin/mails/texts/constructor/it',
    ])
      assert.equal((await admin.get(other)).status, 404, other);
  });

  it('should tell the second of two administrators, and lose nothing of what they typed', async () => {
    const path = '/admin/mails/texts/ticket-created/it';
    const second = await signInAdmin(site, portal);
    const { hidden } = await second.form(path);
    assert.equal((await admin.submit(path, { subject: 'Il primo' })).status, 303);
    const late = await second.post(path, { ...hidden, subject: 'Il secondo', intro: '', button: '' });
    assert.equal(late.status, 409);
    assert.ok(late.body.includes('value="Il secondo"'));
    assert.ok(previewMail(portal.portal.mails.renderer, 'ticket-created', 'it').subject.endsWith('Il primo'));
    await admin.submit(path, {}, `${path}/reset`);
  });
});
