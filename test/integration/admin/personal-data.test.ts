import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { unzipSync } from 'fflate';
import { runCommand } from '../../../src/cli/program.js';
import { silentLogger } from '../../../src/core/logger.js';
import { createErasure } from '../../../src/features/retention/erasure.js';
import { signInAdmin } from '../../support/admin.js';
import { eachPortal } from '../../support/build-portal.js';
import { filePart } from '../../support/multipart.js';
import { createTicket, openTicketSite, type TicketSite } from '../../support/ticket-site.js';
import type { Visitor } from '../../support/visitor.js';

const DAY = 86_400_000;

eachPortal('Personal data', (buildPortal) => {
  let on: TicketSite;
  let admin: Visitor;
  let contactId: number;

  before(async () => {
    on = await openTicketSite(buildPortal);
    ({ contactId } = on.test.villani);
    admin = await signInAdmin(on.site, on.test, 'it');
    const ticket = await createTicket(on.villani, 'Ponte <b>rotto</b>');
    await on.villani.submit(`/HelpDesk/${ticket}`, { comment: 'Guardate qui' }, `/HelpDesk/${ticket}/comments`);
    await on.villani.submit(`/HelpDesk/${ticket}`, {}, `/HelpDesk/${ticket}/files`, [
      filePart('../foto.txt', 'una foto'),
    ]);
  });
  after(() => on?.close());

  const texts = (zip: Uint8Array): Readonly<Record<string, string>> =>
    Object.fromEntries(Object.entries(unzipSync(zip)).map(([name, bytes]) => [name, Buffer.from(bytes).toString()]));

  it('should be a ZIP with all that portal and CRM hold, explained, and without secrets', async () => {
    await on.test.portal.services.links.inviteContact(contactId);
    const said = '550 5.1.1 user unknown';
    const refused = { address: on.test.villani.email, contact_id: contactId, status: '5.1.1', reason: said };
    await on.knex('portal_mail_address').insert({ ...refused, hard_count: 1, last_at: 1, stopped_at: 1 });
    assert.match(
      (await admin.get(`/admin/contacts/${contactId}`)).body,
      new RegExp(`/admin/contacts/${contactId}/data"`),
    );
    const page = await admin.get(`/admin/contacts/${contactId}/data`);
    assert.match(page.body, new RegExp(`/admin/contacts/${contactId}/data\\.zip`));
    const answer = await admin.get(`/admin/contacts/${contactId}/data.zip`);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['content-type'], 'application/zip');
    assert.match(String(answer.headers['content-disposition']), /attachment.*personal-data-/);
    const parts = texts(answer.bytes);
    for (const name of ['index.html', 'README.txt', 'crm/contact.json', 'crm/tickets.json', 'crm/documents.json'])
      assert.ok(parts[name], name);
    for (const name of ['login', 'session', 'mail', 'file', 'audit', 'token'])
      assert.ok(parts[`portal/${name}.json`], name);
    assert.deepEqual(
      (JSON.parse(parts['portal/mail_address.json'] ?? '') as Record<string, unknown>[]).map((row) => [
        row.address,
        row.hard_count,
        row.reason,
      ]),
      [[on.test.villani.email, 1, said]],
    );
    const tickets = JSON.parse(parts['crm/tickets.json'] ?? '') as { comments: { text: string }[] }[];
    assert.ok(tickets.some(({ comments }) => comments.some(({ text }) => text.includes('Guardate qui'))));
    const sent = Object.keys(parts).filter((name) => name.startsWith('files/'));
    assert.equal(sent.length, 1);
    assert.match(sent[0] ?? '', /^files\/\d+-[^/\\]+$/);
    assert.equal(parts[sent[0] ?? ''], 'una foto');
    for (const name of Object.keys(parts))
      if (name.endsWith('.json')) assert.ok(parts['index.html']?.includes(name), name);
    const all = Object.values(parts).join('\n');
    const login = await on.knex('portal_login').where({ contact_id: contactId }).first();
    const token = await on.knex('portal_token').where({ contact_id: contactId }).orderBy('created_at', 'desc').first();
    const session = await on.knex('portal_session').where({ contact_id: contactId }).first();
    const info = await on.knex('vte_portalinfo').where({ id: contactId }).first();
    for (const secret of [login.password_hash, token.id, token.token_hash, session.id_hash, info.user_password])
      assert.ok(secret && !all.includes(secret), 'a secret is in the archive');
    assert.doesNotMatch(parts['index.html'] ?? '', /<script|<b>rotto/);
    const recorded = await on.knex('portal_audit').where({ action: 'contact.dataExported' });
    assert.deepEqual(
      recorded.map((row) => [row.actor_kind, row.contact_id]),
      [['admin', contactId]],
    );
  });

  it('should tell of what others did without their names and addresses', async () => {
    await admin.submit('/admin/view', { contact: String(contactId) });
    const { bytes } = await admin.get(`/admin/contacts/${contactId}/data.zip`);
    const lines = JSON.parse(texts(bytes)['portal/audit.json'] ?? '') as Record<string, unknown>[];
    const others = lines.filter((line) => line.actor_kind === 'admin');
    assert.ok(others.some(({ action }) => action === 'contact.viewed'));
    for (const { actor_name, network } of others) assert.deepEqual([actor_name, network], ['', '']);
    const own = lines.filter((line) => line.action === 'contact.signedIn');
    assert.ok(own.length > 0 && own.every(({ actor_name, network }) => actor_name !== '' && network !== ''));
    assert.ok(lines.every((line) => !('actor_id' in line)));
  });

  it('should be for administrators only and know no contact that is not there', async () => {
    for (const path of [`/admin/contacts/${contactId}/data`, `/admin/contacts/${contactId}/data.zip`])
      assert.match((await on.villani.get(path)).location, /^\/admin\/sign-in/);
    for (const path of ['/admin/contacts/999999/data', '/admin/contacts/999999/data.zip', '/admin/contacts/x/data.zip'])
      assert.equal((await admin.get(path)).status, 404, path);
  });

  it('should send the rest when a file is gone from the storage', async () => {
    const file = await on.knex('portal_file').where({ contact_id: contactId }).first();
    const { path } = await on.knex('vte_attachments').where({ attachmentsid: file.attachment_id }).first('path');
    await on.knex('vte_attachments').where({ attachmentsid: file.attachment_id }).update({ path: 'storage/nowhere/' });
    const parts = texts((await admin.get(`/admin/contacts/${contactId}/data.zip`)).bytes);
    assert.ok(parts['crm/tickets.json']);
    assert.equal(Object.entries(parts).find(([name]) => name.startsWith('files/'))?.[1], '');
    await on.knex('vte_attachments').where({ attachmentsid: file.attachment_id }).update({ path });
  });

  it('should break off alone when a disk fails in the middle of a file', async () => {
    const { documents } = on.test.portal.host;
    const failing = (): Readable =>
      new Readable({
        read() {
          this.destroy(new Error('EIO'));
        },
      });
    Object.assign(documents, { open: async () => ({ stream: failing(), bytes: 9 }) });
    try {
      await assert.rejects(admin.get(`/admin/contacts/${contactId}/data.zip`));
    } finally {
      Reflect.deleteProperty(documents, 'open');
    }
    assert.equal((await admin.get(`/admin/contacts/${contactId}/data.zip`)).status, 200);
  });

  it('should be a command that writes a file of one’s own and overwrites none', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'portal-export-'));
    const out = join(folder, 'data.zip');
    const { config, portal, villani } = on.test;
    // Commands expect the embedded CRM's access data beside its database.
    await writeFile(join(config.storageDir, 'access.json'), '{}');
    const environment = {
      PORTAL_DATABASE_URL: config.databaseUrl,
      PORTAL_STORAGE_DIR: config.storageDir,
      PORTAL_SECRET: config.secret,
      PORTAL_BASE_URL: portal.url,
      PORTAL_LOG_LEVEL: 'silent',
    };
    const lines: string[] = [];
    const output = { out: (line: string) => lines.push(line), err: (line: string) => lines.push(line) };
    const run = (email: string) => runCommand(['contact', 'export', email, '--out', out], { environment, output });
    try {
      assert.equal(await run('nobody@nowhere.example'), 1);
      assert.equal(await run(villani.email), 0, lines.join('\n'));
      assert.equal((await stat(out)).mode & 0o777, 0o600);
      assert.ok(texts(await readFile(out))['crm/contact.json']);
      assert.equal(await run(villani.email), 1);
      assert.match(lines.at(-1) ?? '', /is there already/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('should be erased once the CRM deleted the contact long enough ago, and not before', async () => {
    const { host, stores, extensions } = on.test.portal;
    let days = 30;
    const erasure = createErasure({
      host,
      audit: stores.audit,
      extensions: extensions.data,
      erasureDays: () => days,
      isEnabled: () => true,
      log: silentLogger,
    });
    const entity = () => on.knex('vte_crmentity').where({ crmid: contactId });
    const mails = async () => (await on.knex('portal_mail').where({ contact_id: contactId })).length;
    assert.ok((await mails()) > 0);
    assert.equal(await erasure.look(), 0, 'everybody lives');
    const [row] = await on.knex('vte_crmentity').max({ highest: 'crmid' });
    const newer = { contact_id: Number(row?.highest) + 5 };
    await on.knex('portal_login').insert(newer);
    assert.equal(await erasure.look(), 0, 'one newer than all the CRM has is lost to a backup');
    await on.knex('portal_login').where(newer).delete();
    const ago = (count: number) => host.wallClock.format(host.wallClock.clock.now() - count * DAY);
    await entity().update({ deleted: 1, modifiedtime: ago(29) });
    assert.equal(await erasure.look(), 0, 'deleted yesterday');
    await entity().update({ modifiedtime: ago(31) });
    assert.equal(await erasure.look(), 1);
    assert.equal(await mails(), 0);
    assert.deepEqual(await on.knex('portal_mail_address').where({ contact_id: contactId }), []);
    days = 0;
    assert.equal(await erasure.look(), 0, 'nothing is left');
    await entity().update({ deleted: 0 });
  });
});
