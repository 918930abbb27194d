import { find, findAll } from './texts.js';

const MERGED = 'portal:part';

/** Runs for every part of a page that took another one's place. */
export function onNewPart(listener: (part: Element) => void): void {
  document.addEventListener(MERGED, (event) => {
    if (event instanceof CustomEvent && event.detail instanceof Element) listener(event.detail);
  });
}

/** Says that a part of the page is new. */
export function announcePart(detail: Element): void {
  document.dispatchEvent(new CustomEvent(MERGED, { detail }));
}

/**
 * Makes the page say what a fresh copy of it says, and leaves alone whatever the visitor is at work on: what they typed and chose, the
 * focus, and with it the place they are at. A form that was `sent` is not theirs any more.
 */
export function mergePage(fresh: Document, sent?: HTMLFormElement): void {
  const [old, main] = [document, fresh].map((page) => find(page, '#main', HTMLElement));
  if (!old || !main) return;
  const parts: Element[] = [];
  mergeChildren(old, main, { sent, parts });
  document.title = fresh.title;
  for (const part of parts) if (part.isConnected) announcePart(part);
}

interface Merge {
  readonly sent: HTMLFormElement | undefined;
  readonly parts: Element[];
}

function merge(old: Element, fresh: Element, run: Merge): Element {
  if (old.isEqualNode(fresh) && !(old instanceof HTMLTemplateElement)) return old;
  if (!isInUse(old, run)) {
    const part = document.importNode(fresh, true);
    old.replaceWith(part);
    run.parts.push(part);
    return part;
  }
  if (old instanceof HTMLFormElement) renewToken(old, fresh);
  else mergeChildren(old, fresh, run);
  return old;
}

/** Children that are in both stay in their order; what is new is put where it stands in the fresh copy. */
function mergeChildren(old: Element, fresh: Element, run: Merge): void {
  const left = [...old.children];
  let place = old.firstElementChild;
  for (const child of fresh.children) {
    const at = left.findIndex((candidate) => keyOf(candidate) === keyOf(child));
    const [known] = at < 0 ? [] : left.splice(at, 1);
    if (known) place = merge(known, child, run).nextElementSibling;
    else {
      const part = document.importNode(child, true);
      old.insertBefore(part, place);
      run.parts.push(part);
    }
  }
  for (const child of left) if (!isInUse(child, run) && !isMessage(child, run)) child.remove();
}

function keyOf(element: Element): string {
  const name = ['id', 'aria-labelledby', 'action'].map((key) => element.getAttribute(key)).find(Boolean);
  return `${element.tagName} ${name ?? element.classList[0] ?? ''}`;
}

/** A message stays until the visitor sends something or leaves the page. */
function isMessage(element: Element, { sent }: Merge): boolean {
  return sent === undefined && element.matches('#main > .p-message');
}

function isInUse(element: Element, { sent }: Merge): boolean {
  const isTheirs = (node: Element | null): boolean => node !== null && element.contains(node) && !sent?.contains(node);
  return (
    isTheirs(document.activeElement) ||
    [...element.querySelectorAll('textarea, input, select')].some((field) => isTheirs(field) && isFilled(field))
  );
}

function isFilled(field: Element): boolean {
  if (field instanceof HTMLTextAreaElement) return field.value !== '';
  if (field instanceof HTMLSelectElement) return [...field.options].some((one) => one.selected !== one.defaultSelected);
  if (!(field instanceof HTMLInputElement) || field.type === 'hidden') return false;
  return field.type === 'radio' || field.type === 'checkbox' ? field.checked : field.value !== '';
}

/** A form that stays belongs to the present session also when the visitor signed in again meanwhile. */
function renewToken(old: HTMLFormElement, fresh: Element): void {
  const [input, renewed] = [old, fresh].map((form) => find(form, '[name=_csrf]', HTMLInputElement));
  if (input && renewed) input.value = renewed.value;
}

/** What a page tells of its conversation, to be compared with what it tells later. */
export interface PageNews {
  readonly comments: ReadonlyMap<string, HTMLElement>;
  readonly files: ReadonlySet<string>;
  readonly status: string;
}

/** Reads what stands on the page now. */
export function readNews(): PageNews {
  const comments = findAll(document, '.p-comment', HTMLElement).map((item) => [item.id, item] as const);
  const files = findAll(document, '.p-file-name', HTMLAnchorElement).map((link) => link.href);
  const status = find(document, '[data-live-status]', HTMLElement)?.textContent.trim() ?? '';
  return { comments: new Map(comments), files: new Set(files), status };
}
