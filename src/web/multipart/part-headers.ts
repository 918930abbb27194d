import { MalformedRequestError } from '../../core/errors.js';

/** What one part of a multipart form says of itself; with a `fileName`, also an empty one, it is a file. */
export interface PartHead {
  readonly name: string;
  readonly fileName: string | undefined;
}

const HEADER = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*)$/s;
const PARAMETER = /;[ \t]*([!#$&+.^_`|~0-9A-Za-z-]+\*?)=(?:"((?:\\"|[^"])*)"|([^\s;"]*))[ \t]*/y;

/** Reads a part's header block; anything a browser would not send throws MalformedRequestError. */
export function parsePartHead(block: Buffer): PartHead {
  const headers = new Map<string, string>();
  for (const line of block.toString('utf8').split('\r\n')) {
    const [, name = '', value = ''] = HEADER.exec(line) ?? [];
    const key = name.toLowerCase();
    if (!key.startsWith('content-') || headers.has(key) || /[\r\n\0]/.test(value)) throw new MalformedRequestError();
    headers.set(key, value);
  }
  if (!/^(7bit|8bit|binary)?$/i.test(headers.get('content-transfer-encoding') ?? '')) throw new MalformedRequestError();
  return parseDisposition(headers.get('content-disposition') ?? '');
}

function parseDisposition(text: string): PartHead {
  const kind = /^form-data[ \t]*/i.exec(text);
  if (!kind) throw new MalformedRequestError();
  const parameters = readParameters(text, kind[0].length);
  const name = parameters.get('name');
  if (name === undefined) throw new MalformedRequestError();
  const extended = parameters.get('filename*');
  const fileName = extended === undefined ? parameters.get('filename') : decodeExtended(extended);
  return { name: unescapeQuoted(name), fileName: fileName === undefined ? undefined : unescapeQuoted(fileName) };
}

function readParameters(text: string, start: number): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  PARAMETER.lastIndex = start;
  let end = start;
  for (let match = PARAMETER.exec(text); match; match = PARAMETER.exec(text)) {
    const key = (match[1] ?? '').toLowerCase();
    if (parameters.has(key)) throw new MalformedRequestError();
    parameters.set(key, match[2] ?? match[3] ?? '');
    end = PARAMETER.lastIndex;
  }
  if (end !== text.length) throw new MalformedRequestError();
  return parameters;
}

/** Browsers write quotes and line breaks as these three escapes and nothing else. */
function unescapeQuoted(text: string): string {
  return text.replace(/\\"/g, '"').replace(/%22/g, '"').replace(/%0D/gi, '\r').replace(/%0A/gi, '\n');
}

function decodeExtended(text: string): string {
  const encoded = /^utf-8'[^']*'(.*)$/i.exec(text)?.[1];
  if (encoded === undefined) throw new MalformedRequestError();
  try {
    return decodeURIComponent(encoded);
  } catch {
    throw new MalformedRequestError();
  }
}
