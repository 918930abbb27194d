import { ruleOf } from './module-rules.js';
import type { Permissions } from './permissions.js';
import type { Viewer } from './types.js';

/** The module whose records are tickets. */
export const TICKET_MODULE = 'HelpDesk';

/** Status keys the portal itself sets; the CRM lets nobody rename them. */
export const TicketStatus = {
  open: 'Open',
  /** The customer must answer. */
  waitForResponse: 'Wait For Response',
  answeredByCustomer: 'Answered by customer',
  closed: 'Closed',
} as const;

/** What the state rules need of a ticket. */
export interface TicketFacts {
  readonly status: string;
  /** The contact or company the ticket belongs to. */
  readonly parentId: number | undefined;
}

/** Who wrote a ticket's comments. */
export interface CommentAuthor {
  readonly authorType: 'user' | 'customer';
  readonly authorId: number;
}

/** Says which steps the state of a ticket allows a viewer, on top of the permissions; the ticket is visible already. */
export interface TicketRules {
  mayEdit(viewer: Viewer, ticket: TicketFacts): boolean;
  /** One's own open ticket, or a colleague's by a flag of the profile. */
  mayResolve(viewer: Viewer, ticket: TicketFacts): boolean;
  mayReopen(viewer: Viewer, ticket: TicketFacts): boolean;
  /** A comment on a closed ticket reopens it and needs that permission too. */
  mayComment(viewer: Viewer, ticket: TicketFacts): boolean;
  mayAttach(viewer: Viewer, ticket: TicketFacts): boolean;
  /** Adding colleagues to one's own ticket or the company's, and taking them off again, whatever its status (DECISIONS 4). */
  mayShare(viewer: Viewer, ticket: TicketFacts): boolean;
  /** A closed ticket is rated by whom it belongs to, or by a colleague who might have closed it. */
  mayRate(viewer: Viewer, ticket: TicketFacts): boolean;
  /** One's own ticket, still `Open`, without anybody else's comment. */
  mayDelete(viewer: Viewer, ticket: TicketFacts, comments: readonly CommentAuthor[]): boolean;
}

/** Whether work on a ticket goes on. */
export function isOpen(status: string): boolean {
  return status !== TicketStatus.closed;
}

/** Whether the ticket is the viewer's own, not a colleague's or the company's. */
export function isOwnTicket(viewer: Viewer, ticket: TicketFacts): boolean {
  return ticket.parentId === viewer.contact.id;
}

/** Whether the ticket is the company's as a whole, no single contact's. */
export function isCompanyTicket(viewer: Viewer, ticket: TicketFacts): boolean {
  return ticket.parentId !== undefined && ticket.parentId === viewer.contact.accountId;
}

/** Makes the state rules of tickets (DECISIONS 6, 7). */
export function createTicketRules(permissions: Pick<Permissions, 'can'>): TicketRules {
  const can = (viewer: Viewer, action: Parameters<Permissions['can']>[2]): boolean =>
    permissions.can(viewer, TICKET_MODULE, action);
  return {
    mayEdit: (viewer, ticket) => isOpen(ticket.status) && can(viewer, 'edit') && !isGuest(viewer, ticket),
    mayResolve: (viewer, ticket) => isOpen(ticket.status) && can(viewer, 'resolve') && mayEnd(viewer, ticket),
    mayReopen: (viewer, ticket) => !isOpen(ticket.status) && can(viewer, 'reopen'),
    mayComment: (viewer, ticket) => can(viewer, 'comment') && (isOpen(ticket.status) || can(viewer, 'reopen')),
    mayAttach: (viewer, ticket) => isOpen(ticket.status) && can(viewer, 'attach'),
    mayShare: (viewer, ticket) =>
      can(viewer, 'comment') &&
      can(viewer, 'participants') &&
      (isOwnTicket(viewer, ticket) || isCompanyTicket(viewer, ticket)),
    mayRate: (viewer, ticket) =>
      !isOpen(ticket.status) && (can(viewer, 'resolve') || can(viewer, 'comment')) && mayEnd(viewer, ticket),
    mayDelete: (viewer, ticket, comments) =>
      ticket.status === TicketStatus.open &&
      isOwnTicket(viewer, ticket) &&
      can(viewer, 'delete') &&
      comments.every((comment) => comment.authorType === 'customer' && comment.authorId === viewer.contact.id),
  };
}

/** Whether the viewer sees the ticket as a participant only: then they read, comment and attach. */
function isGuest(viewer: Viewer, ticket: TicketFacts): boolean {
  const scope = ruleOf(viewer.profile, TICKET_MODULE)?.scope ?? viewer.profile.scope;
  return scope === 'own' && !isOwnTicket(viewer, ticket);
}

/** Whether it is for the viewer to say that the ticket is done (DECISIONS 7). */
function mayEnd(viewer: Viewer, ticket: TicketFacts): boolean {
  return isOwnTicket(viewer, ticket) || ruleOf(viewer.profile, TICKET_MODULE)?.permissions.resolveColleagues === true;
}
