import assert from 'node:assert/strict';
import { readTableColumns } from '../../../src/host/database-facts.js';
import { eraseContacts, personalContactIds } from '../../../src/store/erase-contacts.js';
import { portalTables } from '../../../src/store/migrator.js';
import { personalTables } from '../../../src/store/personal-tables.js';
import { purgeExpired } from '../../../src/store/purge.js';
import { buildClock, eachStore, type StoreDatabase, type TestClock } from '../../support/store-databases.js';

const DAY = 86_400_000;
const retention = { auditDays: 365, mailBodyDays: 90, erasureDays: 30 };

eachStore('What the portal keeps of people', (buildStore) => {
  let store: StoreDatabase;
  let clock: TestClock;

  before(async () => {
    store = await buildStore();
  });
  after(() => store.close());
  beforeEach(async () => {
    clock = buildClock();
    for (const { table } of personalTables) await store.knex(table).delete();
  });

  const mail = (key: string, state: string, sentAt: number | null, contactId = 21) => ({
    unique_key: key,
    kind: 'activation',
    contact_id: contactId,
    to_address: 'a@b.example',
    language: 'it',
    data: '{"userName":"a@b.example"}',
    message_id: `<${key}@x>`,
    state,
    next_attempt_at: 0,
    created_at: 0,
    sent_at: sentAt,
  });
  const audit = (at: number, contactId: number | null, actorId: number, actorName: string) => ({
    at,
    action: 'contact.signedIn',
    actor_kind: 'customer',
    actor_id: actorId,
    actor_name: actorName,
    contact_id: contactId,
    subject: actorName,
    network: '192.0.2.1',
  });

  it('should have a line for every table that holds a contact’s id', async () => {
    const columns = await readTableColumns(store.knex);
    const known = new Set(personalTables.map(({ table, contact }) => `${table}.${contact}`));
    const missing = portalTables.filter(
      (table) => columns.get(table)?.has('contact_id') && !known.has(`${table}.contact_id`),
    );
    assert.deepEqual(missing, []);
    for (const { table, contact, exported, erasure } of personalTables) {
      const names = [contact, ...exported, ...(erasure === 'delete' ? [] : Object.keys(erasure))];
      for (const name of names) assert.ok(columns.get(table)?.has(name), `${table}.${name}`);
    }
  });

  it('should export no hash, token, key or lease of any table', () => {
    const secret = /hash|token|mac\b|_mac|secret|password(?!_changed_at)|unique_key|submission_key|lease|family|digest/;
    for (const { table, exported } of personalTables)
      assert.deepEqual(
        exported.filter((column) => secret.test(column)),
        [],
        table,
      );
  });

  it('should let go old audit lines and the text of sent mails, and nothing else', async () => {
    const now = clock.now();
    await store
      .knex('portal_mail')
      .insert([
        mail('old', 'sent', now - 91 * DAY),
        mail('new', 'sent', now - 89 * DAY),
        mail('failed', 'failed', null),
      ]);
    await store.knex('portal_audit').insert([audit(now - 366 * DAY, 21, 21, 'A'), audit(now - 364 * DAY, 21, 21, 'B')]);
    assert.equal(await purgeExpired(store.knex, clock), 0, 'without days everything stays');
    assert.equal(await purgeExpired(store.knex, clock, retention), 2);
    assert.equal(await purgeExpired(store.knex, clock, retention), 0);
    const bodies = await store.knex('portal_mail').orderBy('id').select('unique_key', 'data', 'to_address');
    assert.deepEqual(
      bodies.map(({ unique_key, data }) => [unique_key, data === '{}']),
      [
        ['old', true],
        ['new', false],
        ['failed', false],
      ],
    );
    assert.equal(bodies[0]?.to_address, 'a@b.example');
    assert.deepEqual(await store.knex('portal_audit').pluck('actor_name'), ['B']);
  });

  it('should let go sessions of administrators that are over, with where they came from', async () => {
    const session = (name: string, expiresAt: number) => ({
      id_hash: name,
      user_id: 1,
      kind: 'full',
      created_at: 0,
      seen_at: 0,
      expires_at: expiresAt,
      network: '192.0.2.1',
    });
    await store
      .knex('portal_admin_session')
      .insert([session('over', clock.now() - 1), session('open', clock.now() + 1000)]);
    await purgeExpired(store.knex, clock);
    assert.deepEqual(await store.knex('portal_admin_session').pluck('id_hash'), ['open']);
  });

  it('should let go addresses that refused nothing for long, unless nothing is sent to them', async () => {
    const address = (name: string, lastAt: number, stoppedAt: number | null = null) => ({
      address: `${name}@acme.example`,
      soft_count: 1,
      last_at: lastAt,
      stopped_at: stoppedAt,
    });
    const now = clock.now();
    await store
      .knex('portal_mail_address')
      .insert([
        address('old', now - 91 * DAY),
        address('new', now - 89 * DAY),
        address('stopped', now - 400 * DAY, now - 400 * DAY),
      ]);
    assert.equal(await purgeExpired(store.knex, clock), 1);
    assert.deepEqual(await store.knex('portal_mail_address').orderBy('id').pluck('address'), [
      'new@acme.example',
      'stopped@acme.example',
    ]);
  });

  it('should forget a contact in every table, once, and touch nobody else', async () => {
    const { knex } = store;
    await knex('portal_login').insert([{ contact_id: 21 }, { contact_id: 22 }]);
    await knex('portal_mail').insert([mail('a', 'sent', 1, 21), mail('b', 'waiting', null, 22)]);
    const refused = { hard_count: 1, last_at: 1, stopped_at: 1 };
    await knex('portal_mail_address').insert([
      { ...refused, address: 'a@b.example', contact_id: 21 },
      { ...refused, address: 'c@d.example', contact_id: 22 },
    ]);
    await knex('portal_file').insert({
      attachment_id: 1,
      document_id: 2,
      ticket_id: 3,
      contact_id: 21,
      bytes: 4,
      created_at: 5,
    });
    await knex('portal_draft').insert({
      contact_id: 21,
      place: 'HelpDesk/new',
      content: '{}',
      submission_key: 'k',
      revision: 1,
      saved_at: 1,
      expires_at: 9,
    });
    const draft = await knex('portal_draft').first('id');
    const file = {
      id: 'f',
      draft_id: draft.id,
      contact_id: 21,
      name: 'a.txt',
      type: 'text/plain',
      bytes: 1,
      digest: 'd',
      created_at: 1,
    };
    await knex('portal_draft_file').insert(file);
    await knex('portal_draft_piece').insert({ file_id: 'f', position: 0, bytes: Buffer.from('x') });
    await knex('portal_audit').insert([
      audit(1, 21, 21, 'Villani'),
      audit(2, 22, 21, 'Villani'),
      audit(3, 22, 22, 'Bellini'),
    ]);
    assert.deepEqual(await personalContactIds(knex, 0, 100), [21, 22]);
    const erased = await knex.transaction((trx) => eraseContacts(trx, [21]));
    assert.ok(erased >= 8, String(erased));
    assert.equal(await knex.transaction((trx) => eraseContacts(trx, [21])), 0, 'there is nothing left to erase');
    assert.deepEqual(await personalContactIds(knex, 0, 100), [22]);
    for (const table of ['portal_draft', 'portal_draft_file', 'portal_draft_piece'])
      assert.equal((await knex(table)).length, 0, table);
    assert.deepEqual(await knex('portal_login').pluck('contact_id'), [22]);
    assert.deepEqual(await knex('portal_mail_address').pluck('address'), ['c@d.example']);
    assert.deepEqual(await knex('portal_file').select('contact_id', 'ticket_id'), [{ contact_id: 0, ticket_id: 3 }]);
    const lines = await knex('portal_audit')
      .orderBy('id')
      .select('actor_id', 'actor_name', 'contact_id', 'subject', 'network');
    assert.deepEqual(lines, [
      { actor_id: 21, actor_name: '', contact_id: 21, subject: '', network: '' },
      { actor_id: 21, actor_name: '', contact_id: 22, subject: 'Villani', network: '' },
      { actor_id: 22, actor_name: 'Bellini', contact_id: 22, subject: 'Bellini', network: '192.0.2.1' },
    ]);
  });
});
