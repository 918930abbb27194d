import type { FieldFault } from '../../../core/errors.js';
import type { ProfileSummary } from '../../../store/profile-store.js';
import { type ManagerLimits, MOST_COLLEAGUES } from '../../colleagues/company-managers.js';

/** The form as it was sent. */
export interface TypedManager {
  readonly isManager: boolean;
  readonly most: string;
  readonly profile: string;
}

/** What a form says, or what is wrong with it; an empty number is no limit, an empty profile the default one. */
export function readManagerForm(
  typed: TypedManager,
  profiles: readonly Pick<ProfileSummary, 'id'>[],
): { readonly limits: ManagerLimits; readonly faults: readonly FieldFault[] } {
  const text = typed.most.trim();
  const most = /^\d{1,4}$/.test(text) ? Number(text) : undefined;
  const isNumber = text === '' || (most !== undefined && most >= 1 && most <= MOST_COLLEAGUES);
  const isProfile = typed.profile === '' || profiles.some(({ id }) => id === typed.profile);
  return {
    limits: { mostColleagues: most, profileId: typed.profile || undefined },
    faults: [
      ...(isNumber ? [] : [{ field: 'most', code: 'colleagues:faults.most', values: { max: MOST_COLLEAGUES } }]),
      ...(isProfile ? [] : [{ field: 'profile', code: 'colleagues:faults.profile' }]),
    ],
  };
}
