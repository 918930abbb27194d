import { isLoopback } from '../../core/config.js';
import { resolveAddress } from '../address.js';
import type { DoctorDeps } from './doctor-deps.js';
import { type Checks, found } from './outcomes.js';

/** Fewer different characters than that are typed by hand. */
const LEAST_CHARACTERS = 12;

/** Whether the portal is reached safely and by itself alone. */
export function securityChecks({
  config,
  manifest,
  isDemo,
}: DoctorDeps): Pick<Checks, 'address' | 'proxies' | 'secret' | 'redis'> {
  const { url } = resolveAddress(config, manifest);
  const isSecure = url.startsWith('https:');
  return {
    address: () => found(isSecure ? 'secure' : isDemo ? 'demo' : 'local', { url }),
    proxies() {
      const trusted = config.trustedProxies;
      if (trusted.length > 0) return found('trusted', { proxies: trusted.join(', ') });
      // Whoever serves https for a process on this machine is a proxy, and all visitors seem to come from there.
      return found(isSecure && isLoopback(config.host) ? 'missing' : 'none');
    },
    secret() {
      if (isDemo) return found('demo');
      const characters = new Set(config.secret).size;
      return found(characters < LEAST_CHARACTERS ? 'weak' : 'good', { length: config.secret.length });
    },
    redis: () => found('unused'),
  };
}
