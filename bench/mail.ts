/**
 * Mails a second through the outbox, beside nodemailer's bare pool sending the same messages to the same local SMTP server:
 * `npm run bench:mail`. On the embedded CRM, or with `PORTAL_BENCH_DATABASE_URL` in a copy of a CRM's database that may be written to. Fails below
 * 0.6 of the bare pool.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createTransport } from 'nodemailer';
import { readConfig } from '../src/core/config.js';
import { silentLogger } from '../src/core/logger.js';
import { definitionOf, type IntentOf } from '../src/mail/emails.js';
import { SMTP_CONNECTIONS } from '../src/mail/smtp-transport.js';
import { completeConfig } from '../src/plugin/demo-site.js';
import { enable, install } from '../src/plugin/lifecycle-exports.js';
import { installDemo } from '../src/plugin/site.js';
import { createPortal, type Portal } from '../src/portal.js';
import { freePort } from '../test/support/free-port.js';

const MAILS = 2_000;
const ROUNDS = 3;
const LEAST_RATIO = 0.6;

const sink = fork(fileURLToPath(new URL('./smtp-sink.ts', import.meta.url)));
const { port } = await heard<{ port: number }>(sink);
const url = `smtp://127.0.0.1:${port}`;
const folder = await mkdtemp(join(tmpdir(), 'portal-bench-'));
const portal = await startPortal();
try {
  const ratios: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const bare = await throughPool();
    const outbox = await throughOutbox(round);
    ratios.push(outbox / bare);
    console.log(
      `${portal.host.id}: pool ${Math.round(bare)}, outbox ${Math.round(outbox)} mails a second: ${(outbox / bare).toFixed(2)}`,
    );
  }
  const ratio = ratios.toSorted((left, right) => left - right)[Math.floor(ROUNDS / 2)] ?? 0;
  console.log(`median ${ratio.toFixed(2)}, at least ${LEAST_RATIO} is asked for`);
  if (ratio < LEAST_RATIO) process.exitCode = 1;
} finally {
  await portal.host.knex('portal_mail').where('unique_key', 'like', 'bench:%').delete();
  await portal.stop();
  await rm(folder, { recursive: true });
  sink.disconnect();
}

async function startPortal(): Promise<Portal> {
  const databaseUrl = process.env.PORTAL_BENCH_DATABASE_URL;
  const webPort = await freePort();
  const config = await completeConfig(
    readConfig({
      PORTAL_PORT: String(webPort),
      PORTAL_BASE_URL: `http://localhost:${webPort}`,
      PORTAL_SMTP_URL: url,
      PORTAL_MAIL_FROM: 'assistenza@acme.example',
      ...(databaseUrl === undefined
        ? {}
        : {
            PORTAL_DATABASE_URL: databaseUrl,
            PORTAL_STORAGE_DIR: folder,
            PORTAL_SECRET: randomBytes(32).toString('base64url'),
          }),
    }),
    folder,
  );
  await mkdir(join(folder, 'storage'));
  if (databaseUrl === undefined) await installDemo({ config, log: silentLogger });
  else {
    await install({ config, log: silentLogger });
    await enable({ config, log: silentLogger });
  }
  const started = await createPortal({ config, log: silentLogger });
  await started.start();
  return started;
}

/** Mails a second. */
async function throughPool(): Promise<number> {
  const pool = createTransport({ url, pool: true, maxConnections: SMTP_CONNECTIONS });
  const messages = Array.from({ length: MAILS }, (_, index) => {
    const intent = intentOf(0, index);
    const { subject, html, text } = portal.mails.renderer.render({
      kind: intent.kind,
      language: intent.language,
      recipientName: intent.to.name,
      data: intent.data,
    });
    return { from: 'assistenza@acme.example', to: intent.to, subject, html, text };
  });
  const started = performance.now();
  await Promise.all(messages.map((message) => pool.sendMail(message)));
  const seconds = (performance.now() - started) / 1000;
  pool.close();
  return MAILS / seconds;
}

/** From the commit of the rows to the last one marked as sent. */
async function throughOutbox(round: number): Promise<number> {
  const { host, services } = portal;
  await host.transaction(async (trx) => {
    for (let index = 0; index < MAILS; index += 1) await services.outbox.add(trx, intentOf(round, index));
  });
  const before = await taken();
  const started = performance.now();
  services.outbox.wake();
  while ((await taken()) - before < MAILS) await sleep(20);
  while ((await host.knex('portal_mail').whereNot({ state: 'sent' }).first('id')) !== undefined) await sleep(5);
  return (MAILS / (performance.now() - started)) * 1000;
}

function intentOf(round: number, index: number): IntentOf<'staff-comment'> {
  return {
    kind: 'staff-comment',
    key: `bench:${round}:${index}`,
    to: { address: `agent-${index}@acme.example`, name: `Agente ${index}` },
    language: 'it',
    data: { ...definitionOf('staff-comment').sample, text: 'Il nastro si ferma ogni mattina. '.repeat(10) },
  };
}

async function taken(): Promise<number> {
  const answer = heard<{ taken: number }>(sink);
  sink.send('taken');
  return (await answer).taken;
}

async function heard<T>(child: ChildProcess): Promise<T> {
  const [message] = await once(child, 'message');
  return message as T;
}
