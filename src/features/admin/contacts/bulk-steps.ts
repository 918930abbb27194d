import { InvalidInputError } from '../../../core/errors.js';
import { parseId } from '../../../core/text.js';
import type { AccessSearch } from '../../../host/host-adapter.js';
import type { AccessStep, JobKind } from './access-jobs.js';
import type { AccessReader } from './access-reader.js';
import type { AccessWish } from './access-wish.js';
import { MOST_ROWS } from './import-rows.js';
import { readDates, type TypedAccess } from './typed-access.js';

/** What can be done to several contacts from the list. */
export const BULK_KINDS = [
  'enable',
  'dates',
  'profile',
  'invite',
  'revoke',
  'disable',
] as const satisfies readonly JobKind[];

/** A choice on the list, as sent. */
export interface BulkChoice {
  readonly kind: string;
  readonly typed: Omit<TypedAccess, 'isEnabled'>;
  /** The rows that were shown, and which of them are ticked. */
  readonly shown: string;
  readonly isTicked: (id: number) => boolean;
  /** Everything the search finds instead of what is ticked. */
  readonly all: AccessSearch | undefined;
}

/** The steps of a choice; InvalidInputError where nothing is chosen, too much, or a date is none. */
export async function bulkSteps(
  choice: BulkChoice,
  reader: AccessReader,
): Promise<{ readonly kind: JobKind; readonly steps: readonly AccessStep[] }> {
  const kind = BULK_KINDS.find((known) => known === choice.kind);
  if (!kind) throw refusal('action', 'noAction');
  const wish = wishOf(kind, choice.typed);
  const ids = await idsOf(choice, reader);
  if (ids.length === 0) throw refusal('contacts', 'nothingChosen');
  if (ids.length > MOST_ROWS) throw refusal('contacts', 'tooManyChosen');
  return { kind, steps: ids.map((contactId) => ({ contactId, wish })) };
}

async function idsOf({ all, shown, isTicked }: BulkChoice, reader: AccessReader): Promise<readonly number[]> {
  if (all) return reader.ids(all, MOST_ROWS + 1);
  return shown
    .split(',')
    .flatMap((text) => parseId(text) ?? [])
    .filter(isTicked);
}

/** In a choice of many an empty date or profile stays as each has it. */
function wishOf(kind: (typeof BULK_KINDS)[number], typed: BulkChoice['typed']): AccessWish {
  const { supportStart, supportEnd } = readDates(typed);
  const dates = { ...(supportStart ? { supportStart } : {}), ...(supportEnd ? { supportEnd } : {}) };
  const profile = profileOf(typed.profile);
  switch (kind) {
    case 'enable':
      return { isEnabled: true, ...dates, ...profile };
    case 'dates':
      if (Object.keys(dates).length === 0) throw refusal('end', 'noDates');
      return dates;
    case 'profile':
      if (profile.profileId === undefined) throw refusal('profile', 'noProfile');
      return profile;
    case 'invite':
      return { invites: true };
    case 'revoke':
      return { revokes: true };
    case 'disable':
      return { isEnabled: false };
  }
}

/** `default`: the default one; empty: it stays. */
function profileOf(text: string): Pick<AccessWish, 'profileId'> {
  if (text === '') return {};
  return { profileId: text === 'default' ? null : text };
}

function refusal(field: string, name: string): InvalidInputError {
  return new InvalidInputError([{ field, code: `admin-contacts:faults.${name}`, values: { max: MOST_ROWS } }]);
}
