import type { FieldKind, FieldKindName } from './field-kind.js';
import { checkbox, languagePicklist, multiPicklist, picklist } from './field-kinds/choice-kinds.js';
import { email, phone, url } from './field-kinds/contact-kinds.js';
import { date, datetime, time } from './field-kinds/date-kinds.js';
import { currency, duration, fileSize, number, percent } from './field-kinds/number-kinds.js';
import { currencyRef, folder, owner, reference, user } from './field-kinds/reference-kinds.js';
import {
  fileLocation,
  fileName,
  image,
  readonlyText,
  recordNumber,
  richText,
  secret,
  text,
  textarea,
} from './field-kinds/text-kinds.js';

/** Every way a CRM field shows, is edited and is judged; a new kind is one entry here and one partial. */
export const fieldKinds: Readonly<Record<FieldKindName, FieldKind>> = {
  text,
  textarea,
  richText,
  number,
  recordNumber,
  percent,
  currency,
  date,
  datetime,
  time,
  email,
  phone,
  url,
  checkbox,
  picklist,
  multiPicklist,
  languagePicklist,
  reference,
  owner,
  user,
  folder,
  currencyRef,
  fileName,
  fileLocation,
  fileSize,
  image,
  duration,
  secret,
  readonlyText,
};

/** How a field shows, is edited and is judged: as an extension says, else as its kind does. */
export function kindOfField(field: { readonly kind: FieldKindName; readonly ownKind?: object }): FieldKind {
  return (field.ownKind as FieldKind | undefined) ?? fieldKinds[field.kind];
}
