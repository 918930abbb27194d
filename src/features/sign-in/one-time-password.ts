import { keyedHash } from '../../core/secrets.js';
import type { Login } from '../../store/login-store.js';

/** Days the CRM's generated password opens the change page after its first use. */
const ONE_TIME_DAYS = 14;

/** How the CRM's reversible password is remembered: by a MAC of its encoded form, never by itself. */
export function crmPasswordMac(secret: string, encodedPassword: string): string {
  return keyedHash(secret, 'crm-password', encodedPassword);
}

/**
 * Whether the CRM's present password, known by its MAC, may still be used: it is new to us, or in use for less than 14 days.
 * One that was replaced stays dead until the CRM makes another.
 */
export function isOneTimeOpen(login: Login | undefined, mac: string, now: number): boolean {
  if (login?.crmPasswordMac !== mac) return true;
  return login.oneTimeFirstUsedAt !== undefined && now < login.oneTimeFirstUsedAt + ONE_TIME_DAYS * 86_400_000;
}
