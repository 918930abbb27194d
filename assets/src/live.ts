import { mergePage, onNewPart, type PageNews, readNews } from './merge-page.js';
import { type LiveEvent, listen } from './news-channel.js';
import { find } from './texts.js';

/** Comments that arrived since the page was opened. */
const fresh = new Set<string>();
let leave: (() => void) | undefined;
let isReading = false;
let isBehind = false;

/** Follows the news of the page that is shown now, if it has any. */
export function followNews(): void {
  leaveStream();
  fresh.clear();
  const place = placeOfPage();
  if (!place || typeof EventSource === 'undefined') return;
  leave = listen(place.dataset.live ?? '', hear);
}

/** Watches what decides whether anybody looks at the page; once for all pages. */
export function watchVisits(): void {
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && (isBehind || isOver())) void refresh();
  });
  window.addEventListener('pagehide', leaveStream);
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) followNews();
  });
  // A part that is drawn anew would lose the sign that it is new.
  onNewPart(() => {
    for (const id of fresh) document.getElementById(id)?.classList.add('p-fresh');
  });
}

function leaveStream(): void {
  leave?.();
  leave = undefined;
}

function hear({ kind, ticket, mark }: LiveEvent): void {
  const place = placeOfPage();
  if (!place || (kind !== 'end' && !place.dataset.live?.endsWith(`/${ticket}/events`))) return;
  if (kind !== 'mark' || mark !== place.dataset.mark) void refresh();
}

/** Reads the page anew and shows what is new; while nobody looks it waits, so that what was not seen stays unread. */
async function refresh(): Promise<void> {
  isBehind = true;
  if (document.hidden || isReading) return;
  const place = placeOfPage();
  const address = place?.dataset.live?.replace(/\/events$/, '');
  if (!place || !address) return;
  isReading = true;
  isBehind = false;
  try {
    const headers = { Accept: 'text/html', 'X-Portal-Quiet': '1' };
    const answer = await fetch(address, { headers, redirect: 'manual' });
    const text = await answer.text();
    // Somebody is sending a form: its answer is the newer page.
    if (find(document, '[data-sent]', HTMLFormElement)) isBehind = true;
    else take(answer, text, place);
  } catch {
    isBehind = true;
  } finally {
    isReading = false;
  }
}

function take(answer: Response, text: string, place: HTMLTemplateElement): void {
  if (answer.type === 'opaqueredirect' || answer.status === 401) showOver(place);
  else if (answer.status === 404) showOver(place, place.dataset.gone);
  else if (answer.ok) {
    const before = readNews();
    find(document, '[data-live-note]', HTMLElement)?.remove();
    mergePage(new DOMParser().parseFromString(text, 'text/html'));
    if (leave === undefined) followNews();
    announce(before, place);
  }
}

/** What was typed is still there; the sign-in opens beside it. */
function showOver(place: HTMLTemplateElement, words?: string): void {
  leaveStream();
  if (isOver()) return;
  const note = document.importNode(place.content, true);
  if (words !== undefined) {
    find(note, 'a', HTMLAnchorElement)?.remove();
    find(note, '[data-live-words]', HTMLElement)?.replaceChildren(words);
  }
  find(document, '#main', HTMLElement)?.prepend(note);
}

function isOver(): boolean {
  return find(document, '[data-live-note]', HTMLElement) !== undefined;
}

function announce(before: PageNews, { dataset }: HTMLTemplateElement): void {
  const now = readNews();
  const added = [...now.comments].filter(([id, item]) => !before.comments.has(id) && !item.matches('.p-mine'));
  for (const [id, item] of added) {
    fresh.add(id);
    item.classList.add('p-fresh');
  }
  const words = new Set(added.map(([, item]) => (item.matches('.p-support') ? dataset.support : dataset.comment)));
  if ([...now.files].some((file) => !before.files.has(file))) words.add(dataset.file);
  if (now.status !== before.status) words.add(dataset.status?.replace('#', () => now.status));
  say([...words].filter(Boolean).join('. '));
}

/** Beside the page's content, so that no part that is drawn anew takes the words away unheard. */
function say(words: string): void {
  if (words === '') return;
  let region = find(document, '[data-live-news]', HTMLElement);
  if (!region) {
    region = document.createElement('p');
    region.className = 'visually-hidden';
    region.dataset.liveNews = '';
    region.setAttribute('role', 'status');
    document.body.append(region);
  }
  // A region has to be there a moment before it speaks.
  setTimeout(() => region?.replaceChildren(words), 100);
}

function placeOfPage(): HTMLTemplateElement | undefined {
  return find(document, 'template[data-live]', HTMLTemplateElement);
}
