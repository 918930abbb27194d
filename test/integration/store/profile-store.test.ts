import assert from 'node:assert/strict';
import type { Knex } from 'knex';
import { migrate } from '../../../src/store/migrator.js';
import { ProfileStore } from '../../../src/store/profile-store.js';
import { eachEmptyHost } from '../../support/empty-hosts.js';

const clock = { now: () => 1_790_000_000_000 };

eachEmptyHost('ProfileStore', (open) => {
  let knex: Knex;
  let profiles: ProfileStore;

  beforeEach(async () => {
    knex = await open();
    await migrate(knex, clock);
    profiles = new ProfileStore(knex, clock);
  });

  it('should make the first profile the default of everybody', async () => {
    assert.equal(await profiles.pointerOf(5), undefined);
    const first = await profiles.create({ name: 'First' }, 'test');
    await profiles.create({ name: 'Second' }, 'test');
    assert.deepEqual(await profiles.pointerOf(5), first);
    assert.deepEqual(
      (await profiles.list()).map((profile) => [profile.name, profile.isDefault]),
      [
        ['First', true],
        ['Second', false],
      ],
    );
  });

  it('should prefer the own profile of a contact, and only of that one', async () => {
    const first = await profiles.create({ name: 'First' }, 'test');
    const second = await profiles.create({ name: 'Second' }, 'test');
    await profiles.assign(5, second.id);
    assert.deepEqual(await profiles.pointerOf(5), second);
    assert.deepEqual(await profiles.pointerOf(6), first);
    await profiles.assign(5, first.id);
    assert.deepEqual(await profiles.pointerOf(5), first);
    await profiles.assign(5, second.id);
    await profiles.assign(5, undefined);
    assert.deepEqual(await profiles.pointerOf(5), first);
  });

  it('should move the pointer at publishing and keep every version', async () => {
    const { id } = await profiles.create({ name: 'One' }, 'test');
    const second = await profiles.publish(id, { name: 'Two – «accentuà» 🙂' }, 'test');
    assert.deepEqual(second, { id, version: 2 });
    assert.deepEqual(await profiles.pointerOf(5), second);
    assert.deepEqual(await profiles.document(id, 1), { name: 'One' });
    assert.deepEqual(await profiles.document(id, 2), { name: 'Two – «accentuà» 🙂' });
    assert.equal(await profiles.document(id, 3), undefined);
    assert.equal((await profiles.list())[0]?.name, 'Two – «accentuà» 🙂');
  });

  it('should answer the pointer with one statement', async () => {
    await profiles.create({ name: 'First' }, 'test');
    const statements: string[] = [];
    knex.on('query', ({ sql }: { sql: string }) => statements.push(sql));
    await profiles.pointerOf(5);
    assert.equal(statements.length, 1);
  });
});
