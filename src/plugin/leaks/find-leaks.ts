import { readdirSync, readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import type { ViewerLoader } from '../../access/viewer-loader.js';
import { StartRefusedError } from '../../core/errors.js';
import { packagePath } from '../../core/paths.js';
import type { HostAdapter } from '../../host/host-adapter.js';
import type { SessionStore } from '../../store/session-store.js';
import { searchedWords, triedAddresses } from './leak-addresses.js';
import { type LeakMailbox, readMails, witnessesInMail } from './leak-mails.js';
import { readLeakData } from './leak-records.js';
import { LeakWalker, type WalkedPage, type WalkSite } from './leak-walker.js';
import { plain, type Witness, witnessesFor } from './leak-witnesses.js';

/** What the search for leaks works with. */
export interface LeakDeps {
  readonly host: HostAdapter;
  readonly sessions: SessionStore;
  readonly viewers: Pick<ViewerLoader, 'load'>;
  readonly mails: LeakMailbox;
  readonly handler: RequestListener;
  readonly site: WalkSite;
}

/** What the search looked at, and what it found; `leaks` name contact, address and what leaked. */
export interface LeakReport {
  readonly contacts: number;
  readonly pages: number;
  /** Of the pages, those that are files made by the portal: lists, PDFs and appointments. */
  readonly files: number;
  readonly mails: number;
  readonly witnesses: number;
  readonly leaks: readonly string[];
}

/** What the portal makes for the visitor to take along. */
const MADE_FILE = /\.(?:csv|pdf|ics)$/;

/**
 * Signs in as every customer, walks all their addresses, reads the mails they were sent, and looks for what is not theirs. Writes nothing
 * but its own sessions.
 */
export async function findLeaks(deps: LeakDeps): Promise<LeakReport> {
  const { host, viewers } = deps;
  const data = await readLeakData(host.knex, host.tablePrefix, host.metadata.current);
  const portalTexts = readPortalTexts();
  const walker = new LeakWalker(deps.handler, deps.site);
  const leaks = new Set<string>();
  const count = { contacts: 0, pages: 0, files: 0, mails: 0, witnesses: 0 };
  await walker.open();
  try {
    for (const contactId of data.customers) {
      const viewer = await viewers.load(contactId);
      if (!viewer) continue;
      const { id, accountId } = viewer.contact;
      const witnesses = witnessesFor(viewer, data, portalTexts);
      const start = { contactId: id, kind: 'full', accountId, userAgent: 'portal leaks', network: 'leaks' } as const;
      const session = await deps.sessions.create(start);
      const note = (path: string, what: string): void => void leaks.add(`contact ${id}, ${path}: ${what}`);
      try {
        for await (const page of pagesOf(
          walker,
          session.id,
          witnesses,
          viewer.profile.modules.map((rule) => rule.module),
        )) {
          count.pages += 1;
          if (page.path === '/' && page.status !== 200)
            throw new StartRefusedError([`the portal is shut to contact ${id} (${page.status}): is it enabled?`]);
          if (page.status === 200 && MADE_FILE.test(page.path)) count.files += 1;
          for (const witness of foundOn(page, witnesses)) note(page.path, `${witness.source}: «${witness.text}»`);
        }
        for (const { path, source } of triedAddresses(witnesses)) {
          const { status } = await walker.get(path, session.id);
          if (status === 200) note(path, `${source.split(',')[0]} opens`);
        }
        for (const mail of await readMails(viewer, deps.mails)) {
          count.mails += 1;
          const found = textsIn(mail.body, witnessesInMail(mail, witnesses, viewer, data));
          for (const witness of found) note(mail.name, `${witness.source}: «${witness.text}»`);
        }
      } finally {
        await deps.sessions.revoke(session.id);
      }
      count.contacts += 1;
      count.witnesses += witnesses.length;
    }
  } finally {
    await walker.close();
  }
  return { ...count, leaks: [...leaks] };
}

async function* pagesOf(
  walker: LeakWalker,
  session: string,
  witnesses: readonly Witness[],
  modules: readonly string[],
): AsyncGenerator<WalkedPage> {
  const starts = ['/', '/me', ...modules.flatMap((module) => [`/${module}`, `/${module}.csv`, `/${module}/new`])];
  yield* walker.walk(session, starts);
  for (const { word, module } of searchedWords(witnesses)) {
    const query = encodeURIComponent(word);
    yield await walker.get(`/search?q=${query}`, session);
    if (modules.includes(module)) yield await walker.get(`/${module}?q=${query}`, session);
  }
}

/** A page's source, so that attributes count too, and its mere text, where markup may part the words. */
function foundOn(page: WalkedPage, witnesses: readonly Witness[]): readonly Witness[] {
  return page.status === 200 ? textsIn(page.body, witnesses) : [];
}

function textsIn(body: string, witnesses: readonly Witness[]): readonly Witness[] {
  const source = plain(body);
  const text = plain(body.replace(/<[^>]*>/g, ''));
  return witnesses.filter((witness) => source.includes(witness.text) || text.includes(witness.text));
}

/** The portal's own words in all its languages are nobody's secret. */
function readPortalTexts(): string {
  const folder = packagePath('locales');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
  return files.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
}
