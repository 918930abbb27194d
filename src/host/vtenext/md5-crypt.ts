import { createHash } from 'node:crypto';

const ALPHABET = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const ROUNDS = 1000;
/** Which bytes of the last digest make each group of four characters, as the scheme has it. */
const GROUPS = [
  [0, 6, 12],
  [1, 7, 13],
  [2, 8, 14],
  [3, 9, 15],
  [4, 10, 5],
] as const;

/**
 * The MD5-based `crypt` scheme (`$1$salt$…`) by which PHP hashes the staff's passwords: of the password's UTF-8 bytes and at most eight
 * characters of salt. The package for it on the registry is wrong beyond ASCII.
 */
export function md5Crypt(password: string, salt: string): string {
  const secret = Buffer.from(password, 'utf8');
  const grain = Buffer.from(salt.slice(0, 8), 'utf8');
  const alternate = md5(secret, grain, secret);
  const stretched = Buffer.alloc(secret.length, alternate);
  let digest = md5(secret, Buffer.from('$1$'), grain, stretched, ...lengthBits(secret));
  for (let round = 0; round < ROUNDS; round += 1) digest = nextDigest(digest, round, secret, grain);
  return `$1$${grain.toString('utf8')}$${encode(digest)}`;
}

/** One byte for each bit of the length: a zero for a set one, else the password's first. */
function lengthBits(secret: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let bits = secret.length; bits > 0; bits >>= 1) parts.push(bits & 1 ? Buffer.from([0]) : secret.subarray(0, 1));
  return parts;
}

function nextDigest(digest: Buffer, round: number, secret: Buffer, grain: Buffer): Buffer {
  const isOdd = round % 2 === 1;
  const parts = [isOdd ? secret : digest];
  if (round % 3 !== 0) parts.push(grain);
  if (round % 7 !== 0) parts.push(secret);
  parts.push(isOdd ? digest : secret);
  return md5(...parts);
}

function encode(digest: Buffer): string {
  const at = (index: number): number => digest[index] ?? 0;
  const groups = GROUPS.map(([high, middle, low]) => sixBits((at(high) << 16) | (at(middle) << 8) | at(low), 4));
  return groups.join('') + sixBits(at(11), 2);
}

/** The lowest six bits first. */
function sixBits(value: number, count: number): string {
  return Array.from({ length: count }, (_, index) => ALPHABET[(value >> (6 * index)) & 63]).join('');
}

function md5(...parts: readonly Buffer[]): Buffer {
  const hash = createHash('md5');
  for (const part of parts) hash.update(part);
  return hash.digest();
}
