import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

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
