import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { judgeFile } from '../../../src/web/upload/judge-file.js';

const PDF = Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj\n', 'latin1');
const ZIP = Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(60)]);
const COMPOUND = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]);
const EXECUTABLE = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]);

describe('judgeFile', () => {
  const allowed = ['pdf', 'txt', 'csv', 'zip', 'doc', 'docx', 'png', 'xyz'];
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portal-judge-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  async function judge(name: string, content: Buffer | string) {
    const path = join(folder, 'file');
    await writeFile(path, content);
    const verdict = await judgeFile(path, name, allowed);
    return verdict.ok ? verdict.type : verdict.fault.code;
  }

  const accepted: readonly (readonly [string, Buffer | string, string])[] = [
    ['a.pdf', PDF, 'application/pdf'],
    ['a.PDF', PDF, 'application/pdf'],
    ['a.zip', ZIP, 'application/zip'],
    ['a.doc', COMPOUND, 'application/msword'],
    ['a.txt', 'perché no', 'text/plain'],
    ['a.txt', Buffer.from([0x70, 0xe8]), 'text/plain'],
    ['a.txt', Buffer.from('\ufeffciao', 'utf16le'), 'text/plain'],
    ['a.csv', 'a;b\r\n1;2\r\n', 'text/csv'],
    ['a.xyz', EXECUTABLE, 'application/octet-stream'],
  ];
  for (const [name, content, type] of accepted) {
    it(`should take ${name} as ${type}`, async () => assert.equal(await judge(name, content), type));
  }

  const refused: readonly (readonly [string, Buffer | string, string])[] = [
    ['a.exe', EXECUTABLE, 'errors:fileTypeNotAllowed'],
    ['a.html', '<p>', 'errors:fileTypeNotAllowed'],
    ['noextension', 'x', 'errors:fileTypeNotAllowed'],
    ['a.txt', PDF, 'errors:fileContentDiffers'],
    ['a.txt', EXECUTABLE, 'errors:fileContentDiffers'],
    ['a.pdf', '<script>alert(1)</script>', 'errors:fileContentDiffers'],
    ['a.docx', ZIP, 'errors:fileContentDiffers'],
    ['a.png', Buffer.alloc(100), 'errors:fileContentDiffers'],
  ];
  for (const [name, content, code] of refused) {
    it(`should refuse ${name} with ${code}`, async () => assert.equal(await judge(name, content), code));
  }
});
