import type { WallClock } from '../../../core/clock.js';
import { crmRecordAddress } from '../../../core/crm-address.js';
import { formatDateTime, isoDateTime } from '../../../core/date-text.js';
import type { FieldFault } from '../../../core/errors.js';
import { countCharacters } from '../../../core/text.js';
import type { ControlView, MessageView } from '../../../core/view-types.js';
import type { ProfileSummary } from '../../../store/profile-store.js';
import { faultSummary, labelledControl } from '../../form-parts.js';
import type { AdminTexts } from '../admin-page.js';
import { nameOf } from './access-change.js';
import type { KnownContact } from './access-reader.js';
import type { ShownAccess } from './access-wish.js';
import { profileName, profileOptions } from './contact-list-presenter.js';
import type { ContactPageView } from './contact-views.js';
import { stateView } from './state-view.js';
import type { TypedAccess } from './typed-access.js';

/** What a contact's page is made of. */
export interface ContactFacts extends KnownContact {
  readonly profiles: readonly ProfileSummary[];
  readonly openSessions: number;
  readonly hasTwin: boolean;
  /** May come in today. */
  readonly mayEnter: boolean;
  readonly wallClock: WallClock;
  /** The CRM's own address, without a trailing slash; empty: not known. */
  readonly crmUrl: string;
}

/** What came back of the form, and what it was opened with. */
export interface AccessDraft {
  readonly typed: TypedAccess;
  readonly shown: ShownAccess;
  readonly faults: readonly FieldFault[];
  /** Somebody was faster. */
  readonly isStale: boolean;
}

const LONGEST_USER_NAME = 50;

/** A contact's own page: head, form, invitation. */
export function presentContact(
  facts: ContactFacts,
  draft: AccessDraft | undefined,
  words: AdminTexts,
): ContactPageView {
  const { contact, record, profiles } = facts;
  const { t, path } = words;
  const own = `/admin/contacts/${contact.id}`;
  // After somebody was faster the next try starts from what holds now.
  const shown = draft && !draft.isStale ? draft.shown : shownOf(facts);
  const typed = draft?.typed ?? typedOf(facts);
  return {
    back: { href: path('/admin/contacts'), text: t('admin-contacts:list.title') },
    name: nameOf(contact),
    state: stateView(contact.state, t),
    meta: [contact.accountName, contact.number, contact.email].filter(Boolean).join(' · '),
    ...(facts.crmUrl === '' ? {} : { crm: { href: crmRecordAddress(facts.crmUrl, 'Contacts', contact.id) } }),
    ...(facts.mayEnter ? { seeAs: { action: path('/admin/view'), contact: String(contact.id) } } : {}),
    notes: notesOf(facts, draft, words),
    ...faultSummary(draft?.faults ?? [], t),
    action: path(own),
    hidden: [
      { name: 'was.access', value: shown.grant.isEnabled ? '1' : '' },
      { name: 'was.start', value: shown.grant.supportStart ?? '' },
      { name: 'was.end', value: shown.grant.supportEnd ?? '' },
      { name: 'was.profile', value: shown.profileId ?? '' },
    ],
    access: {
      ...control('checkbox', 'access', '1', draft, words),
      isChecked: typed.isEnabled,
      hint: t('admin-contacts:hints.access'),
    },
    dates: [
      control('date', 'start', typed.start, draft, words),
      { ...control('date', 'end', typed.end, draft, words), hint: t('admin-contacts:hints.end') },
    ],
    profile: {
      ...control('select', 'profile', typed.profile, draft, words),
      options: profileOptions(profiles, typed.profile, [{ value: '', text: profileName(undefined, profiles, words) }]),
    },
    ...(contact.hasPortal ? { suspend: { action: path(`${own}/suspend`) } } : {}),
    invitation: {
      items: timelineOf(facts, words),
      ...(facts.mayEnter
        ? {
            invite: {
              action: path(`${own}/invite`),
              text: t(record.invitation ? 'admin-contacts:invitation.again' : 'admin-contacts:invitation.first'),
            },
          }
        : {}),
      ...(facts.openSessions > 0
        ? {
            revoke: {
              action: path(`${own}/revoke`),
              text: t('admin-contacts:invitation.revoke', { n: facts.openSessions }),
            },
          }
        : {}),
      audit: { href: path(`/admin/audit?contact=${contact.id}`), text: t('admin-contacts:invitation.audit') },
      data: { href: path(`${own}/data`), text: t('admin-data:title') },
    },
  };
}

function control(
  kind: ControlView['control'],
  name: string,
  value: string,
  draft: AccessDraft | undefined,
  { t }: AdminTexts,
): ControlView {
  return labelledControl(kind, name, t(`admin-contacts:fields.${name}`), { value, faults: draft?.faults ?? [], t });
}

function notesOf(
  { contact, record, hasTwin }: ContactFacts,
  draft: AccessDraft | undefined,
  { t }: AdminTexts,
): readonly MessageView[] {
  const note = (kind: MessageView['kind'], name: string, values = {}): MessageView => ({
    kind,
    text: t(`admin-contacts:notes.${name}`, values),
  });
  const { invitation } = record;
  return [
    ...(draft?.isStale ? [note('warn', 'stale')] : []),
    ...(contact.state === 'mailFailed' ? [note('bad', 'mailFailed', { reason: invitation?.error ?? '' })] : []),
    ...(contact.state === 'undated' ? [note('warn', 'undated')] : []),
    ...(contact.email.trim() === '' ? [note('warn', 'noEmail')] : []),
    ...(hasTwin ? [note('warn', 'twin')] : []),
    ...(contact.optedOutOfMail ? [note('info', 'optedOut')] : []),
    ...(contact.accountId === undefined ? [note('info', 'noCompany')] : []),
    ...(countCharacters(contact.email) > LONGEST_USER_NAME ? [note('info', 'longEmail')] : []),
  ];
}

function timelineOf({ contact, record, wallClock }: ContactFacts, { t }: AdminTexts) {
  const { invitation, passwordChangedAt } = record;
  const entry = (icon: string, name: string, at: string, values = {}) => ({
    icon,
    text: t(`admin-contacts:timeline.${name}`, values),
    meta: formatDateTime(at),
    iso: isoDateTime(at),
    at,
  });
  const ofInstant = (instant: number): string => wallClock.format(instant);
  const items = [
    ...(invitation ? [invitationEntry()] : []),
    ...(passwordChangedAt === undefined ? [] : [entry('key', 'password', ofInstant(passwordChangedAt))]),
    ...(contact.signedInAt === undefined ? [] : [entry('login', 'signedIn', contact.signedInAt)]),
  ];
  return items.sort((left, right) => (left.at < right.at ? -1 : 1)).map(({ at: _, ...item }) => item);

  function invitationEntry() {
    const { state, createdAt, sentAt, to, error } = invitation as NonNullable<typeof invitation>;
    if (state === 'sent') return entry('send', 'sent', ofInstant(sentAt ?? createdAt), { to });
    if (state === 'cancelled') return entry('ban', 'notSent', ofInstant(createdAt), { to });
    if (state === 'failed') return entry('alert-triangle', 'failed', ofInstant(createdAt), { to, reason: error ?? '' });
    return entry('hourglass', error ? 'retrying' : 'waiting', ofInstant(createdAt), { to, reason: error ?? '' });
  }
}

function shownOf({ contact, record }: KnownContact): ShownAccess {
  const { hasPortal: isEnabled, supportStart, supportEnd } = contact;
  return { grant: { isEnabled, supportStart, supportEnd }, profileId: record.profileId };
}

function typedOf({ contact, record }: KnownContact): TypedAccess {
  return {
    isEnabled: contact.hasPortal,
    start: contact.supportStart ?? '',
    end: contact.supportEnd ?? '',
    profile: record.profileId ?? '',
  };
}
