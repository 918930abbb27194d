import { find, findAll } from './texts.js';

const PAUSE_MS = 1000;
const LONGEST_MS = 10_000;
const RETRY_MS = 15_000;
/** What a browser still sends for a page that is going away, with room for the other's share of it. */
const MOST_PARTING_BYTES = 50_000;

type Save = (isParting: boolean, isForced?: boolean) => void;

interface Answer {
  readonly revision?: number;
  readonly text?: string;
  readonly error?: { readonly code: string; readonly message: string };
}

let saves: ReadonlyMap<HTMLFormElement, Save> = new Map();

/** Keeps what is typed into a form on the server, a moment after it was typed and when the page goes away. */
export function keepDrafts(root: ParentNode = document): void {
  const forms = findAll(root, 'form[data-draft]', HTMLFormElement);
  // A form that another one took the place of has nothing to say any more.
  const present = [...saves].filter(([form]) => form.isConnected);
  saves = new Map([...present, ...forms.map((form) => [form, keepDraft(form)] as const)]);
}

/** Pages that go away, and those that come back from the history: their form may have been sent since. */
export function watchPages(): void {
  const part = (): void => {
    for (const save of saves.values()) save(true);
  };
  window.addEventListener('pagehide', part);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') part();
  });
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) for (const save of saves.values()) save(false, true);
  });
}

function keepDraft(form: HTMLFormElement): Save {
  const status = find(form, '[data-draft-status]', HTMLElement);
  const discard = find(form, '[data-draft-discard]', HTMLElement);
  const revision = find(form, '[name=_revision]', HTMLInputElement);
  let timer = 0;
  let dirtySince = 0;
  let running: AbortController | undefined;
  for (const button of findAll(form, '[data-draft-save]', HTMLElement)) button.hidden = true;

  const say = (words = '', isSaved = false): void => {
    status?.classList.toggle('p-draft-failed', !isSaved);
    if (status && status.textContent !== words) status.textContent = words;
  };
  const later = (pause: number): void => {
    clearTimeout(timer);
    timer = window.setTimeout(save, pause, false);
  };
  const take = (answer: Answer, code: number): void => {
    if (answer.error?.code === 'drafts:sent') location.reload();
    if (code === 401 || code === 403) say(status?.dataset.draftEnded);
    else say(answer.error?.message ?? answer.text, code < 400);
    if (code >= 400) return;
    if (revision) revision.value = String(answer.revision);
    if (discard) discard.hidden = answer.revision === 0;
  };
  const send = async (isParting: boolean): Promise<void> => {
    const body = textsOf(form);
    const keepalive = isParting && body.length < MOST_PARTING_BYTES;
    const control = new AbortController();
    running = control;
    try {
      const headers = { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded' };
      const { signal } = control;
      const answer = await fetch(form.dataset.draft ?? '', { method: 'POST', body, headers, keepalive, signal });
      take((await answer.json()) as Answer, answer.status);
    } catch {
      if (control.signal.aborted) return;
      say(status?.dataset.draftFailed);
      dirtySince ||= Date.now();
      later(RETRY_MS);
    } finally {
      if (running === control) running = undefined;
    }
  };
  const save: Save = (isParting, isForced = false) => {
    clearTimeout(timer);
    if ((dirtySince === 0 && !isForced) || form.dataset.sent !== undefined) return;
    if (running && !isParting) return later(PAUSE_MS);
    running?.abort();
    dirtySince = 0;
    void send(isParting);
  };

  const mark = (): void => {
    dirtySince ||= Date.now();
    later(Math.max(0, Math.min(PAUSE_MS, dirtySince + LONGEST_MS - Date.now())));
  };
  form.addEventListener('input', mark);
  form.addEventListener('change', mark);
  form.addEventListener('focusout', () => save(false));
  // What is sent holds it all; a save that came after it would be a draft of something sent.
  form.addEventListener('submit', () => {
    clearTimeout(timer);
    running?.abort();
  });
  return save;
}

/** A form without its files, as a browser sends it. */
function textsOf(form: HTMLFormElement): string {
  const pairs = [...new FormData(form)].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []));
  return new URLSearchParams(pairs).toString();
}
