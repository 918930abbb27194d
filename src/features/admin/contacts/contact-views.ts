import type { PaginationView } from '../../../core/record-view-types.js';
import type { ControlView, ErrorSummaryView, LinkView, MessageView, ValueView } from '../../../core/view-types.js';
import type { ContactAddressView } from '../mails/address-views.js';
import type { ManagerCardView } from '../managers/manager-presenter.js';
import type { MailChoicesView } from './mail-choices-presenter.js';

/** `pages/admin/contacts`. */
export interface ContactsPageView {
  readonly action: string;
  readonly bulkAction: string;
  readonly exportHref: string;
  readonly importHref: string;
  readonly errors?: ErrorSummaryView;
  readonly search: {
    readonly value: string;
    readonly state: string;
    readonly sort: string;
    readonly clearHref?: string;
  };
  readonly tabs: readonly {
    readonly text: string;
    readonly count: string;
    readonly href: string;
    readonly isCurrent: boolean;
  }[];
  readonly columns: readonly {
    readonly label: string;
    readonly sortHref?: string;
    readonly ariaSort?: 'ascending' | 'descending' | 'none';
    readonly sortLabel?: string;
  }[];
  readonly rows: readonly ContactRowView[];
  /** The rows' ids, joined by commas. */
  readonly shown: string;
  readonly hidden: readonly { readonly name: string; readonly value: string }[];
  readonly bulk: {
    readonly controls: readonly ControlView[];
    /** «Tutti i 240 trovati», where there are more than the page shows. */
    readonly all?: string;
    readonly isAll: boolean;
  };
  readonly summary: string;
  readonly pages: PaginationView;
  readonly empty?: {
    readonly icon: string;
    readonly title: string;
    readonly text: string;
    readonly actions: readonly LinkView[];
  };
}

export interface ContactRowView {
  readonly tick: { readonly name: string; readonly label: string; readonly isChecked: boolean };
  readonly href: string;
  readonly name: string;
  readonly email: string;
  readonly number: string;
  readonly company: string;
  readonly profile: string;
  readonly state: ValueView;
  readonly end?: { readonly text: string; readonly iso: string };
  readonly signedIn?: { readonly text: string; readonly iso: string };
}

/** `pages/admin/contact`. */
export interface ContactPageView {
  readonly back: LinkView;
  readonly name: string;
  readonly state: ValueView;
  readonly meta: string;
  readonly crm?: { readonly href: string };
  readonly seeAs?: { readonly action: string; readonly contact: string };
  readonly notes: readonly MessageView[];
  readonly errors?: ErrorSummaryView;
  readonly action: string;
  readonly hidden: readonly { readonly name: string; readonly value: string }[];
  readonly access: ControlView;
  readonly dates: readonly ControlView[];
  readonly profile: ControlView;
  /** Only of one who may come in. */
  readonly suspend?: { readonly action: string };
  readonly invitation: {
    readonly items: readonly {
      readonly icon: string;
      readonly text: string;
      readonly meta: string;
      readonly iso?: string;
    }[];
    readonly invite?: { readonly action: string; readonly text: string };
    readonly revoke?: { readonly action: string; readonly text: string };
    readonly audit: LinkView;
    /** To what portal and CRM hold on the contact. */
    readonly data: LinkView;
  };
  /** What became of mails to the contact's address; undefined: it refused none. */
  readonly address?: ContactAddressView;
  /** For `partials/admin/explain`. */
  readonly explain?: object;
  readonly mailChoices?: MailChoicesView;
  readonly manager?: ManagerCardView;
}

/** `pages/admin/contacts-job`: what a plan would do, or what came of it. */
export interface JobPageView {
  readonly back: LinkView;
  readonly title: string;
  readonly lead: string;
  readonly isRunning: boolean;
  readonly progress?: { readonly value: number; readonly max: number; readonly text: string };
  readonly facts: readonly { readonly text: string; readonly isBad: boolean }[];
  readonly confirm?: {
    readonly action: string;
    readonly text: string;
    readonly isDangerous: boolean;
    readonly cancelHref: string;
  };
  readonly lines: readonly {
    readonly row?: string;
    readonly name: string;
    readonly href?: string;
    readonly text: string;
    readonly isBad: boolean;
  }[];
  readonly hasRows: boolean;
  readonly summary: string;
  readonly pages?: PaginationView;
}

/** `pages/admin/contacts-import`. */
export interface ImportPageView {
  readonly back: LinkView;
  readonly action: string;
  readonly exportHref: string;
  readonly errors?: ErrorSummaryView;
  readonly text: ControlView;
  readonly accept: string;
}
