import { ruleOf } from './module-rules.js';
import type { PermissionReason, Permissions } from './permissions.js';
import type { Action, Viewer } from './types.js';

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

/** The steps a ticket may allow. */
export const TICKET_STEPS = ['edit', 'comment', 'attach', 'resolve', 'reopen', 'share', 'rate', 'delete'] as const;
export type TicketStep = (typeof TICKET_STEPS)[number];

/**
 * Why a step is allowed or not: a permission's reason with the permission asked for, or the ticket's state, owner or talk: closed or open,
 * not `Open` any more, a colleague's, seen as a participant only, commented by somebody else.
 */
export type TicketReason =
  | { readonly code: 'allowed' | 'closed' | 'notClosed' | 'begun' | 'colleague' | 'participant' | 'answered' }
  | { readonly code: 'permission'; readonly action: Action; readonly reason: PermissionReason };

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
  /** Any of these with its reason; the comments count for deleting only. */
  judge(step: TicketStep, viewer: Viewer, ticket: TicketFacts, comments?: readonly CommentAuthor[]): TicketReason;
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
export function createTicketRules(permissions: Pick<Permissions, 'judge'>): TicketRules {
  const judges = ticketJudges(permissions);
  const judge: TicketRules['judge'] = (step, viewer, ticket, comments = []) =>
    judges[step](viewer, ticket, comments) ?? { code: 'allowed' };
  const may = (step: TicketStep) => (viewer: Viewer, ticket: TicketFacts) =>
    judge(step, viewer, ticket).code === 'allowed';
  return {
    mayEdit: may('edit'),
    mayResolve: may('resolve'),
    mayReopen: may('reopen'),
    mayComment: may('comment'),
    mayAttach: may('attach'),
    mayShare: may('share'),
    mayRate: may('rate'),
    mayDelete: (viewer, ticket, comments) => judge('delete', viewer, ticket, comments).code === 'allowed',
    judge,
  };
}

/** Undefined: nothing stands against it. */
type Judge = (viewer: Viewer, ticket: TicketFacts, comments: readonly CommentAuthor[]) => TicketReason | undefined;

function ticketJudges(permissions: Pick<Permissions, 'judge'>): Readonly<Record<TicketStep, Judge>> {
  const needs = (viewer: Viewer, ...actions: readonly Action[]): TicketReason | undefined => {
    for (const action of actions) {
      const reason = permissions.judge(viewer, TICKET_MODULE, action);
      if (reason !== 'allowed') return { code: 'permission', action, reason };
    }
    return undefined;
  };
  const closed = ({ status }: TicketFacts): TicketReason | undefined =>
    isOpen(status) ? undefined : { code: 'closed' };
  const notClosed = ({ status }: TicketFacts): TicketReason | undefined =>
    isOpen(status) ? { code: 'notClosed' } : undefined;
  const notForThem = (viewer: Viewer, ticket: TicketFacts): TicketReason | undefined =>
    mayEnd(viewer, ticket) ? undefined : { code: 'colleague' };
  return {
    edit: (viewer, ticket) =>
      closed(ticket) ?? needs(viewer, 'edit') ?? (isGuest(viewer, ticket) ? { code: 'participant' } : undefined),
    comment: (viewer, ticket) => needs(viewer, 'comment', ...(isOpen(ticket.status) ? [] : ['reopen' as const])),
    attach: (viewer, ticket) => closed(ticket) ?? needs(viewer, 'attach'),
    resolve: (viewer, ticket) => closed(ticket) ?? needs(viewer, 'resolve') ?? notForThem(viewer, ticket),
    reopen: (viewer, ticket) => notClosed(ticket) ?? needs(viewer, 'reopen'),
    share: (viewer, ticket) =>
      needs(viewer, 'comment', 'participants') ??
      (isOwnTicket(viewer, ticket) || isCompanyTicket(viewer, ticket) ? undefined : { code: 'colleague' }),
    rate: (viewer, ticket) =>
      notClosed(ticket) ?? (needs(viewer, 'resolve') && needs(viewer, 'comment')) ?? notForThem(viewer, ticket),
    delete: (viewer, ticket, comments) => {
      if (ticket.status !== TicketStatus.open) return { code: 'begun' };
      if (!isOwnTicket(viewer, ticket)) return { code: 'colleague' };
      const isOthers = comments.some(
        ({ authorType, authorId }) => authorType !== 'customer' || authorId !== viewer.contact.id,
      );
      return needs(viewer, 'delete') ?? (isOthers ? { code: 'answered' } : undefined);
    },
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
