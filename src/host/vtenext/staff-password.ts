import { compare, hash } from 'bcryptjs';
import { equalsInConstantTime } from '../../core/secrets.js';
import { md5Crypt } from './md5-crypt.js';

/** Setting and salt of a bcrypt hash: `$2y$10$` and 22 characters. */
const BCRYPT_SALT = /^\$2[aby]\$\d\d\$[./A-Za-z0-9]{22}/;
const MD5_SALT = /^\$1\$([^$]{1,8})\$/;
/** bcrypt reads no further; a longer password would be worth no more than its beginning. */
const BCRYPT_BYTES = 72;

/** Whether a password is the one behind a staff member's stored hash; a hash of a kind the portal does not know fits nothing. */
export async function isStaffPassword(stored: string, password: string): Promise<boolean> {
  const [, salt] = MD5_SALT.exec(stored) ?? [];
  if (salt !== undefined) return equalsInConstantTime(md5Crypt(password, salt), stored);
  if (!BCRYPT_SALT.test(stored) || Buffer.byteLength(password) > BCRYPT_BYTES) return false;
  return (await compare(password, stored)) || (await isOddlySalted(stored, password));
}

/** PHP takes a salt whose last character has bits to spare, and keeps it as it was given; only what follows it can be compared. */
async function isOddlySalted(stored: string, password: string): Promise<boolean> {
  const salt = stored.slice(0, 29).replace(/^\$2[ay]/, '$2b');
  const again = await hash(password, salt);
  return equalsInConstantTime(again.slice(-31), stored.slice(-31));
}
