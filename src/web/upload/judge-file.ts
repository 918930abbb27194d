import { open } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';
import { extensionOf } from './file-name.js';
import { fileTypes } from './file-types.js';
import type { UploadedFile } from './upload-types.js';

const LOOK_AT = 64 * 1024;

type Verdict = { readonly ok: true; readonly type: string } | { readonly ok: false; readonly fault: Fault };
type Fault = NonNullable<UploadedFile['fault']>;

/** Says whether a file may be stored: its extension is allowed, and its content is what the extension says. */
export async function judgeFile(path: string, name: string, allowed: readonly string[]): Promise<Verdict> {
  const extension = extensionOf(name);
  if (!allowed.includes(extension)) {
    return { ok: false, fault: { code: 'errors:fileTypeNotAllowed', values: { name, allowed: allowed.join(', ') } } };
  }
  const rule = fileTypes.get(extension);
  if (!rule) return { ok: true, type: 'application/octet-stream' };
  const found = await recognise(path);
  if (found !== undefined && rule.content.includes(found)) return { ok: true, type: rule.type };
  return { ok: false, fault: { code: 'errors:fileContentDiffers', values: { name, extension } } };
}

/** The extension a file's bytes stand for, `text` for plain text, undefined for neither. */
async function recognise(path: string): Promise<string | undefined> {
  const start = await firstBytes(path);
  // Asked first: the byte order mark of UTF-16 looks like the start of an old MPEG sound.
  if (start.length >= 2 && [0xfeff, 0xfffe].includes(start.readUInt16BE(0))) return 'text';
  const known = await fileTypeFromFile(path).catch(() => undefined);
  return known?.ext ?? (isText(start) ? 'text' : undefined);
}

/** No control character but tab, line breaks, form feed and escape: text in any one-byte encoding or UTF-8. */
function isText(start: Buffer): boolean {
  return start.every((byte) => byte >= 32 || [9, 10, 12, 13, 27].includes(byte));
}

async function firstBytes(path: string): Promise<Buffer> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(LOOK_AT), 0, LOOK_AT, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
