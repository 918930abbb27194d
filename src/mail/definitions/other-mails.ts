import type { EmailDefinitions } from '../email-definition.js';

type OtherKind = 'staff-ticket' | 'staff-comment' | 'digest' | 'reply-refused' | 'reply-files-refused' | 'extension';

const ticket = { ticketId: 8, number: 'TT8', title: 'Nome della segnalazione' };
const crmLink = 'https://crm.example.com/index.php?module=HelpDesk&action=DetailView&record=8';
const toAssignee = "the CRM's users the ticket is assigned to who want their notifications by mail";

/** Mails to the CRM's own people, summaries, and answers to mails. */
export const otherMails = {
  'staff-ticket': {
    trigger: 'ticket.created',
    recipient: toAssignee,
    readers: 'staff',
    isEssential: false,
    topic: undefined,
    isAboutTicket: true,
    link: (_links, data) => data.crmLink || undefined,
    sample: { ...ticket, customer: 'Francesco Villani', text: 'Il rullo non gira più.', crmLink },
  },
  'staff-comment': {
    trigger: 'comment.created',
    recipient: toAssignee,
    readers: 'staff',
    isEssential: false,
    topic: undefined,
    isAboutTicket: true,
    link: (_links, data) => data.crmLink || undefined,
    sample: { ...ticket, customer: 'Francesco Villani', text: 'Adesso gira di nuovo.', crmLink },
  },
  digest: {
    trigger: 'mails were held back, by choice or beyond the limits, and their time has come',
    recipient: 'whoever they were for',
    readers: 'both',
    isEssential: false,
    topic: undefined,
    isAboutTicket: false,
    // One of the CRM's own people has no way into the portal, and so no paths.
    link: (links, { items }) => (items.some(({ path }) => path !== '') ? links.home : undefined),
    sample: {
      items: [
        { subject: 'TT8 Re: Nome della segnalazione', path: '/HelpDesk/8', at: '2026-11-23 09:30:00' },
        { subject: 'Preventivo da accettare: Ricambi linea 2', path: '/Quotes/12', at: '2026-11-23 11:05:00' },
      ],
      more: 3,
    },
  },
  'reply-refused': {
    trigger: 'a reply by mail could not become a comment',
    recipient: 'who sent it, once',
    readers: 'contacts',
    isEssential: false,
    topic: undefined,
    isAboutTicket: false,
    link: (links) => links.home,
    sample: { reason: 'notAllowed', subject: 'Re: TT8 [ Ticket Id : 8 ] Nome della segnalazione' },
  },
  'reply-files-refused': {
    trigger: 'a reply by mail became a comment, but not all of its files could be attached',
    recipient: 'who sent it',
    readers: 'contacts',
    isEssential: false,
    topic: undefined,
    isAboutTicket: true,
    link: (links, { ticketId }) => links.ticket(ticketId),
    sample: { ...ticket, text: 'avvio.exe è di un tipo non accettato. Sono accettati: pdf, png, jpg.' },
  },
  extension: {
    trigger: 'an extension sends one of its own',
    recipient: 'whom the extension names',
    readers: 'contacts',
    isEssential: false,
    topic: undefined,
    isAboutTicket: false,
    link: (links, { path }) => (path.startsWith('/') ? links.page(path) : undefined),
    sample: {
      title: 'Intervento di domani',
      text: 'Il tecnico arriva domani alle 9.\nServe qualcuno in officina.',
      label: "APRI L'INTERVENTO",
      path: '/x/interventions/8',
    },
  },
} as const satisfies EmailDefinitions<OtherKind>;
