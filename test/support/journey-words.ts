import type { InterfaceVersion } from '../../src/core/view-types.js';

/** What a customer reads on the way from the one-time password to the resolved ticket, in one language. */
export interface JourneyWords {
  readonly newTicket: string;
  readonly send: string;
  readonly resolve: string;
  readonly signOut: string;
  readonly mails: { readonly created: RegExp; readonly button: string };
  readonly interfaces: Readonly<Record<InterfaceVersion, InterfaceWords>>;
}

/** What differs between the interfaces. */
export interface InterfaceWords {
  /** The link to the tickets in the menu. */
  readonly menu: string;
  /** What an open ticket says of itself. */
  readonly open: string;
  readonly closed: string;
  readonly create: string;
  readonly search: string;
}

/** By browser locale. */
export const journeyWords = {
  'it-IT': {
    newTicket: 'Nuova richiesta di assistenza',
    send: 'Salva e invia',
    resolve: 'Ok, risolto',
    signOut: 'Esci',
    mails: { created: /presente un nuovo ticket/, button: 'PORTALE' },
    interfaces: {
      1: {
        menu: 'Le mie richieste di assistenza',
        open: 'Richiesta aperta',
        closed: 'Richiesta risolta',
        create: 'NUOVA RICHIESTA',
        search: 'CERCA',
      },
      2: { menu: 'Assistenza Clienti', open: 'Aperto', closed: 'Chiuso', create: 'Crea', search: 'Cerca' },
    },
  },
  'en-GB': {
    newTicket: 'New support request',
    send: 'Save and send',
    resolve: 'OK, solved',
    signOut: 'Sign out',
    mails: { created: /There is a new ticket/, button: 'PORTAL' },
    interfaces: {
      1: {
        menu: 'My support requests',
        open: 'Request open',
        closed: 'Request solved',
        create: 'NEW REQUEST',
        search: 'SEARCH',
      },
      2: { menu: 'Trouble Tickets', open: 'Open', closed: 'Closed', create: 'Create', search: 'Search' },
    },
  },
} as const satisfies Record<string, JourneyWords>;
