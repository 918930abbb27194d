import { BlockList, isIP } from 'node:net';
import { isNetwork } from '../core/networks.js';

/** Finds out who really asks: the socket's peer, or the right-most hop that no trusted proxy vouches for. */
export type NetworkResolver = (peer: string | undefined, forwardedFor: string) => string;

/**
 * Makes the resolver for a list of trusted proxies (addresses or `address/bits`); throws RangeError on anything else. The answer is an IPv4
 * address or the /64 of an IPv6 one, since one customer's line has a whole /64; `unknown` when the peer is gone.
 */
export function createNetworkResolver(trustedProxies: readonly string[]): NetworkResolver {
  const trusted = new BlockList();
  for (const entry of trustedProxies) addEntry(trusted, entry);
  return (peer, forwardedFor) => {
    let current = plainAddress(peer ?? '');
    const hops = forwardedFor.split(',').map((hop) => plainAddress(hop.trim()));
    while (current !== undefined && isTrusted(trusted, current)) {
      const hop = hops.pop();
      if (hop === undefined) break;
      current = hop;
    }
    return current === undefined ? 'unknown' : networkOf(current);
  };
}

function addEntry(list: BlockList, entry: string): void {
  if (!isNetwork(entry)) throw new RangeError(`${entry} is no address and no network`);
  const [address = '', bits] = entry.split('/');
  if (bits === undefined) list.addAddress(address, familyOf(address));
  else list.addSubnet(address, Number(bits), familyOf(address));
}

function isTrusted(list: BlockList, address: string): boolean {
  return list.check(address, familyOf(address));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

/** Without port, brackets, zone and IPv4-in-IPv6 spelling; undefined for what is no address. */
function plainAddress(text: string): string | undefined {
  const bare = text.replace(/^\[([^\]]*)\](:\d+)?$/, '$1').replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1');
  const address = bare.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '');
  return isIP(address) === 0 ? undefined : address.toLowerCase();
}

function networkOf(address: string): string {
  if (isIP(address) === 4) return address;
  const [head = '', tail] = address.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  const groups = [...left, ...zeros, ...right].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${groups.join(':')}::/64`;
}
