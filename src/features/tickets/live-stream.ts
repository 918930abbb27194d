import type { Writable } from 'node:stream';

/** What a browser is told: a ticket's mark as it is now, that it may see a ticket no more, or that its session is over. */
export type LiveEvent =
  | { readonly kind: 'mark'; readonly ticket: number; readonly mark: string }
  | { readonly kind: 'gone'; readonly ticket: number }
  | { readonly kind: 'end' };

/** A browser that does not take what it is sent is given up. */
const MOST_WAITING_BYTES = 64 * 1024;
/** How long a browser waits before it comes back, in ms. */
const COME_BACK_MS = 3000;

/** One open event stream and the tickets it tells of. */
export class LiveStream {
  readonly sessionId: string;
  readonly contactId: number;
  readonly #out: Writable;
  readonly #told = new Map<number, string>();

  constructor(visit: { sessionId: string; contactId: number }, ticketIds: Iterable<number>, out: Writable) {
    this.sessionId = visit.sessionId;
    this.contactId = visit.contactId;
    this.#out = out;
    for (const id of ticketIds) this.#told.set(id, '');
    this.#write(`retry: ${COME_BACK_MS}\n\n`);
  }

  get ticketIds(): readonly number[] {
    return [...this.#told.keys()];
  }

  get isOpen(): boolean {
    return this.#out.writable;
  }

  /** Tells of the tickets whose mark is another one than was told last. */
  tell(marks: ReadonlyMap<number, string>): void {
    for (const [ticket, told] of this.#told) {
      const mark = marks.get(ticket);
      if (mark === undefined || mark === told) continue;
      this.#told.set(ticket, mark);
      this.#send({ kind: 'mark', ticket, mark });
    }
  }

  /** Goes on with these tickets only; without any there is nothing left to tell. */
  keep(ticketIds: ReadonlySet<number>): void {
    for (const ticket of this.ticketIds) {
      if (ticketIds.has(ticket)) continue;
      this.#told.delete(ticket);
      this.#send({ kind: 'gone', ticket });
    }
    if (this.#told.size === 0) this.close();
  }

  /** Keeps proxies from taking the connection for dead. */
  beat(): void {
    this.#write(':\n\n');
  }

  /** Says that the session is over: the browser does not come back by itself. */
  end(): void {
    this.#send({ kind: 'end' });
    this.close();
  }

  /** Ends the answer; a browser comes back after a moment. */
  close(): void {
    this.#out.end();
  }

  #send(event: LiveEvent): void {
    this.#write(`event: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`);
  }

  #write(text: string): void {
    if (!this.#out.writable) return;
    if (this.#out.writableLength > MOST_WAITING_BYTES) this.#out.destroy();
    else this.#out.write(text);
  }
}
