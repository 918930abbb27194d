import { createServer, type RequestListener, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readableText } from './readable-text.js';

/** A page or file a customer was given; of a file its words. */
export interface WalkedPage {
  /** Below the mount. */
  readonly path: string;
  readonly status: number;
  readonly body: string;
}

/** Where the portal stands, as its handler expects to be addressed. */
export interface WalkSite {
  readonly host: string;
  readonly mount: string;
  readonly cookieName: string;
}

/** More pages say nothing new. */
const MOST_PAGES = 1500;

/** Not sorted and filtered versions of lists, which hold the same records; stored files are not opened: that is counted in the CRM. */
const WORTH_IT = /^\/(?!sign-out|assets|demo|password|activate|me\/email)[\w/.-]*(?:\?page=\d+(?:&size=\d+)?)?$/;

/** Visits a portal's handler in this process, on a port nobody else knows. */
export class LeakWalker {
  readonly #server: Server;
  readonly #site: WalkSite;

  constructor(handler: RequestListener, site: WalkSite) {
    this.#server = createServer(handler);
    this.#site = site;
  }

  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Every page that can be reached by links from these addresses, each once. */
  async *walk(session: string, from: readonly string[]): AsyncGenerator<WalkedPage> {
    const seen = new Set(from);
    for (const path of seen) {
      const page = await this.get(path, session);
      for (const link of page.status === 200 ? this.#links(page.body) : []) if (seen.size < MOST_PAGES) seen.add(link);
      yield page;
    }
  }

  get(path: string, session: string): Promise<WalkedPage> {
    const { host, mount, cookieName } = this.#site;
    const { port } = this.#server.address() as AddressInfo;
    // Fetched ahead, as browsers say it: nothing counts as seen by the customer.
    const purpose = { 'Sec-Purpose': 'prefetch' };
    const headers = { Host: host, Accept: 'text/html', Cookie: `${cookieName}=${session}`, ...purpose };
    return new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, path: mount + path, headers, agent: false }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          const status = answer.statusCode ?? 0;
          const type = answer.headers['content-type'] ?? '';
          readableText(type, Buffer.concat(chunks)).then((body) => resolve({ path, status, body }), reject);
        });
      });
      sent.on('error', reject);
      sent.end();
    });
  }

  #links(html: string): string[] {
    const { mount } = this.#site;
    return [...html.matchAll(/ href="([^"#]*)/g)].flatMap(([, href = '']) => {
      const address = href.replaceAll('&amp;', '&');
      if (!address.startsWith(`${mount}/`)) return [];
      const path = address.slice(mount.length);
      return WORTH_IT.test(path) && !path.includes('/files/') ? [path] : [];
    });
  }
}
