import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { HostUnavailableError } from '../../../src/core/errors.js';
import { FileStorage } from '../../../src/host/vtenext/storage.js';
import { storageFolder, storagePath, storedName } from '../../../src/host/vtenext/storage-names.js';

describe('storedName', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['errore_display.txt', 'errore_display.txt'],
    ['Listino città 2026.csv', 'Listino_città_2026.csv'],
    ['a:b/c\\d.pdf', 'abcd.pdf'],
    ['../../etc/passwd', 'etcpasswd'],
    ['.htaccess', 'htaccess'],
    ['shell.php', 'shell.phpfile.txt'],
    ['shell.PHP.jpg', 'shell.PHPfile.jpg.txt'],
    ['page.html', 'page.htmlfile.txt'],
    ['line\nbreak\u0000.pdf', 'line_break_.pdf'],
    ['', 'file'],
    ['...', 'file'],
  ];
  for (const [name, stored] of cases) {
    it(`should store ${JSON.stringify(name)} as ${stored}`, () => {
      assert.equal(storedName(name), stored);
    });
  }

  it('should cut a long name before its extension, on a character boundary', () => {
    const stored = storedName(`${'è'.repeat(300)}.pdf`);
    assert.equal(stored, `${'è'.repeat(98)}.pdf`);
  });
});

describe('storageFolder', () => {
  it('should count the weeks of a month as the CRM does', () => {
    assert.equal(storageFolder('2026-11-07'), 'storage/2026/November/week1/');
    assert.equal(storageFolder('2026-11-08'), 'storage/2026/November/week2/');
    assert.equal(storageFolder('2027-01-31 23:59:59'), 'storage/2027/January/week5/');
  });
});

describe('FileStorage', () => {
  let folder: string;
  let root: string;
  let storage: FileStorage;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portal-storage-'));
    root = join(folder, 'crm');
    await mkdir(join(root, 'storage'), { recursive: true });
    storage = new FileStorage(root);
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function temporary(content: string): Promise<string> {
    const path = join(folder, 'upload.tmp');
    await writeFile(path, content, { mode: 0o600 });
    return path;
  }

  describe('#place', () => {
    it('should put the file where the CRM looks for it, readable for its group only', async () => {
      const path = storagePath('2026-11-23', 52, 'Foto display.png');
      await storage.place(await temporary('bytes'), path);
      assert.equal(path, 'storage/2026/November/week4/52_Foto_display.png');
      assert.equal(await readFile(join(root, path), 'utf8'), 'bytes');
      assert.equal((await stat(join(root, path))).mode & 0o777, 0o640);
    });

    it('should give every new folder the empty page, and leave no temporary file', async () => {
      await storage.place(await temporary('bytes'), storagePath('2026-11-23', 52, 'a.txt'));
      for (const part of ['2026', '2026/November', '2026/November/week4']) {
        const page = join(root, 'storage', part, 'index.html');
        assert.equal(await readFile(page, 'utf8'), '<html></html>\n', part);
        assert.equal((await stat(join(root, 'storage', part))).mode & 0o777, 0o750, part);
      }
      assert.deepEqual((await readdir(join(root, 'storage/2026/November/week4'))).sort(), ['52_a.txt', 'index.html']);
      assert.deepEqual(await readdir(folder), ['crm']);
    });

    const otherFileSystem = '/dev/shm';
    (existsSync(otherFileSystem) ? it : it.skip)('should take a file from another file system', async () => {
      const away = await mkdtemp(join(otherFileSystem, 'portal-'));
      await writeFile(join(away, 'upload'), 'from afar');
      const path = storagePath('2026-11-23', 52, 'a.txt');
      await storage.place(join(away, 'upload'), path);
      assert.equal(await readFile(join(root, path), 'utf8'), 'from afar');
      assert.equal((await stat(join(root, path))).mode & 0o777, 0o640);
      assert.deepEqual(await readdir(away), []);
      await rm(away, { recursive: true });
    });

    it('should not replace a file that is there', async () => {
      const path = storagePath('2026-11-23', 52, 'a.txt');
      await storage.place(await temporary('first'), path);
      await assert.rejects(
        storage.place(await temporary('second'), storagePath('2026-11-23', 52, 'a.txt')),
        HostUnavailableError,
      );
      assert.equal(await readFile(join(root, path), 'utf8'), 'first');
    });

    it('should say that the storage is unavailable when it cannot write', async () => {
      await rm(join(root, 'storage'), { recursive: true });
      await writeFile(join(root, 'storage'), 'no folder');
      await assert.rejects(
        storage.place(await temporary('bytes'), storagePath('2026-11-23', 1, 'a.txt')),
        HostUnavailableError,
      );
    });
  });

  describe('#open', () => {
    it('should give bytes and size of a stored file', async () => {
      const path = storagePath('2026-11-23', 7, 'a.txt');
      await storage.place(await temporary('hello'), path);
      const file = await storage.open(path);
      assert.ok(file);
      assert.equal(file.bytes, 5);
      assert.equal(await text(file.handle.createReadStream()), 'hello');
    });

    it('should not find what is missing, a folder, or anything outside of the storage', async () => {
      await writeFile(join(root, 'config.inc.php'), 'secret');
      await writeFile(join(folder, 'secret'), 'secret');
      await symlink(join(folder, 'secret'), join(root, 'storage', '9_link'));
      await mkdir(join(root, 'storage', '8_folder'));
      for (const path of [
        'storage/1_missing',
        'storage/8_folder',
        'storage/9_link',
        'storage/../config.inc.php',
        '../secret',
        join(folder, 'secret'),
        'config.inc.php',
        `storage/${'x'.repeat(300)}`,
      ]) {
        assert.equal(await storage.open(path), undefined, path);
      }
    });
  });

  describe('#remove', () => {
    it('should take a placed file away, and not mind a missing one', async () => {
      const path = storagePath('2026-11-23', 7, 'a.txt');
      await storage.place(await temporary('hello'), path);
      await storage.remove(path);
      await storage.remove(path);
      assert.equal(await storage.open(path), undefined);
    });

    it('should never reach outside of the storage', async () => {
      const secret = join(folder, 'secret');
      await writeFile(secret, 'secret');
      await assert.rejects(storage.remove('../secret'));
      assert.equal(await readFile(secret, 'utf8'), 'secret');
    });
  });
});
