import { InvalidInputError } from '../../core/errors.js';
import { parseField } from '../../host/metadata/parse-field.js';
import type { Metadata } from '../../host/metadata/types.js';
import { commentFieldOf } from './ticket-facts.js';

/** Judges a comment's text by the CRM's own column; InvalidInputError where it cannot hold it, or for an empty one. */
export function checkComment(text: string, metadata: Metadata): void {
  const context = { language: 'en', picklist: [], inputs: {} };
  const result = parseField(commentFieldOf(metadata), text, context, { isMandatory: true });
  if (result.ok) return;
  const values = result.values ? { values: result.values } : {};
  throw new InvalidInputError([{ field: 'comment', code: result.code, ...values }]);
}
