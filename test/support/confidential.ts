import assert from 'node:assert/strict';
import { createDecipheriv, createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** Reads what the CRM's own page would read from `conf_data` with a password, and checks all that it checks. */
export function openConfidential(password: string, stored: string): string {
  const key = createHash('md5').update(password).digest('hex');
  const decipher = createDecipheriv('aes-256-cbc', key, Buffer.alloc(16));
  const plain = Buffer.concat([decipher.update(stored, 'base64'), decipher.final()]);
  const checksum = crc32(plain.subarray(8)).toString(16).padStart(8, '0');
  assert.equal(plain.subarray(0, 8).toString(), checksum, 'the checksum is right');
  return plain.subarray(16).toString();
}
