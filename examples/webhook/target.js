const SHORTEST_SECRET = 16;
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Where messages go; undefined without an address. Throws on an address or secret that would send them unprotected.
 * @param {{ url: string, secret: string }} settings
 */
export function readTarget({ url, secret }) {
  if (url === '') return undefined;
  if (!URL.canParse(url)) throw new RangeError('url: is no address');
  const { protocol, hostname, username } = new URL(url);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname));
  if (!isSafe) throw new RangeError('url: must start with https://');
  if (username !== '') throw new RangeError('url: must not hold a password');
  if (secret.length < SHORTEST_SECRET) throw new RangeError(`secret: needs at least ${SHORTEST_SECRET} characters`);
  return { url, secret };
}
