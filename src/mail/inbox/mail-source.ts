import { TextDecoder } from 'node:util';

const LONGEST_HEAD = 256 * 1024;
const EMPTY_LINES = ['\r\n\r\n', '\n\n'];

/** The headers of a mail as they came, at most 64 KB of them, and nothing of its content. */
export function headOf(raw: Buffer): Buffer {
  return Buffer.concat([raw.subarray(0, Math.min(endOfHead(raw), 64 * 1024)), Buffer.from('\r\n\r\n')]);
}

/** What follows the headers of a mail, as it came. */
export function contentOf(raw: Buffer): Buffer {
  return raw.subarray(endOfHead(raw));
}

/** A mail whose headers hold raw letters beyond ASCII in the encoding of old Windows programs, with UTF-8 in their place. */
export function withReadableHead(raw: Buffer): Buffer {
  const head = raw.subarray(0, endOfHead(raw));
  if (!head.some((byte) => byte >= 0x80) || isUtf8(head)) return raw;
  const text = new TextDecoder('windows-1252').decode(head);
  return Buffer.concat([Buffer.from(text, 'utf8'), raw.subarray(head.length)]);
}

function endOfHead(raw: Buffer): number {
  const start = raw.subarray(0, LONGEST_HEAD);
  const ends = EMPTY_LINES.map((line) => start.indexOf(line, 0, 'latin1')).filter((end) => end >= 0);
  return ends.length === 0 ? start.length : Math.min(...ends);
}

function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
