/** One part of a multipart form: its header lines and its content. */
export interface RawPart {
  readonly head: readonly string[];
  readonly content: string | Buffer;
}

export const BOUNDARY = '----portal-test';

/** A text field. */
export function fieldPart(name: string, value: string): RawPart {
  return { head: [`Content-Disposition: form-data; name="${name}"`], content: value };
}

/** A file as a browser sends it. */
export function filePart(fileName: string, content: string | Buffer, type = 'application/octet-stream'): RawPart {
  const disposition = `Content-Disposition: form-data; name="files"; filename="${fileName}"`;
  return { head: [disposition, `Content-Type: ${type}`], content };
}

/** The bytes of a whole form; without `end` it breaks off after the last part. */
export function multipartBody(parts: readonly RawPart[], end = true): Buffer {
  const pieces = parts.flatMap(({ head, content }) => [
    Buffer.from(`--${BOUNDARY}\r\n${head.join('\r\n')}\r\n\r\n`),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ]);
  return Buffer.concat([...pieces, Buffer.from(end ? `--${BOUNDARY}--\r\n` : '')]);
}

/** The content type that goes with it. */
export const multipartType = `multipart/form-data; boundary=${BOUNDARY}`;
