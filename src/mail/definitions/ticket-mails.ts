import type { EmailDefinitions } from '../email-definition.js';
import type { MailLinks } from '../mail-links.js';

type TicketKind =
  | 'ticket-created'
  | 'comment-added'
  | 'colleague-commented'
  | 'status-changed'
  | 'solution-added'
  | 'ticket-resolved'
  | 'ticket-reopened'
  | 'participant-added'
  | 'ticket-news';

const ticket = { ticketId: 8, number: 'TT8', title: 'Nome della segnalazione' };
const everybody = "the ticket's contact and its participants";
const others = `${everybody}, without whoever did it`;
const openTicket = (links: MailLinks, data: { readonly ticketId: number }): string => links.ticket(data.ticketId);
const about = { readers: 'contacts', isEssential: false, isAboutTicket: true, link: openTicket } as const;

/** Mails about a ticket. */
export const ticketMails = {
  'ticket-created': {
    ...about,
    trigger: 'ticket.created, or an agent opens a ticket in the CRM',
    recipient: "the ticket's contact",
    topic: 'tickets',
    sample: { ...ticket, status: 'Aperto', priority: 'Normale', description: 'Il rullo non gira più.' },
  },
  'comment-added': {
    ...about,
    trigger: 'an agent comments in the CRM',
    recipient: everybody,
    topic: 'comments',
    sample: {
      ...ticket,
      author: 'Assistenza Acme',
      text: 'Abbiamo spedito il ricambio.\nArriva domani.',
      status: 'In attesa di risposta',
    },
  },
  'colleague-commented': {
    ...about,
    trigger: "comment.created, or the CRM's mail converter stores a customer's mail",
    recipient: others,
    topic: 'comments',
    sample: { ...ticket, author: 'Maria Torri', text: 'Succede anche alla linea 3.' },
  },
  'status-changed': {
    ...about,
    trigger: 'an agent changes the status in the CRM, without a comment',
    recipient: everybody,
    topic: 'status',
    sample: { ...ticket, status: 'In corso', previousStatus: 'Aperto' },
  },
  'solution-added': {
    ...about,
    trigger: 'an agent writes or changes the solution in the CRM, without closing the ticket',
    recipient: everybody,
    topic: 'status',
    sample: {
      ...ticket,
      text: 'Sostituire il cuscinetto e ingrassare il rullo.',
      status: 'In corso',
      previousStatus: 'Aperto',
    },
  },
  'ticket-resolved': {
    ...about,
    trigger: 'ticket.resolved, or an agent closes the ticket in the CRM',
    recipient: everybody,
    topic: 'status',
    link: (links, { ticketId, mayRate }) => (mayRate ? `${links.ticket(ticketId)}#rating` : links.ticket(ticketId)),
    sample: { ...ticket, text: 'Sostituito il cuscinetto.', mayRate: true },
  },
  'ticket-reopened': {
    ...about,
    trigger: 'an agent reopens the ticket in the CRM; a customer does it with a comment, which is mailed as one',
    recipient: everybody,
    topic: 'status',
    sample: { ...ticket, author: 'Maria Torri' },
  },
  'participant-added': {
    ...about,
    trigger: 'a colleague was added at /HelpDesk/<id>/participants',
    recipient: 'the added colleague, unless they added themselves',
    topic: 'tickets',
    sample: { ...ticket, author: 'Francesco Villani' },
  },
  'ticket-news': {
    ...about,
    trigger: 'any mail about a ticket, for who chose mails without content',
    recipient: 'as that mail',
    topic: undefined,
    sample: { ticketId: 8, number: 'TT8' },
  },
} as const satisfies EmailDefinitions<TicketKind>;
