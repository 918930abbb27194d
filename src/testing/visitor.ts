import assert from 'node:assert/strict';
import { createServer, type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestPerson, TestPortal } from './build-portal.js';
import { fieldPart, multipartBody, multipartType, type RawPart } from './multipart.js';

/** One answer, read whole. */
export interface SiteAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly bytes: Buffer;
  /** Where a redirect leads, below the mount and without a fragment; empty without one. */
  readonly location: string;
}

/** A form of a page: where it goes and its hidden fields. */
export interface PageForm {
  readonly action: string;
  readonly hidden: Fields;
}

export type Fields = Readonly<Record<string, string>>;

/** Whatever holds a portal. */
interface ServedPortal {
  readonly portal: Pick<TestPortal['portal'], 'url' | 'handler'>;
}

/** A portal that listens, and the people who visit it. */
export interface TestSite {
  /** Somebody with a browser and no cookies; addresses are below the mount. */
  visitor(language?: string): Visitor;
  /** Signs in, changing the one-time password the first time. */
  signIn(person: Pick<TestPerson, 'email' | 'password'>, language?: string): Promise<Visitor>;
  close(): Promise<void>;
}

const OWN_PASSWORD = 'tramonto lento 9';

/** Lets a portal's handler listen on a free port under the portal's own name. */
export async function openSite({ portal }: ServedPortal): Promise<TestSite> {
  const server = createServer(portal.handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const { host, pathname } = new URL(portal.url);
  const changed = new Set<string>();
  const visitor = (language = 'it'): Visitor => new Visitor({ port, host, mount: pathname, language });
  return {
    visitor,
    async signIn(person, language) {
      const somebody = visitor(language);
      await somebody.signIn(person.email, changed.has(person.email) ? OWN_PASSWORD : person.password);
      changed.add(person.email);
      return somebody;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface VisitorOptions {
  readonly port: number;
  readonly host: string;
  readonly mount: string;
  readonly language: string;
}

interface Sent {
  readonly method?: string;
  readonly headers?: Fields;
  readonly body?: string | Buffer;
}

/** A browser without a window: keeps cookies, reads forms, follows nothing by itself. */
export class Visitor {
  readonly #options: VisitorOptions;
  readonly #cookies = new Map<string, string>();

  constructor(options: VisitorOptions) {
    this.#options = options;
  }

  /** Somebody else with the same cookies: a second tab. */
  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Where the site listens. */
  get port(): number {
    return this.#options.port;
  }

  get(path: string, headers: Fields = {}): Promise<SiteAnswer> {
    return this.#send(path, { headers });
  }

  head(path: string): Promise<SiteAnswer> {
    return this.#send(path, { method: 'HEAD' });
  }

  post(
    path: string,
    fields: Fields | readonly (readonly [string, string])[],
    headers: Fields = {},
  ): Promise<SiteAnswer> {
    const pairs = Array.isArray(fields) ? fields : Object.entries(fields);
    return this.#send(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, value])).toString(),
    });
  }

  postFiles(path: string, fields: Fields, files: readonly RawPart[]): Promise<SiteAnswer> {
    const parts = Object.entries(fields).map(([name, value]) => fieldPart(name, value));
    return this.#send(path, {
      method: 'POST',
      headers: { 'Content-Type': multipartType },
      body: multipartBody([...parts, ...files]),
    });
  }

  /** The form of a page that is sent to `action` (below the mount), by default to the page itself. */
  async form(path: string, action = path): Promise<PageForm> {
    const { body, status } = await this.get(path);
    const form = formOf(body, this.#options.mount + action);
    assert.ok(form, `${path} (${status}) has a form for ${action}`);
    return { action, hidden: form };
  }

  /** Opens a page and sends one of its forms. */
  async submit(path: string, fields: Fields, action = path, files?: readonly RawPart[]): Promise<SiteAnswer> {
    const { hidden } = await this.form(path, action);
    const all = { ...hidden, ...fields };
    return files ? this.postFiles(action, all, files) : this.post(action, all);
  }

  async signIn(email: string, password: string): Promise<void> {
    const answer = await this.submit('/sign-in', { email, password });
    assert.equal(answer.status, 303, 'the password is right');
    if (answer.location !== '/password/change') return;
    const changed = await this.submit('/password/change', { password: OWN_PASSWORD, repeat: OWN_PASSWORD });
    assert.equal(changed.status, 303, 'the new password is taken');
  }

  #send(path: string, { method = 'GET', headers = {}, body }: Sent): Promise<SiteAnswer> {
    const { port, host, mount, language } = this.#options;
    const own = { Host: host, Accept: 'text/html', 'Accept-Language': language, Cookie: this.cookie };
    return new Promise((resolve, reject) => {
      // A connection of its own: one kept alive may be closed by the server just when it is used again.
      const options = {
        port,
        host: '127.0.0.1',
        path: mount + path,
        method,
        headers: { ...own, ...headers },
        agent: false,
      };
      const sent = request(options, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          this.#keepCookies(answer.headers['set-cookie'] ?? []);
          const bytes = Buffer.concat(chunks);
          const location = (answer.headers.location ?? '').replace(/#.*$/, '').replace(mount, '');
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: bytes.toString(), bytes, location });
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  #keepCookies(lines: readonly string[]): void {
    for (const line of lines) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      if (/max-age=0\b/i.test(line)) this.#cookies.delete(pair.slice(0, at));
      else this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }
}

/** The hidden fields of the form with this address, or undefined. */
export function formOf(html: string, action: string): Fields | undefined {
  const forms = html.match(/<form\b[\s\S]*?<\/form>/g) ?? [];
  const form = forms.find((candidate) => candidate.includes(`action="${action}"`));
  if (form === undefined) return undefined;
  const inputs = form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g);
  return Object.fromEntries([...inputs].map(([, name = '', value = '']) => [name, unescapeHtml(value)]));
}

/** Where a page's links lead. */
export function linksOf(html: string): string[] {
  return [...html.matchAll(/<a\b[^>]*? href="([^"]*)"/g)].map(([, href = '']) => unescapeHtml(href));
}

/** Text of a page without its tags, white space folded. */
export function textOf(html: string): string {
  const visible = html.replace(/<(script|style|template)\b[\s\S]*?<\/\1>/g, ' ').replace(/<[^>]*>/g, ' ');
  return unescapeHtml(visible).replace(/\s+/g, ' ').trim();
}

/** Text of HTML with its entities resolved. */
export function unescapeHtml(text: string): string {
  const names: Fields = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
  return text
    .replace(/&#x([0-9a-f]+);/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replace(/&#(\d+);/g, (_, number: string) => String.fromCodePoint(Number(number)))
    .replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => names[name] ?? '');
}
