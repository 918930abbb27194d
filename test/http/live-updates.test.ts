import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { silentLogger } from '../../src/core/logger.js';
import { type LivePace, LiveTickets } from '../../src/features/tickets/live-tickets.js';
import { type Agent, createAgent } from '../support/agent.js';
import { buildDemoPortal, eachPortal } from '../support/build-portal.js';
import { type EventStream, openStream } from '../support/event-stream.js';
import { filePart } from '../support/multipart.js';
import { createTicket } from '../support/ticket-site.js';
import { openTicketSteps, type TicketSteps } from '../support/ticket-steps.js';
import { openSite, type Visitor } from '../support/visitor.js';

const QUIET = { 'X-Portal-Quiet': '1' };

const markOn = (body: string): string => /data-mark="([^"]+)"/.exec(body)?.[1] ?? '';

eachPortal('live updates of a ticket', (buildPortal) => {
  let on: TicketSteps;
  let villani: Visitor;
  let agent: Agent;
  const streams: EventStream[] = [];
  before(async () => {
    on = await openTicketSteps(buildPortal);
    villani = on.villani;
    agent = createAgent(on.knex);
  });
  afterEach(async () => {
    for (const stream of streams.splice(0)) stream.close();
    await sleep(50);
  });
  after(() => on?.close());

  const open = async (path: string): Promise<EventStream> => {
    const stream = await openStream(on.test, villani, path);
    streams.push(stream);
    return stream;
  };

  it('should begin with what the page shows, and pass no proxy’s store or compressor', async () => {
    const id = await createTicket(villani, 'Dal vivo');
    const { answer, next } = await open(`/HelpDesk/${id}/events`);
    assert.equal(answer.statusCode, 200);
    assert.match(answer.headers['content-type'] ?? '', /^text\/event-stream/);
    assert.equal(answer.headers['x-accel-buffering'], 'no');
    assert.equal(answer.headers['content-encoding'], undefined);
    const { data } = await next('mark');
    assert.deepEqual(data, { kind: 'mark', ticket: id, mark: markOn((await villani.get(`/HelpDesk/${id}`)).body) });
  });

  it('should tell of an answer, a status, a request, a file and a comment', async () => {
    const id = await createTicket(villani, 'Novità');
    const { next } = await open(`/HelpDesk/${id}/events`);
    const marks = [(await next('mark')).data.mark];
    const news: Record<string, () => Promise<unknown>> = {
      answer: () => agent.comments(id, 'Arriviamo'),
      status: () => agent.sets(id, 'Wait For Response', 'In Progress'),
      request: () => agent.asks(id, 'Parola-Riservata-1'),
      file: () => villani.submit(`/HelpDesk/${id}`, {}, `/HelpDesk/${id}/files`, [filePart('nota.txt', 'ciao')]),
      comment: () => on.act(id, 'comments', { comment: 'Dalla collega' }),
    };
    for (const [name, happen] of Object.entries(news)) {
      await happen();
      const now = (await on.test.portal.host.tickets.marks([id])).get(id);
      assert.equal(now, markOn((await villani.get(`/HelpDesk/${id}`)).body), name);
      assert.ok(!marks.includes(now), name);
      marks.push(now);
    }
    while ((await next('mark')).data.mark !== marks.at(-1));
  });

  it('should say nothing of what the staff keeps to itself', async () => {
    const id = await createTicket(villani, 'Riservato');
    const before = markOn((await villani.get(`/HelpDesk/${id}`)).body);
    await on.knex('vte_crmentity').where({ crmid: id }).update({ modifiedtime: '2030-01-01 00:00:00' });
    await on.knex('vte_troubletickets').where({ ticketid: id }).update({ solution: 'Interno' });
    const hidden = await on.knex('vte_notes').where({ active_portal: 0 }).first();
    await on.knex('vte_changelog').where({ parent_id: hidden.notesid }).delete();
    await on.knex('vte_senotesrel').insert({ crmid: id, notesid: hidden.notesid, relmodule: 'HelpDesk' });
    assert.equal((await on.test.portal.host.tickets.marks([id])).get(id), before);
  });

  it('should let nobody listen to another’s ticket, and open no stream for a mere look', async () => {
    const id = await createTicket(villani, 'Solo miei');
    const torri = await on.site.signIn(on.test.torri);
    const events = (visitor: Visitor, path: string) => visitor.get(path, { Accept: 'text/event-stream' });
    assert.equal((await events(torri, `/HelpDesk/${id}/events`)).status, 404);
    assert.equal((await events(villani, '/HelpDesk/999999/events')).status, 404);
    assert.equal((await events(on.site.visitor(), `/HelpDesk/${id}/events`)).status, 401);
    assert.equal((await events(villani, `/HelpDesk/${id}/events?also=1.x`)).status, 400);
    assert.equal((await torri.head(`/HelpDesk/${id}/events`)).status, 404);
    for (let look = 0; look < 8; look += 1)
      assert.equal((await villani.head(`/HelpDesk/${id}/events`)).status, 200, `look ${look}`);
  });

  it('should serve all tabs of a browser with one stream, without those that are not the visitor’s', async () => {
    const [first, second] = [await createTicket(villani, 'Scheda uno'), await createTicket(villani, 'Scheda due')];
    const torri = await on.site.signIn(on.test.torri);
    const foreign = await createTicket(torri, 'Di un’altra azienda');
    const { next, events } = await open(`/HelpDesk/${first}/events?also=${second}.${foreign}`);
    await next('mark');
    await next('mark');
    await agent.comments(second, 'Anche qui');
    assert.equal((await next('mark')).data.ticket, second);
    assert.ok(events.every(({ data }) => data.ticket !== foreign));
  });

  it('should keep no session alive, neither the stream nor the page it makes the browser read', async () => {
    const id = await createTicket(villani, 'Fermo');
    const long = Date.now() - 20 * 60_000;
    const seen = async (): Promise<number[]> =>
      (await on.knex('portal_session').where({ contact_id: on.test.villani.contactId }).pluck('seen_at')).map(Number);
    await on.knex('portal_session').update({ seen_at: long });
    await (await open(`/HelpDesk/${id}/events`)).next('mark');
    assert.equal((await villani.get(`/HelpDesk/${id}`, QUIET)).status, 200);
    assert.ok((await seen()).every((at) => at === long));
    await villani.get(`/HelpDesk/${id}`);
    assert.ok((await seen()).some((at) => at > long));
  });

  it('should leave messages for the page that the visitor asks for', async () => {
    const id = await createTicket(villani, 'Con messaggio');
    await on.act(id, 'resolve');
    assert.doesNotMatch((await villani.get(`/HelpDesk/${id}`, QUIET)).body, /La richiesta è chiusa/);
    assert.match((await villani.get(`/HelpDesk/${id}`)).body, /La richiesta è chiusa/);
  });

  it('should refuse more streams than a contact has browsers', async () => {
    const id = await createTicket(villani, 'Troppi');
    const answers: (number | undefined)[] = [];
    for (let count = 0; count < 7; count += 1) answers.push((await open(`/HelpDesk/${id}/events`)).answer.statusCode);
    assert.deepEqual(answers, [200, 200, 200, 200, 200, 200, 429]);
  });

  describe('the hub', () => {
    const listen = async (pace: Partial<LivePace>, ids: readonly number[], isEnabled = () => true) => {
      const { portal, villani: person } = on.test;
      const { host, stores, services } = portal;
      const live = new LiveTickets(
        { ...services, host, sessions: stores.sessions, isEnabled, log: silentLogger },
        pace,
      );
      const viewer = await services.viewers.load(person.contactId);
      assert.ok(viewer);
      const account = { accountId: viewer.contact.accountId, userAgent: '', network: '' };
      const made = await stores.sessions.create({ contactId: person.contactId, kind: 'full', ...account });
      const out = new PassThrough();
      await live.open(viewer, made.id, ids, out);
      return { live, out, viewer, session: made };
    };

    it('should end the stream of a session that is over, and say so', async () => {
      const id = await createTicket(villani, 'Sessione finita');
      const { live, out, session } = await listen({ checkMs: 50 }, [id]);
      await sleep(200);
      assert.equal(out.writableEnded, false);
      await on.test.portal.stores.sessions.revoke(session.id);
      assert.match(await text(out), /event: end\n/);
      live.stop();
    });

    it('should go on without a ticket the contact sees no more', async () => {
      const [id, other] = [await createTicket(villani, 'Resta'), await createTicket(villani, 'Va via')];
      const { live, out } = await listen({ checkMs: 50 }, [id, other]);
      await on.knex('vte_crmentity').where({ crmid: other }).update({ deleted: 1 });
      await sleep(300);
      assert.equal(out.writableEnded, false);
      await on.knex('vte_crmentity').where({ crmid: id }).update({ deleted: 1 });
      const told = await text(out);
      assert.match(told, new RegExp(`event: gone\\ndata: {"kind":"gone","ticket":${other}}`));
      assert.match(told, new RegExp(`event: gone\\ndata: {"kind":"gone","ticket":${id}}`));
      live.stop();
    });

    it('should ask once for all listeners, and not at all without any', async () => {
      const ids = await Promise.all([1, 2, 3].map((number) => createTicket(villani, `Osservato ${number}`)));
      const { live, viewer, session, out } = await listen({ lookMs: 100 }, ids);
      const outs = [out, new PassThrough(), new PassThrough()];
      for (const more of outs.slice(1)) await live.open(viewer, session.id, ids, more);
      let statements = 0;
      const count = (): void => {
        statements += 1;
      };
      on.knex.on('query', count);
      await sleep(1050);
      assert.ok(statements >= 4 && statements <= 11, `${statements} statements in a second of ten looks`);
      for (const one of outs) one.destroy();
      await sleep(150);
      statements = 0;
      await sleep(300);
      on.knex.removeListener('query', count);
      assert.equal(statements, 0);
      live.stop();
    });

    it('should fall silent while the plugin is disabled', async () => {
      const id = await createTicket(villani, 'Spento');
      const { live, out } = await listen({ lookMs: 50 }, [id], () => false);
      assert.match(await text(out), /event: mark/);
      live.stop();
    });

    it('should beat, and end everything when it stops', async () => {
      const id = await createTicket(villani, 'Fine');
      const { live, out, viewer, session } = await listen({ beatMs: 50 }, [id]);
      await sleep(130);
      live.stop();
      assert.match(await text(out), /\n\n:\n\n:\n\n/);
      await assert.rejects(live.open(viewer, session.id, [id], new PassThrough()), { status: 503 });
    });
  });
});

describe('stopping a portal with open streams', function suite() {
  this.timeout(60_000);

  it('should not wait for them', async () => {
    const test = await buildDemoPortal({ listens: true });
    const site = await openSite(test);
    const villani = await site.signIn(test.villani);
    const id = await createTicket(villani, 'Chiusura');
    const stream = await openStream(test, villani, `/HelpDesk/${id}/events`, Number(new URL(test.url).port));
    await stream.next('mark');
    const started = Date.now();
    await site.close();
    await test.close();
    await stream.ended;
    assert.ok(Date.now() - started < 5000);
  });
});
