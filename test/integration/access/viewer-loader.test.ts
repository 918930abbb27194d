import assert from 'node:assert/strict';
import type { Knex } from 'knex';
import { ViewerLoader } from '../../../src/access/viewer-loader.js';
import { createWallClock } from '../../../src/core/clock.js';
import type { HostContact } from '../../../src/host/host-adapter.js';
import { migrate } from '../../../src/store/migrator.js';
import { ProfileStore } from '../../../src/store/profile-store.js';
import { buildContact, buildProfile } from '../../support/access-builders.js';
import { eachEmptyHost } from '../../support/empty-hosts.js';

const clock = { now: () => Date.parse('2026-06-15T10:00:00Z') };
const wallClock = createWallClock('Europe/Rome', clock);

eachEmptyHost('ViewerLoader', (open) => {
  let knex: Knex;
  let profiles: ProfileStore;
  let profileId: string;

  beforeEach(async () => {
    knex = await open();
    await migrate(knex, clock);
    profiles = new ProfileStore(knex, clock);
    profileId = (await profiles.create(buildProfile({ name: 'First' }), 'test')).id;
  });

  const build = (contact: HostContact | undefined, graceDays = 0): ViewerLoader =>
    new ViewerLoader({ contacts: { byId: async () => contact }, profiles, wallClock, graceDays: () => graceDays });

  it('should load a customer with both forms of the name', async () => {
    const viewer = await build(buildContact()).load(3);
    assert.deepEqual(
      [viewer?.crmName, viewer?.name, viewer?.profile.name, viewer?.mayWrite],
      ['Rossi Ada', 'Ada Rossi', 'First', true],
    );
  });

  it('should load nobody without access', async () => {
    assert.equal(await build(undefined).load(3), undefined);
    assert.equal(await build(buildContact({ isDeleted: true })).load(3), undefined);
    assert.equal(await build(buildContact({ hasPortal: false })).load(3), undefined);
    assert.equal(await build(buildContact({ supportEnd: '2026-06-14' })).load(3), undefined);
  });

  it('should let an expired customer read in the grace period', async () => {
    const viewer = await build(buildContact({ supportEnd: '2026-06-14' }), 1).load(3);
    assert.equal(viewer?.mayWrite, false);
  });

  it('should load nobody when there is no profile at all', async () => {
    await knex('portal_profile').delete();
    assert.equal(await build(buildContact()).load(3), undefined);
  });

  it('should see a published version and a new assignment at the next request', async () => {
    const loader = build(buildContact());
    assert.equal((await loader.load(3))?.profile.name, 'First');
    await profiles.publish(profileId, buildProfile({ name: 'Changed' }), 'test');
    assert.equal((await loader.load(3))?.profile.name, 'Changed');
    const other = await profiles.create(buildProfile({ name: 'Other' }), 'test');
    await profiles.assign(3, other.id);
    assert.equal((await loader.load(3))?.profile.name, 'Other');
    await profiles.assign(3, undefined);
    assert.equal((await loader.load(3))?.profile.name, 'Changed');
  });

  it('should ask for the document once and then only for the pointer', async () => {
    const loader = build(buildContact());
    const statements: string[] = [];
    knex.on('query', ({ sql }: { sql: string }) => statements.push(sql));
    await loader.load(3);
    assert.equal(statements.length, 2);
    await loader.load(3);
    assert.equal(statements.length, 3);
  });
});
