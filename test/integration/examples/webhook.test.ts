import assert from 'node:assert/strict';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { pauseAfter } from '../../../examples/webhook/back-off.js';
import { deliveriesOf, sendDue } from '../../../examples/webhook/deliveries.js';
import { isSigned, sign } from '../../../examples/webhook/signature.js';
import { readTarget } from '../../../examples/webhook/target.js';
import { packagePath } from '../../../src/core/paths.js';
import { eachPortal } from '../../support/build-portal.js';
import { buildExtensionSite, type ExtensionSite } from '../../support/extension-site.js';
import type { Visitor } from '../../support/visitor.js';

const SECRET = 'a secret of the receiver';
const NEW = '/HelpDesk/new';

interface Heard {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

describe('webhook', () => {
  it('should pause longer after each failure, then give up', () => {
    const pauses = [1, 2, 3, 4, 5, 6, 7].map((attempts) => pauseAfter(attempts, () => 0) ?? 0);
    assert.deepEqual(pauses, [10_000, 60_000, 300_000, 1_800_000, 7_200_000, 21_600_000, 86_400_000]);
    assert.equal(
      pauseAfter(1, () => 1),
      11_000,
    );
    assert.equal(pauseAfter(8), undefined);
  });

  it('should sign so that neither body nor time can be changed', () => {
    const header = sign(SECRET, '{"a":1}', 1_000);
    assert.equal(isSigned(SECRET, '{"a":1}', header, 1_300), true);
    assert.equal(isSigned(SECRET, '{"a":2}', header, 1_000), false);
    assert.equal(isSigned('another secret', '{"a":1}', header, 1_000), false);
    assert.equal(isSigned(SECRET, '{"a":1}', header, 1_301), false);
    assert.equal(isSigned(SECRET, '{"a":1}', header.replace('t=1000', 't=1001'), 1_000), false);
    assert.equal(isSigned(SECRET, '{"a":1}', '', 1_000), false);
  });

  it('should take no address that would send in the clear, and no weak secret', () => {
    assert.equal(readTarget({ url: '', secret: '' }), undefined);
    const refused = (url: string, secret = SECRET) => assert.throws(() => readTarget({ url, secret }), RangeError);
    refused('http://hooks.example.com/');
    refused('ftp://localhost/');
    refused('https://user:pass@hooks.example.com/');
    refused('nowhere');
    refused('https://hooks.example.com/', 'short');
  });
});

eachPortal('example webhook', (buildPortal) => {
  let site: ExtensionSite;
  let villani: Visitor;
  let receiver: Server;
  let url: string;
  let answer = 204;
  const heard: Heard[] = [];
  before(async () => {
    receiver = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      heard.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      response.writeHead(answer, answer === 307 ? { Location: '/elsewhere' } : {}).end();
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
    site = await buildExtensionSite(buildPortal, [], { PORTAL_EXTENSIONS_DIR: packagePath('examples') });
    await site.enable('webhook');
    villani = await site.site.signIn(site.villani);
  });
  after(async () => {
    await site?.close();
    receiver?.close();
  });

  const deliveries = () => site.portal.host.knex('portal_x_webhook__delivery');
  const tables = { table: () => deliveries() };
  const send = (now: number) => sendDue(tables, { url, secret: SECRET }, now);
  const openTicket = async (): Promise<void> => {
    const { status } = await villani.submit(NEW, { ticket_title: 'Guasto', description: 'Non parte.' }, NEW);
    assert.equal(status, 303);
  };

  it('should collect nothing without an address', async () => {
    await openTicket();
    assert.deepEqual(await deliveries().select(), []);
  });

  it('should collect what happens, by ids only', async () => {
    const desk = site.portal.extensions.desk;
    const { mark } = (await desk.find('webhook')) ?? assert.fail('it is there');
    const typed = new Map([
      ['url', url],
      ['secret', SECRET],
    ]);
    await desk.saveSettings('webhook', typed, mark, { kind: 'system', name: 'test' });
    await openTicket();
    const [row] = await deliveries().select();
    assert.equal(row.event, 'ticket.created');
    const { event, data } = JSON.parse(row.body);
    assert.equal(event, 'ticket.created');
    assert.deepEqual(Object.keys(data).sort(), ['contactId', 'number', 'ticketId']);
    assert.equal(data.contactId, site.villani.contactId);
  });

  it('should know the rows about a contact, and no others, to export and erase them', async () => {
    const { contactId } = site.villani;
    assert.equal((await deliveriesOf(tables, contactId).select()).length, 1);
    for (const other of [contactId * 10, Number(`1${contactId}`), site.torri.contactId])
      assert.deepEqual(await deliveriesOf(tables, other).select(), []);
    const { texts } = await site.portal.extensions.data.collect(contactId);
    assert.match(texts.get('webhook') ?? '', /"event": "ticket\.created"/);
  });

  it('should try again, later each time, whatever the failure is, with the same id', async () => {
    let now = Date.now() + 1_000;
    for (const [index, failure] of [500, 307, 404].entries()) {
      answer = failure;
      await send(now);
      assert.equal(heard.length, index + 1, 'once for each attempt, and no redirect is followed');
      const row = await deliveries().first();
      assert.deepEqual([row.state, row.attempts, row.error], ['due', index + 1, `answered ${failure}`]);
      await send(now + 5_000);
      assert.equal(heard.length, index + 1, 'not before its time');
      now = Number(row.next_at);
    }
    answer = 204;
    await send(now);
    assert.equal((await deliveries().first()).state, 'sent');
    await send(now + 86_400_000);
    assert.equal(heard.length, 4);
    assert.deepEqual(new Set(heard.map(({ headers }) => headers['x-portal-delivery'])).size, 1);
    const last = heard.at(-1) ?? assert.fail('it was heard');
    assert.equal(isSigned(SECRET, last.body, String(last.headers['x-portal-signature']), Math.floor(now / 1000)), true);
    assert.equal(last.headers['x-portal-event'], 'ticket.created');
  });

  it('should give up in the end, and forget what is done after thirty days', async () => {
    await openTicket();
    answer = 503;
    let now = Date.now() + 1_000;
    for (let attempt = 1; attempt <= 8; attempt += 1) {
      await send(now);
      now = Number((await deliveries().orderBy('id', 'desc').first()).next_at);
    }
    const row = await deliveries().orderBy('id', 'desc').first();
    assert.deepEqual([row.state, row.attempts], ['failed', 8]);
    await send(now + 31 * 86_400_000);
    assert.deepEqual(await deliveries().select(), []);
  });

  it('should send by itself while the portal runs', async () => {
    answer = 204;
    heard.length = 0;
    site.portal.extensions.jobs.start();
    await openTicket();
    // A job looks every two seconds; how long it takes decides nothing.
    while (heard.length === 0) await sleep(100);
    site.portal.extensions.jobs.stop();
    assert.equal(JSON.parse(heard[0]?.body ?? '').event, 'ticket.created');
  });
});
