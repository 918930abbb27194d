import type { EmptyView, PaginationView } from '../../../core/record-view-types.js';
import type { LinkView } from '../../../core/view-types.js';
import type { MailStateView } from './outbox-views.js';

/** `pages/admin/mail-addresses`: addresses that refused mails, those that are stopped first. */
export interface MailAddressesPageView {
  readonly back: LinkView;
  /** How many are stopped, and when that happens. */
  readonly lead: string;
  readonly rows: readonly MailAddressView[];
  readonly empty?: EmptyView;
  readonly summary: string;
  readonly pages: PaginationView;
}

/** One address. */
export interface MailAddressView {
  readonly address: string;
  /** The mails to it. */
  readonly href: string;
  readonly owner?: LinkView;
  readonly state: MailStateView;
  /** «dal 25-11-2026 11:02» of a stopped one. */
  readonly since?: string;
  readonly sinceIso?: string;
  /** «per sempre: 2 · per ora: 1»; empty: none since it was used again. */
  readonly counts: string;
  /** As in RFC 3463; empty: the server named none, or its words have it. */
  readonly status: string;
  readonly reason: string;
  /** «Ultimo rifiuto: ieri 16:01». */
  readonly last: string;
  readonly lastIso: string;
  /** POST; undefined: mails go out. */
  readonly useAgain?: { readonly action: string; readonly label: string };
}

/** `partials/admin/mail-address`: on a contact's page, what became of mails to the address. */
export interface ContactAddressView {
  readonly kind: 'bad' | 'info';
  readonly text: string;
  /** What the server said. */
  readonly detail?: string;
  readonly useAgain?: { readonly action: string };
}
