import type { Viewer } from '../../access/types.js';
import type { ParticipantsView, ParticipantView } from '../../core/participants-view-types.js';
import type { HostContact } from '../../host/host-adapter.js';
import type { PresenterContext } from '../present-context.js';
import type { RecordPageDraft } from '../records/record-companion.js';
import { newSubmissionKey } from '../submission.js';
import { nameOf, type TicketParticipants } from './participant-service.js';

/** The card of a ticket's participants; undefined where there are none and nobody could be added. */
export function presentParticipants(
  { people, others, mayShare }: TicketParticipants,
  viewer: Viewer,
  base: string,
  draft: RecordPageDraft['participant'],
  context: PresenterContext,
): ParticipantsView | undefined {
  const hasForm = mayShare && (others.length > 0 || draft !== undefined);
  if (people.length === 0 && !hasForm) return undefined;
  return {
    action: `${base}/participants`,
    people: people.map((contact) => presentPerson(contact, viewer, mayShare, context)),
    ...(hasForm ? { form: presentForm(others, draft, context) } : {}),
  };
}

function presentPerson(
  contact: HostContact,
  viewer: Viewer,
  mayShare: boolean,
  context: PresenterContext,
): ParticipantView {
  const { t } = context;
  const name = nameOf(contact);
  const isMe = contact.id === viewer.contact.id;
  if (!mayShare && !(isMe && viewer.mayWrite)) return { name, isMe };
  const text = t(isMe ? 'participants:leave' : 'participants:remove');
  const label = isMe ? text : t('participants:removeLabel', { name });
  return { name, isMe, remove: { key: newSubmissionKey(), contactId: String(contact.id), text, label } };
}

function presentForm(
  others: readonly HostContact[],
  draft: RecordPageDraft['participant'],
  { t }: PresenterContext,
): NonNullable<ParticipantsView['form']> {
  const options = others.map((contact) => ({ value: String(contact.id), text: nameOf(contact), isSelected: false }));
  return {
    key: newSubmissionKey(),
    options: [{ value: '', text: t('participants:add.choose'), isSelected: true }, ...options],
    ...(draft ? { error: draft.error } : {}),
  };
}
