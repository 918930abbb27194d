import { InvalidInputError, StartRefusedError } from '../core/errors.js';
import { createTranslator } from '../core/i18n.js';
import { packagePath } from '../core/paths.js';
import { faultSentence } from '../features/fault-sentence.js';

/** Runs a step whose refused fields become a command's refusal, one line each, in English. */
export async function refusingFields<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    const t = createTranslator(packagePath('locales')).for('en');
    throw new StartRefusedError(error.faults.map((fault) => `${fault.field}: ${faultSentence(fault, t)}`));
  }
}
