import type { FieldFault } from '../core/errors.js';
import type { Translate } from '../core/i18n.js';

/** The sentence that stands beside a refused field; a code without a namespace is one of `fields:`. */
export function faultSentence(fault: Pick<FieldFault, 'code' | 'values'>, t: Translate): string {
  return t(fault.code.includes(':') ? fault.code : `fields:${fault.code}`, fault.values ?? {});
}
