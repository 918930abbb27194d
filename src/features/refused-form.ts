import { ConflictError, type FieldFault } from '../core/errors.js';
import { faultsOf } from './fault-sentence.js';

/**
 * Runs a form's work; its faults go to `showAgain`, and what somebody else changed meanwhile to `showStale` where that is asked for. Every
 * other error is thrown on.
 */
export async function orShowAgain(
  work: () => Promise<void>,
  showAgain: (faults: readonly FieldFault[]) => Promise<void>,
  showStale?: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    const faults = faultsOf(error);
    if (faults) await showAgain(faults);
    else if (showStale && error instanceof ConflictError) await showStale();
    else throw error;
  }
}
