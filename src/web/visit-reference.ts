import { keyedHash } from '../core/secrets.js';
import type { PortalState } from './portal-context.js';

/** What stands for one visitor in the log and on a page that was not found; tells nothing of the session it is made from. */
export function visitReference({ kit, sessionId, network }: PortalState): string {
  return keyedHash(kit.secret, 'visit', sessionId ?? network).slice(0, 12);
}
