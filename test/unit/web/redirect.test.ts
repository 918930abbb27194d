import assert from 'node:assert/strict';
import { localPath } from '../../../src/web/redirect.js';
import { createSite } from '../../../src/web/site.js';

describe('localPath', () => {
  const site = createSite('https://portal.example.com', '/portal', 'test');
  const good: readonly (readonly [string, string])[] = [
    ['/portal/HelpDesk/27', '/HelpDesk/27'],
    ['/portal/HelpDesk?q=a&f.x=1#c3', '/HelpDesk?q=a&f.x=1#c3'],
    ['/portal', '/'],
    ['/portal/', '/'],
    ['/portal?x=1', '/?x=1'],
  ];
  for (const [address, expected] of good) {
    it(`should lead ${address} to ${expected}`, () => assert.equal(localPath(address, site), expected));
  }

  const bad = [
    '//evil.example/portal/',
    '/\\evil.example/portal/',
    '\\\\evil.example',
    'https://evil.example/portal/',
    'javascript:alert(1)',
    '/portal/\t/evil.example',
    '/portal/\r\nSet-Cookie: a=b',
    '/portalx/HelpDesk',
    '/other',
    '/portal/../admin',
    '/portal/%2e%2e/admin',
    '/portal/a\\..\\b',
    `/portal/${'x'.repeat(2000)}`,
    '',
  ];
  for (const address of bad) {
    it(`should refuse ${JSON.stringify(address.slice(0, 40))}`, () =>
      assert.equal(localPath(address, site), undefined));
  }

  it('should keep to the root of a portal that stands there', () => {
    const root = createSite('https://portal.example.com/', '', 'test');
    assert.equal(localPath('/HelpDesk', root), '/HelpDesk');
    assert.equal(localPath('//evil.example', root), undefined);
    assert.equal(localPath('/', root), '/');
  });
});

describe('createSite', () => {
  it('should take the address’s own path for the manifest’s mount', () => {
    assert.equal(createSite('https://a.example/help/', '/portal', 'x').mount, '/help');
    assert.equal(createSite('https://a.example', '/portal', 'x').mount, '/portal');
    assert.equal(createSite('http://localhost:8480', '/portal', 'x').host, 'localhost:8480');
  });
});
