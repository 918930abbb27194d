import { readTypedDate } from '../../../core/date-text.js';
import { type FieldFault, InvalidInputError } from '../../../core/errors.js';
import type { AccessWish, ShownAccess } from './access-wish.js';

/** What a form of dates and profile holds, as typed. */
export interface TypedAccess {
  readonly isEnabled: boolean;
  readonly start: string;
  readonly end: string;
  /** A profile's id; empty: the default one. */
  readonly profile: string;
}

/** Reads typed dates; InvalidInputError names those that are none. Empty is no date. */
export function readDates(typed: Pick<TypedAccess, 'start' | 'end'>): {
  readonly supportStart: string | null;
  readonly supportEnd: string | null;
} {
  const faults: FieldFault[] = [];
  const read = (field: 'start' | 'end'): string | null => {
    const text = typed[field].trim();
    const date = text === '' ? undefined : readTypedDate(text);
    if (text !== '' && date === undefined) faults.push({ field, code: 'admin-contacts:faults.dateWrong' });
    return date ?? null;
  };
  const dates = { supportStart: read('start'), supportEnd: read('end') };
  if (faults.length > 0) throw new InvalidInputError(faults);
  return dates;
}

/** The wish of a contact's own form. */
export function readWish(typed: TypedAccess): AccessWish {
  return { ...readDates(typed), isEnabled: typed.isEnabled, profileId: typed.profile === '' ? null : typed.profile };
}

/** What the form showed when it was opened, from its hidden fields. */
export function readShown(text: (name: string) => string): ShownAccess {
  const orNone = (value: string): string | undefined => (value === '' ? undefined : value);
  return {
    grant: {
      isEnabled: text('was.access') === '1',
      supportStart: orNone(text('was.start')),
      supportEnd: orNone(text('was.end')),
    },
    profileId: orNone(text('was.profile')),
  };
}
