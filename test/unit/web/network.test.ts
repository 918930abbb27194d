import assert from 'node:assert/strict';
import { createNetworkResolver } from '../../../src/web/network.js';

describe('createNetworkResolver', () => {
  const cases: readonly (readonly [string, readonly string[], string | undefined, string, string])[] = [
    ['the peer without proxies', [], '198.51.100.7', '203.0.113.9', '198.51.100.7'],
    ['the hop behind a proxy', ['198.51.100.7'], '198.51.100.7', '203.0.113.9', '203.0.113.9'],
    ['the right-most untrusted hop', ['10.0.0.0/8'], '10.0.0.1', '1.2.3.4, 203.0.113.9, 10.9.9.9', '203.0.113.9'],
    ['the proxy itself when nobody stands behind it', ['10.0.0.0/8'], '10.0.0.1', '', '10.0.0.1'],
    ['the first hop when all are trusted', ['10.0.0.0/8'], '10.0.0.1', '10.0.0.3, 10.0.0.2', '10.0.0.3'],
    ['an IPv4 peer in IPv6 spelling', ['10.0.0.1'], '::ffff:10.0.0.1', '203.0.113.9', '203.0.113.9'],
    ['a hop with a port', ['10.0.0.1'], '10.0.0.1', '203.0.113.9:4711', '203.0.113.9'],
    ['the network of an IPv6 hop', ['10.0.0.1'], '10.0.0.1', '[2001:db8::1]:4711', '2001:db8:0:0::/64'],
    ['one network for two addresses of it', [], '2001:0DB8:0:0:aaaa::1', '', '2001:db8:0:0::/64'],
    ['the proxy by an IPv6 network', ['fd00::/8'], 'fd12::1', '203.0.113.9', '203.0.113.9'],
    ['unknown when the peer is gone', [], undefined, '203.0.113.9', 'unknown'],
    ['the proxy for a hop that is no address', ['10.0.0.1'], '10.0.0.1', '<script>', '10.0.0.1'],
  ];
  for (const [what, proxies, peer, forwarded, expected] of cases) {
    it(`should answer ${what}`, () => {
      assert.equal(createNetworkResolver(proxies)(peer, forwarded), expected);
    });
  }

  it('should refuse what is no address and no network', () => {
    for (const entry of ['proxy.example', '10.0.0.0/33', '10.0.0.0/', '::1/129', '10.0.0.0/8/9'])
      assert.throws(() => createNetworkResolver([entry]), RangeError, entry);
  });
});
