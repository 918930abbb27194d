import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { silentLogger } from '../../../src/core/logger.js';
import { LOOK_EVERY_MS, SharedMetadata } from '../../../src/plugin/shared-metadata.js';
import { createPortal, type Portal } from '../../../src/portal.js';
import { FingerprintStore } from '../../../src/store/fingerprint-store.js';
import { eachPortal, type TestPortal } from '../../support/build-portal.js';
import { freePort } from '../../support/free-port.js';
import { buildClock, type TestClock } from '../../support/store-databases.js';

/** What only a fingerprint asks: checksums, or on SQLite the rows of all the tables at once. */
const FINGERPRINT = /crc32|group_concat/;

/** One process of the portal, with what it asked the database. */
interface Process {
  readonly portal: Portal;
  readonly metadata: SharedMetadata;
  /** Every statement since it was asked last. */
  statements(): string[];
  /** How the process calls the tickets' module. */
  label(): string;
}

eachPortal('SharedMetadata', (buildPortal) => {
  let test: TestPortal;
  let clock: TestClock;
  let one: Process;
  let other: Process;
  let isEnabled: boolean;

  function buildProcess(portal: Portal): Process {
    const { knex, metadata } = portal.host;
    const asked: string[] = [];
    knex.on('query', ({ sql }: { sql: string }) => void asked.push(sql));
    return {
      portal,
      metadata: new SharedMetadata({
        source: metadata,
        store: new FingerprintStore(knex),
        clock,
        isEnabled: () => isEnabled,
      }),
      statements: () => asked.splice(0),
      label: () => metadata.current.labels.label('HelpDesk', 'Ticket No', 'it'),
    };
  }

  const rename = (label: string): Promise<number> =>
    test.portal.host
      .knex('sdk_language')
      .where({ module: 'HelpDesk', language: 'it_it', label: 'Ticket No' })
      .update({ trans_label: label });

  /** Both processes look, every five seconds, for so long; returns how many fingerprints were computed. */
  async function pass(ms: number, ...processes: readonly Process[]): Promise<number> {
    let computed = 0;
    for (let passed = 0; passed < ms; passed += LOOK_EVERY_MS) {
      clock.pass(LOOK_EVERY_MS);
      for (const { metadata, statements } of processes) {
        await metadata.look();
        computed += statements().filter((sql) => FINGERPRINT.test(sql) && !/information_schema/.test(sql)).length;
      }
    }
    return computed;
  }

  before(async () => {
    test = await buildPortal();
    clock = buildClock();
    isEnabled = true;
    const second = await createPortal({ config: test.config, log: silentLogger });
    one = buildProcess(test.portal);
    other = buildProcess(second);
    await pass(LOOK_EVERY_MS, one, other);
  });
  after(async () => {
    await other?.portal.stop();
    await test?.close();
  });

  it('should ask the CRM’s tables in one process at a time, and one row in all others', async () => {
    const computed = await pass(600_000, one, other);
    assert.ok(computed >= 10 && computed <= 15, `${computed} times in ten minutes`);
    await pass(40_000, one, other);
    one.statements();
    await other.metadata.look();
    assert.equal(other.statements().length, 1);
  });

  it('should let every process see a change within a minute, reading it once', async () => {
    await rename('Richieste');
    await pass(60_000, one, other);
    assert.deepEqual([one.label(), other.label()], ['Richieste', 'Richieste']);
    const { current } = other.portal.host.metadata;
    await pass(120_000, one, other);
    assert.equal(other.portal.host.metadata.current, current);
  });

  it('should have one turn taken by one of many who look at once', async () => {
    clock.pass(60_000);
    await Promise.all([one, other, one, other].map(({ metadata }) => metadata.look()));
    const computed = [one, other].flatMap(({ statements }) => statements()).filter((sql) => FINGERPRINT.test(sql));
    assert.equal(computed.filter((sql) => !/information_schema/.test(sql)).length, 1);
  });

  it('should be taken over when the process whose turn it is dies over it', async () => {
    await rename('Segnalazioni');
    clock.pass(60_000);
    const { source, dead } = dying(one);
    void source.look();
    await dead;
    await pass(LOOK_EVERY_MS, other);
    assert.equal(other.label(), 'Richieste');
    await pass(2 * LOOK_EVERY_MS, other);
    assert.equal(other.label(), 'Segnalazioni');
    await pass(LOOK_EVERY_MS, one);
    assert.equal(one.label(), 'Segnalazioni');
  });

  it('should go on when one process is stopped for good', async () => {
    await rename('Assistenza');
    await pass(60_000, other);
    assert.equal(other.label(), 'Assistenza');
  });

  it('should survive a failing database and see the change afterwards', async () => {
    await rename('Aiuto');
    const { knex } = other.portal.host;
    const broken = new SharedMetadata({
      source: { current: one.portal.host.metadata.current, refresh: () => Promise.reject(new Error('gone')) },
      store: new FingerprintStore(knex),
      clock,
      isEnabled: () => true,
    });
    clock.pass(60_000);
    await assert.rejects(broken.look(), /gone/);
    await pass(20_000, one, other);
    assert.deepEqual([one.label(), other.label()], ['Aiuto', 'Aiuto']);
  });

  it('should not wait for a time that a wrong clock set', async () => {
    await test.portal.host.knex('portal_fingerprint').update({ due_at: clock.now() + 86_400_000 });
    await rename('Supporto');
    await pass(2 * LOOK_EVERY_MS, one, other);
    assert.deepEqual([one.label(), other.label()], ['Supporto', 'Supporto']);
  });

  it('should look at nothing while the portal is shut', async () => {
    isEnabled = false;
    one.statements();
    await one.metadata.look();
    assert.deepEqual(one.statements(), []);
    isEnabled = true;
  });

  it('should be kept by a running portal', async () => {
    const third = await createPortal({ config: { ...test.config, port: await freePort() }, log: silentLogger });
    const { knex, metadata } = third.host;
    try {
      await third.start();
      await rename('Numero');
      const label = (): string => metadata.current.labels.label('HelpDesk', 'Ticket No', 'it');
      for (let waited = 0; waited < 3 * LOOK_EVERY_MS && label() !== 'Numero'; waited += 100) await sleep(100);
      assert.equal(label(), 'Numero');
      assert.equal((await knex('portal_fingerprint').first()).value, metadata.current.fingerprint);
    } finally {
      await third.stop();
    }
  });

  /** A process that takes its turn and never comes back. */
  function dying({ portal }: Process): { source: SharedMetadata; dead: Promise<void> } {
    let died = (): void => undefined;
    const dead = new Promise<void>((resolve) => {
      died = resolve;
    });
    const source = new SharedMetadata({
      source: {
        current: portal.host.metadata.current,
        refresh() {
          died();
          return new Promise(() => undefined);
        },
      },
      store: new FingerprintStore(portal.host.knex),
      clock,
      isEnabled: () => true,
    });
    return { source, dead };
  }
});
