import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareUploadDirectory, TemporaryFiles } from '../../../src/web/upload/temporary-files.js';

describe('temporary files', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portal-temporary-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('should lie in a closed folder, under random names, and go together', async () => {
    const directory = join(folder, 'deep', 'uploads');
    await prepareUploadDirectory(directory);
    assert.equal((await stat(directory)).mode & 0o777, 0o700);
    const files = new TemporaryFiles(directory);
    const [first, second] = [await files.create(), await files.create()];
    await first.write(Buffer.from('x'));
    await Promise.all([first.close(), second.close()]);
    assert.notEqual(first.path, second.path);
    assert.equal((await stat(first.path)).mode & 0o777, 0o600);
    await files.removeAll();
    assert.deepEqual(await readdir(directory), []);
    await assert.rejects(files.create(), /over/);
  });

  it('should leave nothing behind when the request ends while a file is being made', async () => {
    const files = new TemporaryFiles(folder);
    const making = files.create();
    await files.removeAll();
    await assert.rejects(making, /over/);
    assert.deepEqual(await readdir(folder), []);
  });

  it('should clear at start what is older than an hour, and nothing else', async () => {
    const old = new Date(Date.now() - 2 * 3_600_000);
    for (const name of ['upload-old', 'upload-new', 'other']) await writeFile(join(folder, name), 'x');
    for (const name of ['upload-old', 'other']) await utimes(join(folder, name), old, old);
    await prepareUploadDirectory(folder);
    assert.deepEqual((await readdir(folder)).sort(), ['other', 'upload-new']);
  });

  it('should refuse a folder that somebody put a link in place of', async () => {
    const link = join(folder, 'link');
    await symlink(tmpdir(), link);
    await assert.rejects(prepareUploadDirectory(link), /not a folder/);
  });
});
