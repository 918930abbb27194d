import { MalformedRequestError } from '../core/errors.js';
import type { PortalContext } from './portal-context.js';

const LONGEST_VALUE = 2000;

/**
 * The query of an address, each parameter once. `allowed` lists names; one that ends in `*` stands for all that start so (`f.*`).
 * Unknown names are left out (old links, campaign tags); a doubled or nested one throws MalformedRequestError.
 */
export function readQuery(ctx: PortalContext, allowed: readonly string[]): ReadonlyMap<string, string> {
  const query = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(ctx.querystring)) {
    if (!isAllowed(base(name), allowed)) continue;
    if (query.has(name) || base(name) !== name || value.length > LONGEST_VALUE || value.includes('\0'))
      throw new MalformedRequestError();
    query.set(name, value);
  }
  return query;
}

/** `page[]` and `page[x]` are other spellings of `page`, meant to smuggle an array in. */
function base(name: string): string {
  return name.replace(/\[.*$/s, '');
}

function isAllowed(name: string, allowed: readonly string[]): boolean {
  return allowed.some((known) => (known.endsWith('*') ? name.startsWith(known.slice(0, -1)) : known === name));
}
