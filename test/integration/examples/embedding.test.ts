import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHost } from '../../../examples/embedding/create-host.js';
import { type Look, shippedLook } from '../../../src/core/look.js';
import { createLogger } from '../../../src/index.js';
import { eachPortal, type TestPortal } from '../../support/build-portal.js';
import { openStream } from '../../support/event-stream.js';
import { openSite, type TestSite, textOf, type Visitor } from '../../support/visitor.js';

const NEW = '/HelpDesk/new';

eachPortal('example embedding', (buildPortal) => {
  let north: TestPortal;
  let south: TestPortal;
  let host: Awaited<ReturnType<typeof createHost>>;
  let northSite: TestSite;
  let southSite: TestSite;
  let inNorth: Visitor;
  let inSouth: Visitor;

  const variables = ({ config }: TestPortal): Record<string, string> => ({
    PORTAL_DATABASE_URL: config.databaseUrl,
    PORTAL_STORAGE_DIR: config.storageDir,
    PORTAL_BASE_URL: config.baseUrl ?? '',
    PORTAL_SECRET: config.secret,
  });
  const setLook = ({ portal }: TestPortal, look: Partial<Look>) =>
    portal.host.knex('portal_look').insert({
      id: 1,
      content: JSON.stringify({ ...shippedLook, ...look }),
      changed_by: 'test',
      changed_at: 1,
    });
  before(async function build() {
    // On MariaDB it loads two whole databases.
    this.timeout(240_000);
    north = await buildPortal({ environment: { PORTAL_BASE_URL: 'http://localhost:8480/north' } });
    south = await buildPortal({
      environment: {
        PORTAL_BASE_URL: 'http://localhost:8480/south',
        PORTAL_SECRET: 'another secret of the tests, as long',
      },
    });
    await setLook(north, { name: 'Settentrione' });
    await setLook(south, { name: 'Meridione' });
    host = await createHost([variables(north), variables(south)], createLogger('silent'));
    for (const portal of host.portals) await portal.open();
    const handler = host.app.callback();
    northSite = await openSite({ portal: { url: north.url, handler } });
    southSite = await openSite({ portal: { url: south.url, handler } });
    inNorth = await northSite.signIn(north.villani);
    inSouth = await southSite.signIn(south.villani);
  });
  after(async () => {
    await northSite?.close();
    await southSite?.close();
    await host?.stop();
    await north?.close();
    await south?.close();
  });

  const namesOf = ({ cookie }: Visitor): string[] => cookie.split('; ').map((pair) => pair.split('=')[0] ?? '');
  const both = (): string => `${inNorth.cookie}; ${inSouth.cookie}`;

  it('should give each names of its own for cookies that hold for the whole host', () => {
    assert.deepEqual(
      namesOf(inNorth).filter((name) => namesOf(inSouth).includes(name)),
      [],
    );
    for (const name of [...namesOf(inNorth), ...namesOf(inSouth)]) assert.match(name, /^__Host-/);
  });

  it('should let nobody in with the other’s session, whatever the cookie is called', async () => {
    const strange = await southSite.visitor().get('/HelpDesk', { Cookie: inNorth.cookie });
    assert.equal(strange.status, 303);
    assert.match(strange.location, /^\/sign-in/);
    const prefixOf = (names: readonly string[]) => [...names].sort((a, b) => a.length - b.length)[0] ?? '';
    const renamed = inNorth.cookie.replaceAll(prefixOf(namesOf(inNorth)), prefixOf(namesOf(inSouth)));
    assert.equal((await southSite.visitor().get('/HelpDesk', { Cookie: renamed })).status, 303);
    assert.equal((await inSouth.get('/HelpDesk')).status, 200);
  });

  it('should let one browser be signed in to both, and out of one only', async () => {
    for (const visitor of [inNorth, inSouth])
      assert.equal((await visitor.get('/HelpDesk', { Cookie: both() })).status, 200);
    const somebody = await northSite.signIn(north.torri);
    const before = `${somebody.cookie}; ${inSouth.cookie}`;
    const out = await somebody.submit('/', {}, '/sign-out');
    assert.equal(out.status, 303);
    assert.equal((await northSite.visitor().get('/HelpDesk', { Cookie: before })).status, 303);
    assert.equal((await southSite.visitor().get('/HelpDesk', { Cookie: before })).status, 200);
  });

  it('should refuse a form with the other’s token', async () => {
    const { hidden } = await inNorth.form(NEW);
    const fields = { ...hidden, ticket_title: 'Guasto', description: 'x' };
    assert.equal((await inSouth.post(NEW, fields, { Cookie: both() })).status, 403);
  });

  it('should show each with its own brand', async () => {
    const [first, second] = await Promise.all([inNorth.get('/'), inSouth.get('/')]);
    assert.match(textOf(first.body), /Settentrione/);
    assert.doesNotMatch(first.body, /Meridione/);
    assert.match(textOf(second.body), /Meridione/);
    assert.doesNotMatch(second.body, /Settentrione/);
    assert.doesNotMatch(first.body, /"\/south/);
    assert.doesNotMatch(second.body, /"\/north/);
  });

  it('should write into its own database only', async () => {
    const titled = (test: TestPortal) => test.portal.host.knex('vte_troubletickets').where({ title: 'Solo al nord' });
    const requests = [1, 2, 3].map(async (index) => {
      await inSouth.submit(NEW, { ticket_title: `Solo al sud ${index}`, description: 'x' }, NEW);
    });
    const { status } = await inNorth.submit(NEW, { ticket_title: 'Solo al nord', description: 'x' }, NEW);
    await Promise.all(requests);
    assert.equal(status, 303);
    assert.equal((await titled(north).select('ticketid')).length, 1);
    assert.equal((await titled(south).select('ticketid')).length, 0);
    assert.doesNotMatch((await inSouth.get('/HelpDesk')).body, /Solo al nord/);
    assert.doesNotMatch((await inNorth.get('/HelpDesk')).body, /Solo al sud/);
  });

  it('should count the requests of each for itself', async () => {
    const countOf = async (visitor: Visitor): Promise<number> => {
      const { status, body } = await visitor.get('/metrics');
      assert.equal(status, 200);
      const lines = [...body.matchAll(/_count\{[^}]*method="HEAD"[^}]*\} (\d+)/g)];
      return lines.reduce((sum, [, count]) => sum + Number(count), 0);
    };
    const [northBefore, southBefore] = [await countOf(inNorth), await countOf(inSouth)];
    for (let times = 0; times < 3; times += 1) await inNorth.head('/HelpDesk');
    assert.equal(await countOf(inNorth), northBefore + 3);
    assert.equal(await countOf(inSouth), southBefore);
    for (const visitor of [inNorth, inSouth]) assert.equal((await visitor.get('/healthz')).status, 200);
  });

  it('should leave everything else to the app', async () => {
    // Its visitor's paths lie below the root already.
    const app = await openSite({ portal: { url: 'http://localhost:8480', handler: host.app.callback() } });
    try {
      const visitor = app.visitor();
      assert.equal((await visitor.get('')).body, `${north.url}\n${south.url}`);
      for (const path of ['northern', 'portal/', 'North/']) {
        const { status, headers } = await visitor.get(path);
        assert.equal(status, 404);
        assert.equal(headers['content-security-policy'], undefined, 'no answer of a portal');
      }
      assert.notEqual((await visitor.get('south/nowhere')).headers['content-security-policy'], undefined);
    } finally {
      await app.close();
    }
  });

  it('should let a server close though a page listens for changes', async () => {
    const server = createServer(host.app.callback()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const somebody = await northSite.signIn(north.torri);
    const [path] = /\/HelpDesk\/\d+(?=")/.exec((await somebody.get('/HelpDesk')).body) ?? assert.fail();
    const stream = await openStream(north, somebody, `${path}/events`, port);
    assert.equal(stream.answer.statusCode, 200);
    const closed = once(server, 'close');
    server.close();
    host.drain();
    await closed;
    await stream.ended;
  });

  it('should refuse portals of which one would hide the other', async () => {
    const below = { ...variables(south), PORTAL_BASE_URL: 'http://localhost:8480/north/inner' };
    await assert.rejects(createHost([variables(north), below], createLogger('silent')), /answered by the portal at/);
    await assert.rejects(createHost([variables(north), variables(north)], createLogger('silent')), RangeError);
  });
});
