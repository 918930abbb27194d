import { isLoopback } from '../core/config.js';

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
  /** Start of every cookie's name; other installations may share the host. */
  readonly cookiePrefix: string;
}

/** Reads a site from its public address; the address's own path, if any, replaces the manifest's mount. */
export function createSite(baseUrl: string, manifestMount: string, pluginId: string): Site {
  const url = new URL(baseUrl);
  const ownPath = url.pathname.replace(/\/+$/, '');
  return {
    origin: url.origin,
    host: url.host,
    mount: ownPath || manifestMount.replace(/\/+$/, ''),
    isHttps: url.protocol === 'https:',
    isLoopback: isLoopback(url.hostname),
    cookiePrefix: `__Host-portal-${pluginId}`,
  };
}
