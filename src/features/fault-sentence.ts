import { type FieldFault, InvalidInputError, isErrorOf, RefusedError } from '../core/errors.js';
import type { Translate } from '../core/i18n.js';

/** The sentence that stands beside a refused field; a code without a namespace is one of `fields:`. */
export function faultSentence(fault: Pick<FieldFault, 'code' | 'values'>, t: Translate): string {
  return t(fault.code.includes(':') ? fault.code : `fields:${fault.code}`, fault.values ?? {});
}

/** What a form's answer says beside its fields; undefined for an error of another kind. */
export function faultsOf(error: unknown): readonly FieldFault[] | undefined {
  if (isErrorOf(error, InvalidInputError)) return error.faults;
  if (isErrorOf(error, RefusedError)) return [{ field: error.field ?? '', code: error.code, values: error.values }];
  return undefined;
}

/** What came back refused of a small form, in words. */
export interface Refusal {
  readonly sentences: readonly string[];
  /** All of them, for the one field there is. */
  readonly error: string;
  /** Whether the same without what the CRM cannot hold would do. */
  readonly offersStrip: boolean;
}

/** Runs a step and returns what it refused; undefined: it went well. Other errors are thrown on. */
export async function refusalOf(run: () => Promise<void>, t: Translate): Promise<Refusal | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    const faults = faultsOf(error);
    if (!faults) throw error;
    const sentences = faults.map((fault) => faultSentence(fault, t));
    return { sentences, error: sentences.join(' '), offersStrip: faults.some(({ code }) => code === 'astral') };
  }
}
