import { InvalidInputError } from '../../core/errors.js';
import { parseField } from '../../host/metadata/parse-field.js';
import { typedTextField } from '../../host/metadata/typed-text-field.js';

/** The name of the form's field. */
export const REMARK_FIELD = 'comment';

/** A remark is a few sentences: it stands whole in two mails. */
const LONGEST_REMARK = 2000;

/** Checks what a customer adds to an answer, which may be nothing; InvalidInputError for what the CRM cannot hold. */
export function checkRemark(text: string): void {
  const context = { language: 'en', picklist: [], inputs: {} };
  const result = parseField(REMARK, text, context, { isMandatory: false });
  if (result.ok) return;
  throw new InvalidInputError([{ field: REMARK_FIELD, code: result.code, values: result.values ?? {} }]);
}

const REMARK = typedTextField(
  { module: 'ModComments', name: REMARK_FIELD, column: 'commentcontent', label: 'Comment' },
  { maxLength: LONGEST_REMARK },
);
