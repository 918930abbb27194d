import { Readable } from 'node:stream';
import { create as contentDisposition } from 'content-disposition';
import { fileTypeFromBuffer } from 'file-type';
import type { PortalContext } from './portal-context.js';
import { cleanFileName, extensionOf } from './upload/file-name.js';
import { fileTypes, inlineTypes } from './upload/file-types.js';

const MAGIC_BYTES = 4100;

/** A file to send; its media type is taken from its name by our table, whatever was stored. */
export interface Download {
  readonly stream: Readable;
  readonly name: string;
  /** Undefined: made while it is sent. */
  readonly bytes?: number;
  /** `inline` is a wish: granted only to images and PDFs that are what they say. */
  readonly disposition?: 'attachment' | 'inline';
}

/** Answers with a file that can do nothing in the portal's name. */
export async function streamFile(ctx: PortalContext, file: Download): Promise<void> {
  const name = cleanFileName(file.name);
  const type = fileTypes.get(extensionOf(name))?.type ?? 'application/octet-stream';
  ctx.res.once('close', () => file.stream.destroy());
  const mayBeInline = file.disposition === 'inline' && inlineTypes.has(type);
  const { isGenuine, stream } = mayBeInline
    ? await inspect(file.stream, type)
    : { isGenuine: false, stream: file.stream };
  ctx.status = 200;
  ctx.set('Content-Type', type.startsWith('text/') ? `${type}; charset=utf-8` : type);
  ctx.set('Content-Disposition', contentDisposition(name, { type: isGenuine ? 'inline' : 'attachment' }));
  ctx.set('Content-Security-Policy', "sandbox; default-src 'none'");
  ctx.set('Cache-Control', 'no-store');
  ctx.body = stream;
  if (file.bytes === undefined) return;
  ctx.length = file.bytes;
  ctx.compress = false;
}

/** Looks whether the first bytes are what the type says; the stream that comes back still begins with them. */
async function inspect(source: Readable, type: string): Promise<{ isGenuine: boolean; stream: Readable }> {
  const chunks = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const first = await chunks.next();
  if (first.done) return { isGenuine: false, stream: Readable.from([]) };
  const found = await fileTypeFromBuffer(first.value.subarray(0, MAGIC_BYTES)).catch(() => undefined);
  return { isGenuine: found?.mime === type, stream: Readable.from(replay(first.value, chunks), { objectMode: false }) };
}

async function* replay(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}
