import type { Viewer } from '../../access/types.js';
import type { HostAdapter } from '../../host/host-adapter.js';
import { isOnlyReading } from '../../host/read-only.js';
import type { TicketVisitStore } from '../../store/ticket-visit-store.js';

/** Tells which tickets have an answer of the staff that a customer has not seen. */
export class UnreadTickets {
  readonly #host: Pick<HostAdapter, 'tickets'>;
  readonly #visits: TicketVisitStore;

  constructor(host: Pick<HostAdapter, 'tickets'>, visits: TicketVisitStore) {
    this.#host = host;
    this.#visits = visits;
  }

  /** One statement; two more the first time ever, from when on news count: years of old answers are none. */
  async among(viewer: Viewer, ticketIds: readonly number[]): Promise<ReadonlySet<number>> {
    if (ticketIds.length === 0) return new Set();
    const { tickets } = this.#host;
    const news = await this.#visits.news(viewer.contact.id, tickets.newestSupport(ticketIds));
    // An administrator's look is not the customer's first.
    if (!news.isStarted && !isOnlyReading()) await this.#visits.start(viewer.contact.id, await tickets.lastCommentId());
    return news.ticketIds;
  }

  /** Notes what a page shows; what was seen before costs no statement. */
  async see(viewer: Viewer, ticketId: number, lastComment: number, seenComment: number | undefined): Promise<void> {
    if (seenComment !== undefined && seenComment >= lastComment) return;
    await this.#visits.see(viewer.contact.id, ticketId, lastComment);
  }
}
