import type { Config } from '../core/config.js';
import type { Manifest } from './manifest.js';

/** Where the portal is: the only source of absolute links. */
export interface PortalAddress {
  /** `https://host[:port]`. */
  readonly origin: string;
  /** `/portal`; the base URL's path, if it has one, in place of the manifest's mount (DECISIONS 33). */
  readonly mount: string;
  /** Origin and mount, without a trailing slash. */
  readonly url: string;
}

/** Works out the portal's address; without a base URL (the demo) it is this machine's, on the configured port. */
export function resolveAddress(
  config: Pick<Config, 'baseUrl' | 'port'>,
  manifest: Pick<Manifest, 'mount'>,
): PortalAddress {
  const base = new URL(config.baseUrl ?? `http://localhost:${config.port}`);
  const path = base.pathname.replace(/\/+$/, '');
  const mount = path || manifest.mount;
  return { origin: base.origin, mount, url: base.origin + mount };
}
