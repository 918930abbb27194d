import { isPortalError, type MessageValues, NotFoundError } from '../../../core/errors.js';
import type { Logger } from '../../../core/logger.js';
import type { AccessJob, AccessJobStore } from '../../../store/access-job-store.js';
import { faultsOf } from '../../fault-sentence.js';
import type { AccessChange } from './access-change.js';
import type { AccessWish, ChangeAuthor } from './access-wish.js';

/** One contact's change among many. */
export interface AccessStep {
  readonly contactId: number;
  readonly wish: AccessWish;
  /** Of an imported file, from 1. */
  readonly row?: number;
}

/** What was refused, with the codes of its sentences; `text` is what a row of a file says of its contact, which is no step then. */
export interface StepFailure {
  readonly contactId?: number;
  readonly row?: number;
  readonly text?: string;
  readonly reasons: readonly { readonly code: string; readonly values?: MessageValues }[];
}

/** What is done to many contacts at once. */
export type JobKind = 'enable' | 'disable' | 'dates' | 'profile' | 'invite' | 'revoke' | 'import';

export type ContactJob = AccessJob<AccessStep, ChangeAuthor, StepFailure>;
export type ContactJobStore = AccessJobStore<AccessStep, ChangeAuthor, StepFailure>;

interface AccessJobsDeps {
  readonly jobs: ContactJobStore;
  readonly change: AccessChange;
  readonly log: Logger;
}

/** A request waits so long for its job, which is done by then for some hundred contacts; the rest follows without it. */
const PATIENCE_MS = 4_000;
/** How long one look works before others get their turn. */
const LOOK_MS = 20_000;
const LEASE_MS = 60_000;

/** Another process was faster with this step. */
class StepTakenError extends Error {}

/** Changes many contacts one after the other, each in a transaction of its own, through restarts if need be. */
export class AccessJobs {
  readonly #deps: AccessJobsDeps;

  constructor(deps: AccessJobsDeps) {
    this.#deps = deps;
  }

  /** Keeps a plan for somebody to look at and confirm; returns its id. */
  async plan(
    kind: JobKind,
    author: ChangeAuthor,
    steps: readonly AccessStep[],
    refused: readonly StepFailure[] = [],
  ): Promise<string> {
    return this.#deps.jobs.plan(kind, author, steps, refused);
  }

  /** Does a plan, or what of it takes a few seconds; the rest follows by itself. A second confirmation does nothing. */
  async confirm(id: string, author: ChangeAuthor): Promise<void> {
    const job = await this.find(id);
    await this.#deps.jobs.confirm(job.id, author);
    await this.#work(job.id, PATIENCE_MS);
  }

  async find(id: string): Promise<ContactJob> {
    const job = /^[0-9a-f-]{36}$/.test(id) ? await this.#deps.jobs.find(id) : undefined;
    if (!job) throw new NotFoundError();
    return job;
  }

  /** Goes on with jobs that nobody works on; to be called again and again. */
  async look(): Promise<void> {
    await this.#deps.jobs.purge();
    for (const id of await this.#deps.jobs.idle()) await this.#work(id, LOOK_MS);
  }

  async #work(id: string, forMs: number): Promise<void> {
    const { jobs } = this.#deps;
    if (!(await jobs.lease(id, LEASE_MS))) return;
    const until = performance.now() + forMs;
    try {
      const job = await jobs.find(id);
      if (job) await this.#steps(job, until);
    } catch (error) {
      if (!(error instanceof StepTakenError)) throw error;
    } finally {
      await jobs.release(id);
    }
  }

  async #steps({ id, author, steps, ...job }: ContactJob, until: number): Promise<void> {
    const failures = [...job.failures];
    for (let done = job.done; done < steps.length && performance.now() < until; done += 1) {
      const step = steps[done] as AccessStep;
      const reasons = await this.#step(id, author, step, done);
      if (reasons === undefined) continue;
      failures.push({ contactId: step.contactId, ...(step.row === undefined ? {} : { row: step.row }), reasons });
      if (!(await this.#deps.jobs.advance(undefined, id, done, failures))) return;
    }
  }

  async #step(
    id: string,
    author: ChangeAuthor,
    { contactId, wish }: AccessStep,
    done: number,
  ): Promise<StepFailure['reasons'] | undefined> {
    try {
      await this.#deps.change.apply(author, contactId, wish, {
        alongside: async (trx) => {
          if (!(await this.#deps.jobs.advance(trx, id, done))) throw new StepTakenError();
        },
      });
      return undefined;
    } catch (error) {
      if (error instanceof StepTakenError) throw error;
      // The database is away: the job goes on where it stopped once it is back.
      if (isPortalError(error) && error.status === 503) throw error;
      const faults = faultsOf(error);
      if (faults) return faults.map(({ code, values }) => ({ code, ...(values ? { values } : {}) }));
      if (isPortalError(error)) return [{ code: `errors:${error.code}`, values: error.values }];
      this.#deps.log.error({ contactId, error }, 'a contact’s access could not be changed');
      return [{ code: 'admin-contacts:faults.unexpected' }];
    }
  }
}
