import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits as 43 characters that fit a cookie and an address. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url');
}

/** SHA-256 as 64 hex characters: how secrets of full entropy are kept at rest. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** HMAC-SHA256 as 64 hex characters; `purpose` keeps the uses of one secret apart. */
export function keyedHash(secret: string, purpose: string, text: string): string {
  return createHmac('sha256', secret).update(`${purpose}\0${text}`).digest('hex');
}

/** Compares exact bytes in a time that tells nothing of where, or at what length, they differ. */
export function equalsInConstantTime(left: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}

/**
 * Covers a secret under a random pad, which goes before it: the same secret looks different each time, so that the length of a compressed
 * page tells nothing of it.
 */
export function maskSecret(secret: Buffer): string {
  const pad = randomBytes(secret.length);
  return Buffer.concat([pad, combine(pad, secret)]).toString('base64url');
}

/** What `maskSecret` covered; undefined unless the text has the shape of a covered secret of so many bytes. */
export function unmaskSecret(masked: string, bytes: number): Buffer | undefined {
  if (masked.length !== Math.ceil((bytes * 8) / 3) || !/^[A-Za-z0-9_-]*$/.test(masked)) return undefined;
  const both = Buffer.from(masked, 'base64url');
  return combine(both.subarray(0, bytes), both.subarray(bytes));
}

function combine(pad: Buffer, bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte, index) => byte ^ (pad[index] ?? 0)));
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts a text so that only this portal can read it again and nobody can change it; fits an address or a form field. */
export function seal(secret: string, purpose: string, text: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', sealingKey(secret, purpose), nonce);
  const content = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), content]).toString('base64url');
}

/** What `seal` closed under the same secret and purpose; undefined for everything else. */
export function unseal(secret: string, purpose: string, sealed: string): string | undefined {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', sealingKey(secret, purpose), nonce, { authTagLength: TAG_BYTES });
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

function sealingKey(secret: string, purpose: string): Buffer {
  return Buffer.from(keyedHash(secret, `seal ${purpose}`, ''), 'hex');
}
