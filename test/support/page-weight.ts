import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, BrowserContext } from 'playwright-core';
import { createTicket } from './ticket-site.js';
import type { Visitor } from './visitor.js';

/** What came over the wire for one page: bytes with their headers, nothing for what the browser had. */
export interface PageWeight {
  readonly bytes: number;
  /** By what it is: `Document`, `Stylesheet`, `Script`, `Font`, `Image`, `Other`. */
  readonly byKind: Readonly<Record<string, number>>;
  /** Requests to elsewhere, scripts and styles inside the page, and what the browser complained about. */
  readonly faults: readonly string[];
}

const PATIENCE_MS = 10_000;
const LIST_ROWS = 50;
const subjects = [
  'Il nastro si ferma',
  'Errore E-14 sul display',
  'Rullo da sostituire',
  'Sensore guasto',
  'Manutenzione',
];

/** The pages to weigh, below the mount; for the list of tickets there are fifty afterwards. */
export async function pagesToWeigh(customer: Visitor): Promise<Readonly<Record<string, string>>> {
  let id = 0;
  for (let count = 0; count < LIST_ROWS; count += 1)
    id = await createTicket(customer, `${subjects[count % subjects.length]}, linea ${(count * 37) % 91}`);
  await customer.submit(`/HelpDesk/${id}`, { comment: 'Succede solo al mattino.' }, `/HelpDesk/${id}/comments`);
  return {
    home: '/',
    'list of 50': `/HelpDesk?size=${LIST_ROWS}`,
    record: `/HelpDesk/${id}`,
    form: '/HelpDesk/new',
    search: '/search?q=nastro',
    quotes: '/Quotes',
    profile: '/me',
  };
}

/** A browser that knows nothing yet but, with a cookie header, who somebody is. */
export async function coldContext(browser: Browser, site: string, cookie = '', width = 1440): Promise<BrowserContext> {
  const context = await browser.newContext({ locale: 'it-IT', viewport: { width, height: 900 } });
  const pairs = cookie.split('; ').filter(Boolean);
  await context.addCookies(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      const { hostname } = new URL(site);
      return { name: pair.slice(0, at), value: pair.slice(at + 1), domain: hostname, path: '/', secure: true };
    }),
  );
  return context;
}

/** Opens an address and waits until nothing more comes. */
export async function weighPage(context: BrowserContext, url: string): Promise<PageWeight> {
  const page = await context.newPage();
  const client = await context.newCDPSession(page);
  const kinds = new Map<string, string>();
  const byKind: Record<string, number> = {};
  const faults: string[] = [];
  const open = new Map<string, string>();
  const add = (id: string, bytes: number): void => {
    const kind = kinds.get(id) ?? 'Other';
    byKind[kind] = (byKind[kind] ?? 0) + bytes;
  };
  client.on('Network.requestWillBeSent', ({ requestId, request, type, redirectResponse }) => {
    if (redirectResponse) add(requestId, redirectResponse.encodedDataLength);
    if (request.url.startsWith('data:')) return;
    if (new URL(request.url).origin !== new URL(url).origin) faults.push(`asks ${request.url}`);
    kinds.set(requestId, type ?? 'Other');
    // The stream of news stays open for good.
    if (type !== 'EventSource') open.set(requestId, request.url);
  });
  client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    add(requestId, encodedDataLength);
    open.delete(requestId);
  });
  client.on('Network.loadingFailed', ({ requestId, errorText }) => {
    faults.push(`failed: ${errorText}`);
    open.delete(requestId);
  });
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await client.send('Network.enable');
  const answer = await page.goto(url, { waitUntil: 'load' });
  const end = performance.now() + PATIENCE_MS;
  do await sleep(50);
  while (open.size > 0 && performance.now() < end);
  faults.push(...[...open.values()].map((address) => `still waits for ${address}`));
  faults.push(...inlineCode((await answer?.text()) ?? ''));
  await page.close();
  return { bytes: Object.values(byKind).reduce((sum, bytes) => sum + bytes, 0), byKind, faults };
}

function inlineCode(html: string): string[] {
  return (
    html.match(/<style\b|<script\b(?![^>]*\ssrc=)[^>]*>|<[a-z][^>]*\s(?:style|on[a-z]+)=[^>]*>|javascript:/gi) ?? []
  );
}
