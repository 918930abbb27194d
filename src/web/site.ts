import { isLoopback } from '../core/config.js';
import { sha256 } from '../core/secrets.js';

/** Where the portal stands in the world: the only source of absolute links. */
export interface Site {
  /** `https://portal.example.com`, without a trailing slash. */
  readonly origin: string;
  /** Host with port as browsers send it, lower case. */
  readonly host: string;
  /** Path prefix of every address, e.g. `/portal`; empty at the root. */
  readonly mount: string;
  readonly isHttps: boolean;
  readonly isLoopback: boolean;
  /**
   * Start of every cookie's name. `__Host-` cookies hold for a whole host (their path is `/`), so that a portal at a mount of its own has
   * names of its own: several on one host neither share nor overwrite sessions.
   */
  readonly cookiePrefix: string;
}

/** Reads a site from its public address; the address's own path, if any, replaces the manifest's mount. */
export function createSite(baseUrl: string, manifestMount: string, pluginId: string): Site {
  const url = new URL(baseUrl);
  const ownPath = url.pathname.replace(/\/+$/, '');
  const usual = manifestMount.replace(/\/+$/, '');
  const mount = ownPath || usual;
  return {
    origin: url.origin,
    host: url.host,
    mount,
    isHttps: url.protocol === 'https:',
    isLoopback: isLoopback(url.hostname),
    cookiePrefix: `__Host-portal-${pluginId}${mount === usual ? '' : `-${sha256(mount).slice(0, 12)}`}`,
  };
}
