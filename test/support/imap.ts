import assert from 'node:assert/strict';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { makeCertificate } from './certificate.js';
import { type DovecotOptions, dovecotConfig, findDovecot, giveTo, oauthConfig, serverAccount } from './dovecot.js';
import { freePort } from './free-port.js';
import { TestMailbox } from './imap-mailbox.js';

const run = promisify(execFile);

const START_MS = 20_000;
/** All users are there from the start: the server looks for new ones once a second. */
const MAILBOXES = 100;
const PASSWORD = 'right/p@ss w%rd';

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const server of running) endGroup(server);
});

/** A real IMAP server on free ports of this machine, with as many mailboxes as are asked for. */
export interface TestImap {
  /** A new, empty mailbox with a user and a password of its own. */
  mailbox(): Promise<TestMailbox>;
  /** How many clients have a mailbox open. */
  connectionsTo(mailbox: TestMailbox): Promise<number>;
  /** Ends every connection from the server's side. */
  cutConnections(): Promise<void>;
  /** Ends the server; ports and mails stay for `resume`. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Ends the server and removes all it kept. */
  stop(): Promise<void>;
}

/** Starts a server, without encryption unless told; ask `needDovecot` first. Rejects with what it says when it does not start. */
export async function startImap(options: DovecotOptions = {}): Promise<TestImap> {
  const program = findDovecot();
  assert.ok(program !== undefined, 'needDovecot was not asked');
  const account = await serverAccount();
  const ports = { plain: await freePort(), tls: await freePort() };
  const folder = await mkdtemp(join(tmpdir(), 'portal-imap-'));
  const [config, users, mails] = [join(folder, 'dovecot.conf'), join(folder, 'users'), join(folder, 'mail')];
  const certificate = await makeCertificate('localhost');
  assert.ok(certificate, 'openssl is installed');
  await writeFile(join(folder, 'key.pem'), certificate.key);
  await writeFile(join(folder, 'cert.pem'), certificate.cert);
  await writeFile(config, dovecotConfig(folder, account, ports, options));
  await writeFile(join(folder, 'oauth2.conf'), oauthConfig(options.tokenInfoUrl ?? ''));
  const passwords = new Map<string, string>();
  for (let index = 1; index <= MAILBOXES; index += 1) passwords.set(`replies${index}@acme.example`, PASSWORD);
  const free = [...passwords.keys()];
  const writeUsers = (): Promise<void> =>
    writeFile(users, [...passwords].map((pair) => `${pair.join(':{PLAIN}')}\n`).join(''));
  await writeUsers();
  await mkdir(mails);
  await giveTo(account, folder, mails, config, users, join(folder, 'key.pem'), join(folder, 'cert.pem'));
  const setPassword = async (user: string, password: string): Promise<void> => {
    passwords.set(user, password);
    await writeUsers();
  };
  const start = (): Promise<ChildProcess> =>
    startProcess(program, config, ports.plain, account.isOther ? { uid: account.uid, gid: account.gid } : {});
  let server = await start();
  return {
    async mailbox() {
      const user = free.shift();
      assert.ok(user !== undefined, `a server has ${MAILBOXES} mailboxes`);
      const place = { user, folder: join(mails, user), ports, account, setPassword };
      const mailbox = new TestMailbox(place, PASSWORD);
      await mailbox.create();
      return mailbox;
    },
    async connectionsTo({ user }) {
      const { stdout } = await run('doveadm', ['-c', config, 'who', '-1', user]);
      return stdout.split('\n').filter((line) => line.startsWith(user)).length;
    },
    async cutConnections() {
      await run('doveadm', ['-c', config, 'kick', '*']);
    },
    pause: () => endProcess(server),
    async resume() {
      server = await start();
    },
    async stop() {
      await endProcess(server);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function startProcess(
  program: string,
  config: string,
  port: number,
  identity: { readonly uid?: number; readonly gid?: number },
): Promise<ChildProcess> {
  // With its children in a group of its own: the server alone would wait half a minute for its clients to leave.
  const server = spawn(program, ['-F', '-c', config], {
    ...identity,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  running.add(server);
  server.once('exit', () => running.delete(server));
  let said = '';
  server.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-10_000);
  });
  const end = Date.now() + START_MS;
  while (!(await greets(port))) {
    assert.ok(!hasEnded(server), `the IMAP server ended: ${said}`);
    assert.ok(Date.now() < end, `the IMAP server does not answer: ${said}`);
    await sleep(20);
  }
  return server;
}

async function endProcess(server: ChildProcess): Promise<void> {
  if (hasEnded(server)) return;
  const ended = once(server, 'exit');
  endGroup(server);
  await ended;
}

function endGroup(server: ChildProcess): void {
  if (server.pid !== undefined && !hasEnded(server)) process.kill(-server.pid, 'SIGTERM');
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** Says whether somebody greets as an IMAP server does. */
function greets(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const end = (isThere: boolean): void => {
      socket.destroy();
      resolve(isThere);
    };
    socket.once('data', (chunk: Buffer) => end(chunk.toString().startsWith('* OK')));
    socket.once('error', () => end(false));
    socket.once('close', () => end(false));
  });
}
