import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** Argon2id with OWASP's first parameters; the PHC text carries them, so they may rise later. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

let decoy: Promise<string> | undefined;

/** Hashes a password exactly as it was typed: no trimming, no folding, no cut. */
export async function hashPassword(password: string): Promise<string> {
  return hash(password, OPTIONS);
}

/** Verifies a password; a hash that cannot be read matches nothing. */
export async function verifyPassword(passwordHash: string, password: string): Promise<boolean> {
  try {
    return await verify(passwordHash, password);
  } catch {
    return false;
  }
}

/** Does the work of a verification that fails, where there is no hash: nobody shall tell from the time who exists. */
export async function verifyDecoy(password: string): Promise<void> {
  await verifyPassword(await prepareDecoy(), password);
}

/** Makes the decoy's hash ahead, so that not even the first sign-in takes longer. */
export async function prepareDecoy(): Promise<string> {
  decoy ??= hashPassword(randomBytes(32).toString('base64'));
  return decoy;
}
