import type { AccessJobs, AccessStep, ContactJob, StepFailure } from './access-jobs.js';
import type { AccessReader, KnownContact } from './access-reader.js';
import { type AccessEffect, type WishDay, wishEffects, wishFaults } from './access-wish.js';

/** One contact, or one row of a file, of a job. */
export interface JobLine {
  readonly contact: KnownContact['contact'] | undefined;
  readonly row: number | undefined;
  /** What the row said of whom it means, where nobody was found. */
  readonly text: string | undefined;
  readonly effects: readonly AccessEffect[];
  readonly reasons: StepFailure['reasons'];
}

/** A job as its page shows it. */
export interface JobReport {
  readonly job: ContactJob;
  /** Of a plan: how many contacts each effect meets. */
  readonly counts: ReadonlyMap<AccessEffect | 'unchanged' | 'refused', number>;
  /** Of a plan everything, what is refused first; else what was refused. */
  readonly lines: readonly JobLine[];
  readonly total: number;
}

const AT_ONCE = 500;
export const LINES_A_PAGE = 100;

/** Looks at a job: what its plan would do today, or what came of it. */
export class JobReporter {
  readonly #jobs: AccessJobs;
  readonly #reader: AccessReader;
  readonly #day: () => WishDay;

  constructor(jobs: AccessJobs, reader: AccessReader, day: () => WishDay) {
    this.#jobs = jobs;
    this.#reader = reader;
    this.#day = day;
  }

  /** NotFoundError for an unknown job; `page` from 1. */
  async report(id: string, page: number): Promise<JobReport> {
    const job = await this.#jobs.find(id);
    const refused = await this.#refused(job.failures);
    const planned = job.state === 'planned' ? await this.#planned(job.steps) : [];
    const lines = [...refused, ...planned].sort((a, b) => Number(b.reasons.length > 0) - Number(a.reasons.length > 0));
    const start = (page - 1) * LINES_A_PAGE;
    return { job, counts: countLines(lines), lines: lines.slice(start, start + LINES_A_PAGE), total: lines.length };
  }

  async #planned(steps: readonly AccessStep[]): Promise<readonly JobLine[]> {
    const known = await this.#known(steps.map((step) => step.contactId));
    const day = this.#day();
    return steps.map(({ contactId, wish, row }) => {
      const found = known.get(contactId);
      if (!found)
        return { contact: undefined, row, text: undefined, effects: [], reasons: [{ code: 'errors:notFound' }] };
      const { contact, record } = found;
      const reasons = wishFaults(contact, wish, day).map(({ code, values }) => ({
        code,
        ...(values ? { values } : {}),
      }));
      const effects = reasons.length > 0 ? [] : wishEffects(contact, record.profileId, wish, day);
      return { contact, row, text: undefined, effects, reasons };
    });
  }

  async #refused(failures: readonly StepFailure[]): Promise<readonly JobLine[]> {
    const known = await this.#known(failures.flatMap(({ contactId }) => contactId ?? []));
    return failures.map(({ contactId, row, text, reasons }) => ({
      contact: known.get(contactId ?? 0)?.contact,
      row,
      text: text ?? (contactId === undefined ? undefined : `#${contactId}`),
      effects: [],
      reasons,
    }));
  }

  async #known(ids: readonly number[]): Promise<ReadonlyMap<number, KnownContact>> {
    const known = new Map<number, KnownContact>();
    for (let start = 0; start < ids.length; start += AT_ONCE) {
      for (const entry of await this.#reader.findMany(ids.slice(start, start + AT_ONCE))) known.set(...entry);
    }
    return known;
  }
}

function countLines(lines: readonly JobLine[]): JobReport['counts'] {
  const counts = new Map<AccessEffect | 'unchanged' | 'refused', number>();
  const add = (name: AccessEffect | 'unchanged' | 'refused') => counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const { effects, reasons } of lines) {
    if (reasons.length > 0) add('refused');
    else if (effects.length === 0) add('unchanged');
    for (const effect of effects) add(effect);
  }
  return counts;
}
