import { daysUntil } from '../../access/access-window.js';

/** Days before the last one at which a contact is told, the nearest first. */
const STEPS = [1, 7, 30] as const;
/** An end that is further back is no news any more, such as those found when the portal is first enabled. */
const TOLD_AFTER_DAYS = 3;

/** What a contact is told of the end of their access. */
export type ExpiryStep = '30' | '7' | '1' | 'ended';

/** The days (from today, both included) between which ends of access are news. */
export const EXPIRY_SPAN = { from: -TOLD_AFTER_DAYS, to: STEPS[STEPS.length - 1] ?? 0 } as const;

/** The one step that is due on a day; earlier ones that were missed are not made up for. Undefined: none is. */
export function expiryStep(supportEnd: string, today: string): ExpiryStep | undefined {
  const days = daysUntil(today, supportEnd);
  if (days === undefined) return undefined;
  if (days < 0) return days >= -TOLD_AFTER_DAYS ? 'ended' : undefined;
  const step = STEPS.find((limit) => days <= limit);
  return step === undefined ? undefined : (String(step) as ExpiryStep);
}
