import assert from 'node:assert/strict';
import { silentLogger } from '../../../src/core/logger.js';
import { previewMail } from '../../../src/mail/preview.js';
import { createPortal } from '../../../src/portal.js';
import { signInAdmin } from '../../support/admin.js';
import { eachPortal, type TestPortal } from '../../support/build-portal.js';
import { filePart } from '../../support/multipart.js';
import { buildPng } from '../../support/pictures.js';
import { openSite, type TestSite, textOf, type Visitor } from '../../support/visitor.js';

const WORDS = { name: '', phone: '', email: '', hours: '', footer: '', theme: '' };

eachPortal('Look of the administration', (buildPortal) => {
  let portal: TestPortal;
  let site: TestSite;
  let admin: Visitor;

  before(async () => {
    portal = await buildPortal();
    site = await openSite(portal);
    await portal.portal.host.knex('vte_users').update({ default_language: 'it_it' });
    admin = await signInAdmin(site, portal);
  });
  after(async () => {
    await site.close();
    await portal.close();
  });

  const save = (fields: Record<string, string>) => admin.submit('/admin/look', { ...WORDS, ...fields });
  const upload = (name: string, fileName: string, bytes: Buffer | string, fields = {}) =>
    admin.submit('/admin/look', fields, `/admin/look/${name}`, [filePart(fileName, bytes)]);
  /** The addresses of a page's style sheets, below the mount. */
  const sheetsOf = async (visitor: Visitor, path: string): Promise<string[]> => {
    const { body } = await visitor.get(path);
    return [...body.matchAll(/<link rel="stylesheet" href="[^"]*?(\/assets\/[^"]+)"/g)].map(([, href = '']) => href);
  };

  it('should change nothing for visitors until somebody changes it', async () => {
    const sheets = await sheetsOf(site.visitor(), '/sign-in');
    assert.ok(
      sheets.every((sheet) => !sheet.includes('brand')),
      sheets.join(),
    );
  });

  it('should put the company’s words, colour and theme on the pages of both interfaces and into mails', async () => {
    const words = { name: 'Bottega Àcme', phone: '+39 045 123', email: 'aiuto@acme.example', hours: 'Lun-ven 9-18' };
    const saved = await save({
      ...words,
      footer: 'Via Roma 1\n\n37100 Verona',
      theme: 'dark',
      ownAccent: '1',
      accent: '#7b1fa2',
    });
    assert.equal(saved.status, 303);
    const visitor = site.visitor();
    const { body } = await visitor.get('/sign-in');
    assert.match(body, /<html [^>]*data-bs-theme="dark"/);
    for (const word of ['Bottega Àcme', 'Via Roma 1', '37100 Verona']) assert.ok(textOf(body).includes(word), word);
    const [sheet = ''] = (await sheetsOf(visitor, '/sign-in')).filter((href) => href.includes('brand'));
    const css = await visitor.get(sheet);
    assert.equal(css.status, 200);
    assert.match(String(css.headers['content-type']), /^text\/css/);
    assert.match(String(css.headers['cache-control']), /immutable/);
    assert.match(css.body, /^:root,\[data-bs-theme\]\{--p-accent:light-dark\(#7b1fa2,#[0-9a-f]{6}\);/);
    const inside = textOf((await (await site.signIn(portal.villani)).get('/')).body);
    for (const word of [words.phone, words.email, words.hours]) assert.ok(inside.includes(word), word);
    const { html, text } = previewMail(portal.portal.mails.renderer, 'ticket-created', 'it');
    assert.ok(html.includes('#7b1fa2') && !html.includes('#0b5c88'));
    assert.ok(text.includes('\nBottega Àcme\nVia Roma 1\n37100 Verona\n'), text);
    await portal.portal.stores.settings.write('interface', '1');
    await portal.portal.settings.refresh();
    assert.ok((await sheetsOf(visitor, '/sign-in')).includes(sheet));
    await portal.portal.stores.settings.remove('interface');
    await portal.portal.settings.refresh();
  });

  it('should refuse a colour that cannot be read, and offer the nearest that can', async () => {
    const answer = await save({ name: 'Kept', ownAccent: '1', accent: '#ffcc00' });
    assert.equal(answer.status, 422);
    assert.match(textOf(answer.body), /il contrasto è 1\.5, ne serve 4,5\. Il più vicino che va bene è #8f7200/);
    assert.ok(answer.body.includes('value="Kept"') && answer.body.includes('value="#ffcc00"'));
    assert.equal((await save({ ownAccent: '1', accent: '#ffcc00', _nearest: '#8f7200' })).status, 303);
    for (const accent of ['red', 'url(x)', '#12', '#0b5c88;}body{display:none'])
      assert.equal((await save({ ownAccent: '1', accent })).status, 422, accent);
    assert.equal((await save({})).status, 303);
    assert.ok((await sheetsOf(site.visitor(), '/sign-in')).every((sheet) => !sheet.includes('brand')));
  });

  it('should refuse words that are too long, no address, too many lines', async () => {
    const answer = await save({ name: 'x'.repeat(81), email: 'a@b, c@d', footer: '1\n2\n3\n4\n5' });
    assert.equal(answer.status, 422);
    assert.equal([...answer.body.matchAll(/class="p-error"/g)].length, 3);
    assert.equal((await save({ theme: 'pink' })).status, 400);
    const hostile = await save({ name: '<script>alert(1)</script>', footer: '"><img src=x onerror=y>' });
    assert.equal(hostile.status, 303);
    const { body } = await site.visitor().get('/sign-in');
    assert.ok(
      body.includes('&lt;script&gt;alert(1)') && !body.includes('<script>alert') && !body.includes('<img src=x'),
    );
    await save({});
  });

  it('should show a logo and an icon from addresses of their own, and a light logo in mails', async () => {
    const logo = buildPng(160, 40);
    assert.equal((await upload('logo', 'logo.png', logo)).status, 303);
    assert.equal((await upload('favicon', 'icona.png', buildPng(32, 32))).status, 303);
    const visitor = site.visitor();
    const { body } = await visitor.get('/sign-in');
    const src = /<img class="p-brand-logo" src="[^"]*?(\/assets\/[^"]+)" width="128" height="32"/.exec(body)?.[1] ?? '';
    const answer = await visitor.get(src);
    assert.deepEqual([answer.status, answer.headers['content-type']], [200, 'image/png']);
    assert.ok(answer.bytes.equals(logo));
    assert.match(body, /<link rel="icon" href="[^"]*\/assets\/brand-favicon\.[0-9a-f]{16}\.png" type="image\/png">/);
    const { html, pictures } = previewMail(portal.portal.mails.renderer, 'activation', 'it');
    assert.ok(html.includes('src="cid:logo@portal"') && pictures[0]?.bytes.equals(logo));
    assert.equal((await upload('logo', 'logo.png', buildPng(160, 40, 30_000))).status, 303);
    assert.equal(previewMail(portal.portal.mails.renderer, 'activation', 'it').pictures.length, 0);
    assert.ok((await admin.get('/admin/look')).body.includes('troppo pesante per le email'));
    assert.equal((await visitor.get(src)).status, 200, 'a page that was answered before still finds its logo');
  });

  it('should refuse what is no picture, whatever it is called', async () => {
    const files: readonly (readonly [string, Buffer | string])[] = [
      ['logo.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
      ['logo.png', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
      ['logo.png', 'GIF89a'],
      ['logo.png', buildPng(8, 8)],
      ['logo.png', buildPng(100, 100, 600_000)],
      ['logo.html', buildPng(100, 100)],
      ['logo.png', ''],
    ];
    for (const [name, bytes] of files) {
      const { status, body } = await upload('logo', name, bytes);
      assert.equal(status, 422, name);
      assert.ok(body.includes('class="p-error"'));
    }
    const { hidden } = await admin.form('/admin/look');
    for (const name of ['nothing', 'constructor']) {
      const file = filePart('x.png', buildPng(20, 20));
      assert.equal((await admin.postFiles(`/admin/look/${name}`, hidden, [file])).status, 404, name);
    }
  });

  it('should serve an own style sheet to customers only, and refuse one that fetches', async () => {
    const bad = await upload('css', 'x.css', '.a { background: u\\72l(http://evil.example) }');
    assert.equal(bad.status, 422);
    assert.match(textOf(bad.body), /Il foglio non può caricare nulla/);
    const typed = await admin.submit('/admin/look', { css: '.p-brand { letter-spacing: 1px }' }, '/admin/look/css', []);
    assert.equal(typed.status, 303);
    const visitor = site.visitor();
    const [sheet = ''] = (await sheetsOf(visitor, '/sign-in')).filter((href) => href.includes('brand-own'));
    assert.equal((await visitor.get(sheet)).body, '.p-brand { letter-spacing: 1px }');
    for (const path of ['/admin/look', '/admin/mails'])
      assert.ok(
        (await sheetsOf(admin, path)).every((href) => !href.includes('brand-own')),
        path,
      );
    for (const name of ['brand-own.0000000000000000.css', 'brand-../../x.css', 'brand.css'])
      assert.equal((await visitor.get(`/assets/${name}`)).status, 404, name);
  });

  it('should be seen by another process at once where its page is asked for here', async () => {
    const other = await createPortal({ config: portal.config, log: silentLogger });
    await other.open();
    const otherSite = await openSite({ portal: other });
    try {
      await save({ ownAccent: '1', accent: '#c00000' });
      const [sheet = ''] = (await sheetsOf(site.visitor(), '/sign-in')).filter((href) => /\/brand\./.test(href));
      assert.equal((await otherSite.visitor().get(sheet)).status, 200);
      assert.ok((await sheetsOf(otherSite.visitor(), '/sign-in')).includes(sheet));
    } finally {
      await otherSite.close();
      await other.stop();
    }
  });

  it('should tell the second of two administrators, and put everything back when asked', async () => {
    const second = await signInAdmin(site, portal);
    const { hidden } = await second.form('/admin/look');
    assert.equal((await save({ name: 'Prima' })).status, 303);
    const late = await second.post('/admin/look', { ...hidden, ...WORDS, name: 'Dopo' });
    assert.equal(late.status, 409);
    assert.ok(late.body.includes('value="Dopo"'));
    assert.equal((await admin.submit('/admin/look', {}, '/admin/look/reset')).status, 303);
    const { body } = await site.visitor().get('/sign-in');
    assert.ok(!body.includes('Prima') && !body.includes('/assets/brand'));
    const rows = await portal.portal.host.knex('portal_audit').where({ action: 'look.changed' });
    assert.ok(rows.length > 5 && rows.every((row) => row.actor_kind === 'admin'));
  });
});
