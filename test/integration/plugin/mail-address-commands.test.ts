import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eachPortal, type TestPortal } from '../../support/build-portal.js';
import { type CommandAnswer, commandLine } from '../../support/command-line.js';

const STOPPED_AT = Date.parse('2026-11-20T10:02:03Z');

eachPortal('portal mail addresses and use-again', (buildPortal) => {
  let portal: TestPortal;
  let run: (words: string) => Promise<CommandAnswer>;

  before(async () => {
    portal = await buildPortal();
    const { config } = portal;
    // Commands expect the embedded CRM's access data beside its database.
    await writeFile(join(config.storageDir, 'access.json'), '{}');
    run = commandLine({
      PORTAL_DATABASE_URL: config.databaseUrl,
      PORTAL_STORAGE_DIR: config.storageDir,
      PORTAL_SECRET: config.secret,
      PORTAL_BASE_URL: portal.portal.url,
      PORTAL_LOG_LEVEL: 'silent',
    });
  });
  after(() => portal?.close());

  const knex = () => portal.portal.host.knex;

  it('should say that no address refused a mail', async () => {
    assert.deepEqual(await run('mail addresses'), { code: 0, said: 'No address refused a mail.' });
    assert.deepEqual(await run('mail addresses --json'), { code: 0, said: '[]' });
    const unknown = await run('mail use-again nobody@acme.example');
    assert.equal(unknown.code, 1);
    assert.match(unknown.said, /nobody@acme\.example: has refused no mail/);
  });

  it('should list them, the stopped ones first, and print nothing a terminal would obey', async () => {
    const { contactId } = portal.villani;
    const known = { hard_count: 1, soft_count: 0, contact_id: contactId, last_at: STOPPED_AT, status: '', reason: '' };
    const reason = '550 5.1.1 no\u001b[2J such\nuser';
    await knex()('portal_mail_address').insert([
      { ...known, address: 'used@acme.example', hard_count: 0, soft_count: 2, last_at: STOPPED_AT + 60_000 },
      { ...known, address: 'gone@acme.example', status: '5.1.1', reason, stopped_at: STOPPED_AT },
    ]);
    const { code, said } = await run('mail addresses');
    assert.deepEqual(
      [code, ...said.split('\n')],
      [
        0,
        'stopped  2026-11-20 10:02 UTC  gone@acme.example  hard 1, soft 0  5.1.1  550 5.1.1 no [2J such user',
        'in use   2026-11-20 10:03 UTC  used@acme.example  hard 0, soft 2',
      ],
    );
    const [first] = JSON.parse((await run('mail addresses --json --limit 1')).said);
    assert.deepEqual(first, {
      address: 'gone@acme.example',
      contactId,
      hard: 1,
      soft: 0,
      status: '5.1.1',
      reason: '550 5.1.1 no [2J such user',
      lastAt: STOPPED_AT,
      stoppedAt: STOPPED_AT,
    });
    assert.equal((await run('mail addresses --limit x')).code, 2);
  });

  it('should let mails go again, whatever the case, once, and keep a record of it', async () => {
    assert.equal((await run('mail use-again Gone@ACME.example')).said, 'Mails go to Gone@ACME.example again.');
    assert.equal((await run('mail use-again gone@acme.example')).said, 'Mails go to gone@acme.example already.');
    const row = await knex()('portal_mail_address').where({ address: 'gone@acme.example' }).first();
    assert.equal(row.stopped_at, null);
    const entries = await knex()('portal_audit').where({ action: 'mail.addressUsedAgain' });
    assert.deepEqual(
      entries.map((entry) => [entry.actor_kind, entry.actor_name, entry.subject]),
      [['system', 'command line', 'gone@acme.example']],
    );
    assert.equal((await run('mail use-again')).code, 2);
  });

  it('should send what was cancelled meanwhile, and tell what came back from what arrived', async () => {
    const mail = { kind: 'comment-added', to_name: '', language: 'it', data: '{}', next_attempt_at: 0, created_at: 0 };
    const addresses = { to_address: 'gone@acme.example', contact_id: portal.villani.contactId };
    const history = JSON.stringify([{ at: STOPPED_AT, what: 'refused', reason: '550 5.1.1' }]);
    await knex()('portal_mail').insert([
      {
        ...mail,
        ...addresses,
        unique_key: 'a',
        message_id: '<a@acme.example>',
        state: 'cancelled',
        gate_reason: 'stopped',
      },
      { ...mail, ...addresses, unique_key: 'b', message_id: '<b@acme.example>', state: 'sent', sent_at: 0, history },
    ]);
    const ids: Record<string, number> = {};
    for (const { id, unique_key: key } of await knex()('portal_mail').whereIn('unique_key', ['a', 'b'])) ids[key] = id;
    assert.match((await run('mail list')).said, new RegExp(`^${ids.b} {2}.* UTC {2}came back {2}comment-added `, 'm'));
    assert.equal((await run(`mail retry ${ids.b}`)).code, 1);
    assert.equal((await run(`mail retry ${ids.a}`)).code, 0);
    const row = await knex()('portal_mail').where({ id: ids.a }).first();
    assert.deepEqual([row.state, row.gate_reason], ['waiting', null]);
  });
});
