import { TICKET_MODULE } from '../../access/ticket-states.js';
import type { ConfirmPageView } from '../../core/record-view-types.js';
import type { PresenterContext } from '../present-context.js';
import { newSubmissionKey } from '../submission.js';
import type { TicketFacts } from './ticket-facts.js';

/** Actions that have a page of their own which asks first. */
export const CONFIRMED_ACTIONS = ['delete', 'reopen', 'resolve'] as const;
export type ConfirmedAction = (typeof CONFIRMED_ACTIONS)[number];

/** The page that asks before an action; `draft` is a reopening comment that came back. */
export function presentConfirm(
  action: ConfirmedAction,
  id: number,
  ticket: TicketFacts,
  draft: { text: string; error: string } | undefined,
  context: PresenterContext,
): ConfirmPageView {
  const { t } = context;
  const href = context.path(`/${TICKET_MODULE}/${id}`);
  const texts = `tickets:confirm.${action}`;
  const comment = { label: t('tickets:confirm.reopen.comment'), value: draft?.text ?? '' };
  return {
    title: t(`${texts}.title`, { number: ticket.number || ticket.title }),
    text: t(`${texts}.text`, { title: ticket.title }),
    action: `${href}/${action}`,
    key: newSubmissionKey(),
    confirmText: t(`${texts}.action`),
    isDangerous: action === 'delete',
    cancelHref: href,
    ...(action === 'reopen' ? { comment: draft ? { ...comment, error: draft.error } : comment } : {}),
  };
}
