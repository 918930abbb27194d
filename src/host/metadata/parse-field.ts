import { countCharacters, firstAstralCharacter } from '../../core/text.js';
import { hasControlCharacter } from './clean-text.js';
import type { ParseContext, ParseResult, StoredValue } from './field-kind.js';
import { accepted, refused } from './field-kinds/kind-base.js';
import { kindOfField } from './field-kinds.js';
import type { FieldSchema } from './types.js';

/** What a form demands beyond the field's own rules. */
export interface ParseRules {
  readonly isMandatory: boolean;
}

/**
 * A form's text as what the column gets, or why not: read-only, mandatory, characters the CRM cannot hold, the kind's grammar,
 * length. Nothing is ever cut.
 */
export function parseField(field: FieldSchema, input: string, context: ParseContext, rules: ParseRules): ParseResult {
  const kind = kindOfField(field);
  if (!kind.isWritable) return refused('readOnly');
  const character = firstAstralCharacter(input);
  if (character !== undefined) return refused('astral', { character });
  if (hasControlCharacter(input)) return refused('control');
  if (input.trim() === '' && field.kind !== 'checkbox') {
    return rules.isMandatory ? refused('required') : accepted(emptyValue(field));
  }
  const result = kind.parse(input, field, context);
  return result.ok ? (lengthFault(field, result.value) ?? result) : result;
}

/** What the CRM itself stores where nothing was entered: NULL for dates, zero for numbers and references, else an empty text. */
function emptyValue(field: FieldSchema): StoredValue {
  if (field.kind === 'date' || field.kind === 'datetime') return null;
  const isNumber = field.scale !== undefined || /^(?:I|N|NN)$/.test(field.dataType);
  return isNumber ? (0).toFixed(field.scale ?? 0) : '';
}

function lengthFault(field: FieldSchema, value: StoredValue): ParseResult | undefined {
  if (value === null || kindOfField(field).isNumeric) return undefined;
  if (field.maxLength !== undefined && field.kind !== 'date' && countCharacters(value) > field.maxLength) {
    return refused('tooLong', { max: field.maxLength });
  }
  const isTooBig = field.maxBytes !== undefined && Buffer.byteLength(value) > field.maxBytes;
  return isTooBig ? refused('tooManyBytes', { max: field.maxBytes }) : undefined;
}
