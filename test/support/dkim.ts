import { createHash, createVerify, type KeyLike } from 'node:crypto';

/** What a message's signature says, and whether it is good. */
export interface DkimVerdict {
  readonly isGood: boolean;
  /** Names of the signed headers, in lower case. */
  readonly signed: readonly string[];
  readonly domain: string | undefined;
  readonly selector: string | undefined;
}

/** Checks the first DKIM signature of a raw message as RFC 6376 says (rsa-sha256, relaxed/relaxed); undefined: there is none. */
export function verifyDkim(raw: string, publicKey: KeyLike): DkimVerdict | undefined {
  const split = raw.indexOf('\r\n\r\n');
  const headers = raw.slice(0, split).split(/\r\n(?![ \t])/);
  const signature = headers.find((header) => /^dkim-signature:/i.test(header));
  if (signature === undefined) return undefined;
  const tags = readTags(signature.slice(signature.indexOf(':') + 1));
  const signed = (tags.get('h') ?? '').toLowerCase().split(':');
  const left = [...headers];
  const lines = signed.flatMap((name) => {
    // The last of several counts first.
    const index = left.findLastIndex((header) => header.toLowerCase().startsWith(`${name}:`));
    return index < 0 ? [] : [`${relaxedHeader(String(left.splice(index, 1)[0]))}\r\n`];
  });
  const unsigned = relaxedHeader(signature).replace(/([; :]b=)[^;]*/, '$1');
  const verify = createVerify('RSA-SHA256').update(lines.join('') + unsigned);
  const isGood =
    tags.get('a') === 'rsa-sha256' &&
    tags.get('c') === 'relaxed/relaxed' &&
    tags.get('bh') ===
      createHash('sha256')
        .update(relaxedBody(raw.slice(split + 4)))
        .digest('base64') &&
    verify.verify(publicKey, tags.get('b') ?? '', 'base64');
  return { isGood, signed, domain: tags.get('d'), selector: tags.get('s') };
}

function readTags(text: string): ReadonlyMap<string, string> {
  const pairs = text.split(';').map((tag) => tag.replace(/\s+/g, ''));
  return new Map(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
}

function relaxedHeader(header: string): string {
  const colon = header.indexOf(':');
  const value = header
    .slice(colon + 1)
    .replace(/\r\n/g, '')
    .replace(/[ \t]+/g, ' ')
    .trim();
  return `${header.slice(0, colon).trim().toLowerCase()}:${value}`;
}

function relaxedBody(body: string): string {
  const lines = body.split('\r\n').map((line) => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''));
  return `${lines.join('\r\n').replace(/(\r\n)+$/, '')}\r\n`;
}
