import assert from 'node:assert/strict';
import { createServer, type Server, type Socket } from 'node:net';
import { checkImap } from '../../../src/mail/inbox/check-imap.js';
import { needDovecot } from '../../support/dovecot.js';
import { freePort } from '../../support/free-port.js';
import { startImap, type TestImap } from '../../support/imap.js';
import type { TestMailbox } from '../../support/imap-mailbox.js';
import { mailOf } from '../../support/inbox-site.js';

const WAIT_MS = 5_000;

describe('checkImap', () => {
  let server: TestImap;
  let mailbox: TestMailbox;
  let odd: Server | undefined;
  const sockets = new Set<Socket>();

  before(async function () {
    needDovecot(this);
    server = await startImap();
    mailbox = await server.mailbox();
    await mailbox.deliver(mailOf('a'));
  });
  after(() => server?.stop());
  afterEach(() => {
    for (const socket of sockets) socket.destroy();
    odd?.close();
    odd = undefined;
  });

  /** A server that answers as no real one of these tests does. */
  async function listen(talk: (socket: Socket) => void): Promise<string> {
    odd = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
      talk(socket);
    });
    const port = await freePort();
    const listening = odd;
    await new Promise<void>((resolve) => listening.listen(port, '127.0.0.1', resolve));
    return `imap://anna:p%40ss-of-anna@127.0.0.1:${port}/INBOX`;
  }
  const reasonOf = async (url: string, waitMs = WAIT_MS): Promise<string> => {
    try {
      await checkImap({ url }, waitMs);
    } catch (error) {
      assert.ok(error instanceof Error);
      return error.message;
    }
    return 'fine';
  };

  it('should accept a mailbox that is there, and leave its mails as they are', async () => {
    assert.equal(await reasonOf(mailbox.url()), 'fine');
    const [mail] = await mailbox.mailsIn('INBOX');
    assert.equal(mail?.isSeen, false);
    await mailbox.asProgram((client) => client.mailboxCreate(['Post & more', 'Für uns']));
    assert.equal(await reasonOf(mailbox.url({ folder: 'Post & more/Für uns' })), 'fine');
  });

  it('should name the folder that is not there', async () => {
    assert.match(await reasonOf(mailbox.url({ folder: 'Nowhere' })), /Nowhere/);
  });

  it('should say that user or password are wrong, and not what they are', async () => {
    const reason = await reasonOf(mailbox.url({ password: 'guessed' }));
    assert.match(reason, /^EAUTH .*Authentication failed/i);
    assert.doesNotMatch(reason, /guessed/);
  });

  it('should name the port that refuses and the host that is unknown', async () => {
    const port = await freePort();
    assert.match(await reasonOf(`imap://anna:x@127.0.0.1:${port}/`), new RegExp(`ECONNREFUSED.*${port}`));
    assert.match(await reasonOf(`imap://anna:x@localhost:${port}/`), new RegExp(`ECONNREFUSED.*${port}`));
    assert.match(
      await reasonOf('imaps://anna:x@no-such-host.invalid/'),
      /(ENOTFOUND|EAI_AGAIN).*no-such-host\.invalid/,
    );
  });

  it('should say what is wrong where TLS meets a server without it', async () => {
    const { port } = new URL(mailbox.url());
    assert.match(await reasonOf(`imaps://anna:x@127.0.0.1:${port}/`), /does not speak TLS at this port/);
  });

  it('should end in time with a server that says nothing, and one that never comes to an end', async () => {
    const start = Date.now();
    assert.match(await reasonOf(await listen(() => undefined), 300), /required time.*TLS\?/);
    odd?.close();
    const endless = await listen((socket) => {
      socket.write('* OK hello\r\n');
      socket.on('data', () => socket.write('* OK wait\r\n'));
      const timer = setInterval(() => socket.write('* OK still here\r\n'), 50);
      socket.on('close', () => clearInterval(timer));
    });
    assert.match(await reasonOf(endless, 300), /ETIMEDOUT/);
    assert.ok(Date.now() - start < 10_000);
  });

  it('should hide the password from what a server says back', async () => {
    const parrot = await listen((socket) => {
      socket.write('* OK [CAPABILITY IMAP4rev1] hello\r\n');
      socket.on('data', (chunk: Buffer) => {
        const [tag, command = ''] = chunk.toString().trim().split(' ');
        socket.write(command === 'LOGIN' ? `${tag} BAD what is ${chunk.toString().trim()}?\r\n` : `${tag} OK done\r\n`);
      });
    });
    const reason = await reasonOf(parrot);
    assert.match(reason, /^EAUTH .*what is/);
    assert.doesNotMatch(reason, /p@ss-of-anna/);
    assert.match(reason, /\*\*\*/);
  });

  it('should not take for the folder what a line breaking in the middle leaves', async () => {
    const cutting = await listen((socket) => {
      socket.write('* OK [CAPABILITY IMAP4rev1] hello\r\n');
      socket.on('data', (chunk: Buffer) => {
        const [tag, command = ''] = chunk.toString().trim().split(' ');
        if (command === 'STATUS') socket.destroy();
        else socket.write(`${tag} OK done\r\n`);
      });
    });
    assert.match(await reasonOf(cutting), /connection|no such folder/i);
  });
});
