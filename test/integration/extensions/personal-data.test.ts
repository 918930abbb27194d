import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { createErasure } from '../../../src/features/retention/erasure.js';
import { ErasureStore } from '../../../src/store/erasure-store.js';
import { signInAdmin } from '../../support/admin.js';
import { eachPortal } from '../../support/build-portal.js';
import { commandLine } from '../../support/command-line.js';
import { buildExtensionSite, type ExtensionSite } from '../../support/extension-site.js';
import { textOf, type Visitor } from '../../support/visitor.js';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const TESTER = { kind: 'system', name: 'test' } as const;

eachPortal('What extensions keep of people', (buildPortal) => {
  let site: ExtensionSite;
  let admin: Visitor;
  let now = Date.parse('2026-11-25T09:00:00Z');
  before(async () => {
    const movable: typeof buildPortal = (options) => buildPortal({ ...options, clock: { now: () => now } });
    site = await buildExtensionSite(movable, ['keeping']);
    await site.enable('keeper');
    admin = await signInAdmin(site.site, site, 'it');
  });
  after(() => site?.close());
  beforeEach(async () => {
    await setMood('good');
    await site.portal.extensions.data.look();
    await notes().delete();
    const of = (contactId: number) => ({ contact_id: contactId, text: `note on ${contactId}` });
    await notes().insert([of(site.villani.contactId), of(site.torri.contactId)]);
  });

  const notes = () => site.portal.host.knex('portal_x_keeper__note');
  const keptOf = (contactId: number): Promise<unknown[]> => notes().where({ contact_id: contactId });
  const waiting = () => new ErasureStore(site.portal.host.knex, site.portal.host.wallClock.clock).waiting();
  const note = (contactId: number): Promise<void> =>
    site.portal.host.transaction((trx) => site.portal.extensions.data.note(trx, [contactId]));
  const setMood = async (mood: string): Promise<void> => {
    const { desk } = site.portal.extensions;
    const entry = await desk.find('keeper');
    await desk.saveSettings('keeper', new Map([['mood', mood]]), entry?.mark ?? '', TESTER);
  };
  const archive = async (): Promise<Readonly<Record<string, string>>> => {
    const { status, bytes } = await admin.get(`/admin/contacts/${site.villani.contactId}/data.zip`);
    assert.equal(status, 200);
    return Object.fromEntries(
      Object.entries(unzipSync(bytes)).map(([name, part]) => [name, Buffer.from(part).toString()]),
    );
  };

  it('should stand in the export of a contact’s data, and be explained there', async () => {
    const parts = await archive();
    const text = `note on ${site.villani.contactId}`;
    assert.deepEqual(JSON.parse(parts['extensions/keeper.json'] ?? ''), { notes: [{ text }] });
    assert.match(
      textOf(parts['index.html'] ?? ''),
      /extensions\/keeper\.json (Dati dell’estensione|Data of the extension) keeper/,
    );
    assert.doesNotMatch(parts['README.txt'] ?? '', /Non sono qui|Not here/);
  });

  it('should stand in what the command exports, which loads extensions for it', async () => {
    const { config, villani, portal, directory } = site;
    const [, file] = /^sqlite:(.+)$/.exec(config.databaseUrl) ?? [];
    if (file) await writeFile(join(dirname(file), 'access.json'), '{}');
    const out = join(directory, '..', `${basename(directory)}.zip`);
    const run = commandLine({
      PORTAL_DATABASE_URL: config.databaseUrl,
      PORTAL_STORAGE_DIR: config.storageDir,
      PORTAL_SECRET: config.secret,
      PORTAL_BASE_URL: portal.url,
      PORTAL_EXTENSIONS_DIR: directory,
      PORTAL_LOG_LEVEL: 'silent',
    });
    try {
      const { code, said } = await run(`contact export ${villani.email} --out ${out}`);
      assert.equal(code, 0, said);
      assert.ok(Object.keys(unzipSync(await readFile(out))).includes('extensions/keeper.json'));
    } finally {
      await rm(out, { force: true });
    }
  });

  it('should be named as missing where the extension fails, says nothing or is off, and the rest be there', async () => {
    for (const mood of ['throws', 'circular', 'silent']) {
      await setMood(mood);
      const parts = await archive();
      assert.equal(parts['extensions/keeper.json'], undefined, mood);
      assert.match(parts['README.txt'] ?? '', /(Non sono qui|Not here).*: keeper\./, mood);
      assert.ok(parts['crm/contact.json'], mood);
    }
    await site.disable('keeper');
    assert.match((await archive())['README.txt'] ?? '', /(Non sono qui|Not here).*: keeper\./);
    await site.enable('keeper');
    const [line] = await site.portal.stores.audit.list({ action: 'contact.dataExported' }, 1);
    assert.deepEqual(line?.details?.missing, ['keeper']);
    assert.ok(site.lines.some(({ extension, msg }) => extension === 'keeper' && /could not tell/.test(String(msg))));
  });

  it('should be forgotten once the extension is asked, and nothing of anybody else', async () => {
    await note(site.villani.contactId);
    assert.deepEqual(await waiting(), [{ extension: 'keeper', count: 1, lastError: '' }]);
    const { data } = site.portal.extensions;
    const done = await Promise.all([data.look(), data.look()]);
    assert.equal(done[0] + done[1], 1, 'of two that look at once, one asks');
    assert.deepEqual(await keptOf(site.villani.contactId), []);
    assert.equal((await keptOf(site.torri.contactId)).length, 1);
    assert.deepEqual(await waiting(), []);
  });

  it('should be asked for again after a failure, which is logged and shown, but not at once', async () => {
    const { data } = site.portal.extensions;
    await setMood('throws');
    await note(site.villani.contactId);
    assert.equal(await data.look(), 0);
    assert.deepEqual(await waiting(), [{ extension: 'keeper', count: 1, lastError: 'keeps what it has' }]);
    assert.ok(site.lines.some(({ extension, msg }) => extension === 'keeper' && /could not forget/.test(String(msg))));
    const health = textOf((await admin.get('/admin/health')).body);
    assert.match(health, /keeper: 1 \(keeps what it has\)/);
    await setMood('good');
    assert.equal(await data.look(), 0, 'the pause is not over');
    now += 16 * MINUTE;
    assert.equal(await data.look(), 1);
    assert.deepEqual(await keptOf(site.villani.contactId), []);
  });

  it('should wait for an extension that is off, and go with its tables', async () => {
    const { data, commandDesk } = site.portal.extensions;
    await site.disable('keeper');
    await note(site.villani.contactId);
    now += 2 * DAY;
    assert.equal(await data.look(), 0);
    assert.equal((await waiting()).length, 1);
    await site.enable('keeper');
    assert.equal(await data.look(), 1);
    assert.deepEqual(await keptOf(site.villani.contactId), []);

    await site.disable('keeper');
    await note(site.villani.contactId);
    const desk = commandDesk((work) => work(site.portal.host.knex));
    await desk.forget('keeper', { dropsData: false }, TESTER);
    assert.equal((await waiting()).length, 1, 'its tables are there still');
    await desk.forget('keeper', { dropsData: true }, TESTER);
    assert.deepEqual(await waiting(), []);
    await site.enable('keeper');
  });

  it('should be forgotten with what the portal itself forgets, whose erasing no extension stops', async () => {
    const { host, stores, extensions } = site.portal;
    const { contactId } = site.villani;
    await host.knex('portal_login').insert({ contact_id: contactId }).onConflict('contact_id').ignore();
    const erasure = createErasure({
      host,
      audit: stores.audit,
      extensions: extensions.data,
      erasureDays: () => 30,
      isEnabled: () => true,
      log: extensions.around.log,
    });
    await setMood('throws');
    const modifiedtime = host.wallClock.format(now - 31 * DAY);
    await host.knex('vte_crmentity').where({ crmid: contactId }).update({ deleted: 1, modifiedtime });
    assert.equal(await erasure.look(), 1);
    assert.deepEqual(await host.knex('portal_login').where({ contact_id: contactId }), []);
    assert.equal((await keptOf(contactId)).length, 1);
    await setMood('good');
    now += 16 * MINUTE;
    await extensions.data.look();
    assert.deepEqual(await keptOf(contactId), []);
    assert.equal((await keptOf(site.torri.contactId)).length, 1);
  });
});
