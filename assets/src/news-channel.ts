/** What the server tells, and `end`: something is over, the listener has to see for itself what. */
export interface LiveEvent {
  readonly kind: 'mark' | 'gone' | 'end';
  readonly ticket?: number;
  readonly mark?: string;
}

interface Message {
  readonly says: 'here' | 'left' | 'who' | 'event';
  readonly tab?: string;
  readonly address?: string;
  readonly event?: LiveEvent;
}

const GATHER_MS = 300;
const TRY_AGAIN_MS = 60_000;

/**
 * Listens to a page's event stream, `…/<id>/events`. All tabs of a browser share one: the tab that holds the lock asks for what every tab
 * shows and passes on what it hears. Returns how to stop.
 */
export function listen(address: string, hear: (event: LiveEvent) => void): () => void {
  const base = address.replace(/\d+\/events$/, '');
  // Only a secure page has locks; without them every tab listens for itself.
  if (!navigator.locks || typeof BroadcastChannel === 'undefined') return follow(() => [address], hear).stop;
  const me: string = crypto.randomUUID();
  const channel = new BroadcastChannel(`news ${base}`);
  const tabs = new Map([[me, address]]);
  const control = new AbortController();
  const say = (message: Message): void => channel.postMessage(message);
  let stream: ReturnType<typeof follow> | undefined;
  let resign: (() => void) | undefined;
  const tell = (event: LiveEvent): void => {
    hear(event);
    say({ says: 'event', event });
  };

  channel.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    const { says, tab = '', address: shown, event } = data;
    if (says === 'who') say({ says: 'here', tab: me, address });
    if (says === 'event' && event) hear(event);
    if (says === 'left') tabs.delete(tab);
    if (says === 'here' && shown && tabs.get(tab) !== shown) {
      tabs.set(tab, shown);
      stream?.renew();
    }
  });
  say({ says: 'here', tab: me, address });
  const lead = (): Promise<void> => {
    stream = follow(() => [...new Set(tabs.values())], tell);
    say({ says: 'who' });
    return new Promise((resolve) => {
      resign = resolve;
    });
  };
  navigator.locks.request(`news ${base}`, { signal: control.signal }, lead).catch(() => undefined);
  return () => {
    say({ says: 'left', tab: me });
    stream?.stop();
    control.abort();
    resign?.();
    channel.close();
  };
}

/** One stream of several pages' events; `renew` asks anew, since there are others now. */
function follow(addresses: () => readonly string[], tell: (event: LiveEvent) => void) {
  let source: EventSource | undefined;
  let timer = 0;
  const later = (pause: number): void => {
    clearTimeout(timer);
    timer = window.setTimeout(open, pause);
  };
  const open = (): void => {
    source?.close();
    const [first = '', ...others] = addresses();
    const ids = others.slice(0, 19).map((address) => /(\d+)\/events$/.exec(address)?.[1]);
    source = new EventSource(ids.length > 0 ? `${first}?also=${ids.join('.')}` : first);
    for (const kind of ['mark', 'gone', 'end'] as const) source.addEventListener(kind, take);
    source.addEventListener('error', () => {
      // The browser comes back by itself unless it was sent away.
      if (source?.readyState !== EventSource.CLOSED) return;
      tell({ kind: 'end' });
      later(TRY_AGAIN_MS);
    });
  };
  const take = ({ data }: MessageEvent<string>): void => {
    const event = JSON.parse(data) as LiveEvent;
    if (event.kind === 'end') {
      source?.close();
      later(TRY_AGAIN_MS);
    }
    tell(event);
  };
  later(GATHER_MS);
  return {
    renew: () => later(GATHER_MS),
    stop: () => {
      clearTimeout(timer);
      source?.close();
    },
  };
}
