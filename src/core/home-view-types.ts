import type { EmptyView } from './record-view-types.js';
import type { LinkView, MessageView, ValueView } from './view-types.js';

/** `pages/home`. */
export interface HomePageView {
  readonly greeting: string;
  readonly subtitle: string;
  readonly buttons: readonly HomeButtonView[];
  readonly yourTurn: readonly HomeTicketView[];
  readonly open?: {
    readonly items: readonly HomeTicketView[];
    readonly total: string;
    readonly allHref: string;
    readonly empty?: EmptyView;
  };
  readonly announcements: readonly MessageView[];
  readonly faqs: readonly LinkView[];
}

export interface HomeButtonView {
  readonly label: string;
  readonly detail?: string;
  readonly icon: string;
  readonly href: string;
  readonly isExternal: boolean;
  readonly colour: 'c-solid' | 'c-blue' | 'c-green' | 'c-amber' | 'c-violet' | 'c-teal';
}

export interface HomeTicketView {
  readonly title: string;
  readonly href: string;
  readonly meta: string;
  readonly status: ValueView;
}
