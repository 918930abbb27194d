import type { Writable } from 'node:stream';
import { TICKET_MODULE } from '../../access/ticket-states.js';
import type { Viewer } from '../../access/types.js';
import type { ViewerLoader } from '../../access/viewer-loader.js';
import { HostUnavailableError, NotFoundError, TooManyRequestsError } from '../../core/errors.js';
import type { Logger } from '../../core/logger.js';
import type { HostAdapter } from '../../host/host-adapter.js';
import type { SessionStore } from '../../store/session-store.js';
import type { RecordService } from '../records/record-service.js';
import { LiveStream } from './live-stream.js';

interface LiveDeps {
  readonly host: Pick<HostAdapter, 'tickets'>;
  readonly sessions: Pick<SessionStore, 'find'>;
  readonly viewers: Pick<ViewerLoader, 'load'>;
  readonly records: Pick<RecordService, 'openable'>;
  /** While false, nothing is told and nobody may listen. */
  readonly isEnabled: () => boolean;
  readonly log: Logger;
}

/** Times in ms. */
export interface LivePace {
  /** Between two looks at the watched tickets, all at once. */
  readonly lookMs: number;
  /** Between two looks at what each browser may see. */
  readonly checkMs: number;
  readonly beatMs: number;
}

const PACE: LivePace = { lookMs: 3000, checkMs: 30_000, beatMs: 20_000 };
/** One stream a browser: more are forgotten ones. */
const MOST_OF_CONTACT = 6;
const MOST_OF_PROCESS = 400;
/** Tabs of one browser. */
export const MOST_TICKETS = 20;
const TRY_AGAIN_SECONDS = 60;

/** Tells browsers of news on the tickets they show: one statement for all of them, as long as anybody listens. */
export class LiveTickets {
  readonly #deps: LiveDeps;
  readonly #pace: LivePace;
  readonly #streams = new Set<LiveStream>();
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(deps: LiveDeps, pace: Partial<LivePace> = {}) {
    this.#deps = deps;
    this.#pace = { ...PACE, ...pace };
  }

  /**
   * Starts to tell a browser of tickets, the first of which must be the viewer's to see (NotFoundError); the others are left out if they
   * are not. Ends by itself with the session, its rights, or the connection.
   */
  async open(viewer: Viewer, sessionId: string, ticketIds: readonly number[], out: Writable): Promise<void> {
    this.#checkRoom(viewer.contact.id);
    const [first, ...others] = ticketIds;
    const visible = await this.#visible(viewer, ticketIds);
    const marks = await this.#deps.host.tickets.marks([...visible]);
    if (first === undefined || !marks.has(first)) throw new NotFoundError();
    this.#checkRoom(viewer.contact.id);
    const shown = [first, ...others.filter((id) => marks.has(id))];
    const stream = new LiveStream({ sessionId, contactId: viewer.contact.id }, shown, out);
    this.#attend(stream, out);
    stream.tell(marks);
  }

  /** Ends every stream, for good; the browsers come back to whoever answers then. */
  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    for (const stream of this.#streams) stream.close();
    this.#streams.clear();
  }

  #checkRoom(contactId: number): void {
    if (this.#isStopped || this.#streams.size >= MOST_OF_PROCESS) throw new HostUnavailableError();
    const own = [...this.#streams].filter((stream) => stream.contactId === contactId);
    if (own.length >= MOST_OF_CONTACT) throw new TooManyRequestsError(TRY_AGAIN_SECONDS);
  }

  #attend(stream: LiveStream, out: Writable): void {
    const beat = setInterval(() => stream.beat(), this.#pace.beatMs).unref();
    const check = setInterval(() => void this.#check(stream), this.#pace.checkMs).unref();
    out.on('error', () => out.destroy());
    out.once('close', () => {
      clearInterval(beat);
      clearInterval(check);
      this.#streams.delete(stream);
    });
    this.#streams.add(stream);
    if (this.#streams.size === 1) this.#schedule();
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), this.#pace.lookMs).unref();
  }

  async #look(): Promise<void> {
    try {
      if (this.#deps.isEnabled()) {
        const watched = new Set([...this.#streams].flatMap((stream) => stream.ticketIds));
        const marks = await this.#deps.host.tickets.marks([...watched]);
        for (const stream of this.#streams) stream.tell(marks);
      } else for (const stream of this.#streams) stream.close();
    } catch (error) {
      this.#deps.log.warn({ error }, 'watched tickets could not be read');
    }
    if (this.#streams.size > 0 && !this.#isStopped) this.#schedule();
  }

  /** Reads session and rights anew, as any request would; while the database is away the stream waits for it. */
  async #check(stream: LiveStream): Promise<void> {
    try {
      const session = await this.#deps.sessions.find(stream.sessionId);
      const isFull = session?.kind === 'full' && session.contactId === stream.contactId;
      const viewer = isFull ? await this.#deps.viewers.load(session.contactId, session.profile) : undefined;
      if (!viewer || viewer.contact.accountId !== session?.accountId) stream.end();
      else stream.keep(await this.#visible(viewer, stream.ticketIds));
    } catch (error) {
      this.#deps.log.warn({ error }, 'the rights of a listener could not be read');
    }
  }

  #visible(viewer: Viewer, ids: readonly number[]): Promise<ReadonlySet<number>> {
    const tickets = ids.slice(0, MOST_TICKETS).map((id) => ({ id, module: TICKET_MODULE, name: '' }));
    return this.#deps.records.openable(viewer, tickets);
  }
}
