import type { MessageView } from '../core/view-types.js';

/** A server-side session. Anonymous visitors have no row: their form token is derived from the cookie's random id alone. */
export interface Session {
  /** The raw id of the cookie; never logged, stored only hashed. */
  readonly id: string;
  readonly contactId: number;
  /** `password-change`: signed in with a one-time password, may only change it. */
  readonly kind: 'full' | 'password-change';
  /** The contact's company when signing in; a change ends the session. */
  readonly accountId: number | undefined;
  readonly createdAt: number;
  readonly seenAt: number;
  readonly flash: readonly MessageView[];
}
