/** `refused`: it came back, its address takes no mails; `undelivered`: it came back or is late, for now. */
type MailEventName =
  | 'sent'
  | 'put-off'
  | 'failed'
  | 'retried'
  | 'cancelled'
  | 'held'
  | 'dropped'
  | 'digested'
  | 'refused'
  | 'undelivered';

/** Something that happened to a mail; `at` in epoch ms. */
export interface MailEvent {
  readonly at: number;
  readonly what: MailEventName;
  /** What the server said, one line; of `held` and `dropped` a GateReason. */
  readonly reason?: string;
  /** The person who did it. */
  readonly by?: string;
  /** How often in a row it happened so, the last time at `at`. */
  readonly times?: number;
}

/** More would tell nothing new. */
const MOST_EVENTS = 30;

/** The events of a mail, the oldest first; nonsense in the column counts as none. */
export function readHistory(text: string | null): readonly MailEvent[] {
  if (!text) return [];
  try {
    const events: unknown = JSON.parse(text);
    return Array.isArray(events) ? (events as MailEvent[]) : [];
  } catch {
    return [];
  }
}

/** The column's text with one event more; a server that is away for hours makes one line of it, not hundreds. */
export function addToHistory(text: string | null, event: MailEvent): string {
  const events = readHistory(text);
  const last = events.at(-1);
  const isRepeated = last?.what === event.what && last.reason === event.reason && last.by === event.by;
  if (!last || !isRepeated) return JSON.stringify([...events, event].slice(-MOST_EVENTS));
  return JSON.stringify([...events.slice(0, -1), { ...event, times: (last.times ?? 1) + 1 }]);
}
