import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** Bytes of data whose encrypted form fits the CRM's column. */
export const LONGEST_CONFIDENTIAL = 49_119;

/** The CRM uses no initialisation vector; what comes first in the plain text differs each time instead. */
const NO_VECTOR = Buffer.alloc(16);

/**
 * Encrypts data so that the CRM's own page opens it with the password: AES-256-CBC under the password's MD5 in hexadecimal, base64. The
 * plain text starts with eight random characters and, before them, their checksum with the data. `salt` is those characters.
 */
export function encryptConfidential(password: string, data: string, salt = randomBytes(4).toString('hex')): string {
  const key = createHash('md5').update(password).digest('hex');
  const checksum = crc32(salt + data)
    .toString(16)
    .padStart(8, '0');
  const cipher = createCipheriv('aes-256-cbc', key, NO_VECTOR);
  return Buffer.concat([cipher.update(checksum + salt + data, 'utf8'), cipher.final()]).toString('base64');
}
