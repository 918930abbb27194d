import { connect, createServer, type Socket } from 'node:net';
import { freePort } from './free-port.js';

/** A network between a client and a mail server, with the faults of one. */
export interface ImapLine {
  /** A mailbox's address by way of this line. */
  through(url: string): string;
  /** Asked at everything the client sends; true: the line breaks there, without a word. */
  breaksAt: (sent: string) => boolean;
  /** From now on nothing gets through, and nobody is told. */
  isDead: boolean;
  close(): Promise<void>;
}

/** Opens a line to the server of a mailbox's address. */
export async function openImapLine(url: string): Promise<ImapLine> {
  const { hostname, port } = new URL(url);
  const ours = await freePort();
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const far = connect(Number(port), hostname);
    for (const [socket, other] of [
      [client, far],
      [far, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    client.on('data', (chunk: Buffer) => {
      if (line.breaksAt(chunk.toString('latin1'))) client.destroy();
      else if (!line.isDead) far.write(chunk);
    });
    far.on('data', (chunk: Buffer) => {
      if (!line.isDead) client.write(chunk);
    });
  });
  await new Promise<void>((resolve) => server.listen(ours, '127.0.0.1', resolve));
  const line: ImapLine = {
    through(address) {
      const changed = new URL(address);
      changed.port = String(ours);
      return changed.href;
    },
    breaksAt: () => false,
    isDead: false,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return line;
}
