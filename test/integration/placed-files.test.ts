import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { UploadedFile } from '../../src/web/form.js';
import { eachPortal, type TestPortal } from '../support/build-portal.js';

eachPortal('Placed files', (buildPortal) => {
  let test: TestPortal;
  let folder: string;

  before(async () => {
    test = await buildPortal();
    folder = await mkdtemp(join(tmpdir(), 'portal-placed-'));
  });

  after(async () => {
    await test.close();
    await rm(folder, { recursive: true });
  });

  async function uploaded(name: string): Promise<UploadedFile> {
    const path = join(folder, name);
    await writeFile(path, 'bytes');
    return { path, name, bytes: 5, digest: '', type: 'text/plain' };
  }

  const waiting = (): Promise<{ path: string }[]> => test.portal.host.knex('portal_placed_file').select('path');
  const storedFiles = (): string[] =>
    readdirSync(join(test.config.storageDir, 'storage'), { recursive: true, encoding: 'utf8' }).filter(
      (path) => path.endsWith('.txt') && /\/\d+_/.test(path),
    );

  async function viewer() {
    const found = await test.portal.services.viewers.load(test.villani.contactId);
    assert.ok(found);
    return found;
  }

  it('should cross a file out with its rows', async () => {
    const { services, host } = test.portal;
    const person = await viewer();
    const { stored } = await services.ticketFiles.store(person, [await uploaded('kept.txt')], async (insertRows) => {
      assert.equal((await waiting()).length, 1);
      const ticket = await host.tickets.reserve();
      await host.transaction((trx) => insertRows(trx, ticket.ticketId));
    });
    assert.deepEqual(await waiting(), []);
    assert.ok(existsSync(join(test.config.storageDir, stored[0]?.path ?? 'none')));
  });

  it('should take the bytes away again when the write fails', async () => {
    const before = storedFiles();
    const failing = test.portal.services.ticketFiles.store(await viewer(), [await uploaded('lost.txt')], async () => {
      assert.equal(storedFiles().length, before.length + 1);
      throw new Error('the write failed');
    });
    await assert.rejects(failing, /the write failed/);
    assert.deepEqual(storedFiles(), before);
    assert.deepEqual(await waiting(), []);
  });

  it('should keep the bytes when the write was committed after all', async () => {
    const { services, host } = test.portal;
    const before = storedFiles().length;
    const lost = services.ticketFiles.store(await viewer(), [await uploaded('committed.txt')], async (insertRows) => {
      const ticket = await host.tickets.reserve();
      await host.transaction((trx) => insertRows(trx, ticket.ticketId));
      throw new Error('the answer of COMMIT was lost');
    });
    await assert.rejects(lost, /COMMIT/);
    assert.equal(storedFiles().length, before + 1);
  });

  it('should sweep what a killed process left behind, but nothing younger than an hour', async () => {
    const { host, services, stores } = test.portal;
    const [old, young] = ['storage/2026/November/week4/900001_old.txt', 'storage/2026/November/week4/900002_new.txt'];
    for (const path of [old, young]) {
      await stores.placed.announce(path);
      await host.documents.place((await uploaded('left.txt')).path, path);
    }
    await host
      .knex('portal_placed_file')
      .where({ path: old })
      .update({ placed_at: Date.now() - 2 * 3_600_000 });
    await services.storedFiles.sweep();
    assert.ok(!existsSync(join(test.config.storageDir, old)));
    assert.ok(existsSync(join(test.config.storageDir, young)));
    assert.deepEqual(await waiting(), [{ path: young }]);
  });
});
