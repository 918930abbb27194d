import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import type { Logger } from '../core/logger.js';
import { classifyDbError, translateDbErrors } from './db-errors.js';

const mostRepeats = 3;

/**
 * Runs work in one transaction and repeats the whole of it, at most 3 times, after a deadlock or a lock wait. What failed once
 * COMMIT was sent is never repeated: it may have been done. Throws HostUnavailableError when the database is away.
 */
export async function runTransaction<T>(
  knex: Knex,
  work: (trx: Knex.Transaction) => Promise<T>,
  log: Logger,
): Promise<T> {
  for (let repeat = 0; ; repeat += 1) {
    const progress = { isCommitting: false };
    try {
      return await knex.transaction(async (trx) => {
        const result = await work(trx);
        progress.isCommitting = true;
        return result;
      });
    } catch (error) {
      if (progress.isCommitting || !isContention(error) || repeat === mostRepeats) throw translateDbErrors(error);
      log.warn({ kind: classifyDbError(error), repeat: repeat + 1 }, 'transaction repeated');
      await sleep(pause(repeat));
    }
  }
}

/** Runs one statement that commits by itself, again while another session holds what it needs (the CRM locks whole tables). */
export async function withLockRetry<T>(statement: () => PromiseLike<T>): Promise<T> {
  for (let repeat = 0; ; repeat += 1) {
    try {
      return await statement();
    } catch (error) {
      if (!isContention(error) || repeat === mostRepeats) throw translateDbErrors(error);
      await sleep(pause(repeat));
    }
  }
}

function isContention(error: unknown): boolean {
  const kind = classifyDbError(error);
  return kind === 'deadlock' || kind === 'lockWait';
}

/** Longer each time, and never the same for two that met, or they would meet again. */
function pause(repeat: number): number {
  return 2 ** repeat * (10 + Math.random() * 20);
}
