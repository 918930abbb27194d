import { formatDate, formatDateTime, isoDateTime } from '../../../core/date-text.js';
import type { FieldFault } from '../../../core/errors.js';
import type { ControlView } from '../../../core/view-types.js';
import type { ProfileSummary } from '../../../store/profile-store.js';
import { faultSummary, labelledControl } from '../../form-parts.js';
import { presentPages } from '../../records/pagination.js';
import type { AdminTexts } from '../admin-page.js';
import { nameOf } from './access-change.js';
import type { ContactPage, KnownContact } from './access-reader.js';
import { BULK_KINDS } from './bulk-steps.js';
import type { ContactRowView, ContactsPageView } from './contact-views.js';
import { type ContactsQuery, contactsQuery, STATES } from './list-query.js';
import { stateView } from './state-view.js';

/** What came back refused of the form below the list. */
export interface BulkDraft {
  readonly action: string;
  readonly start: string;
  readonly end: string;
  readonly profile: string;
  readonly isAll: boolean;
  readonly isTicked: (id: number) => boolean;
  readonly faults: readonly FieldFault[];
}

/** Where counting ends. */
const MOST_COUNTED = 10_000;
const LIST = '/admin/contacts';
const COLUMNS = [
  ['name', 'name'],
  ['company', 'company'],
  ['profile', undefined],
  ['state', undefined],
  ['end', 'end'],
  ['signIn', 'signIn'],
] as const;

/** The list of contacts with its tabs, and the form that changes several. */
export function presentContacts(
  page: ContactPage,
  query: ContactsQuery,
  draft: BulkDraft | undefined,
  words: AdminTexts,
): ContactsPageView {
  const { t, path } = words;
  const href = (changes: Partial<ContactsQuery>): string => path(LIST + contactsQuery(query, changes));
  const all = [...page.counts.values()].reduce((sum, count) => sum + count, 0);
  const total = query.state === undefined ? all : (page.counts.get(query.state) ?? 0);
  return {
    action: path(LIST),
    bulkAction: path(`${LIST}/bulk`),
    exportHref: path(`/admin/contacts.csv${contactsQuery(query, { page: 1 })}`),
    importHref: path(`${LIST}/import`),
    ...faultSummary(draft?.faults ?? [], t, bulkPlace),
    search: {
      value: query.text,
      state: query.state ?? '',
      sort: orderOf(query),
      ...(query.text === '' ? {} : { clearHref: href({ text: '', page: 1 }) }),
    },
    tabs: [undefined, ...STATES]
      .filter((state) => state === undefined || state === query.state || (page.counts.get(state) ?? 0) > 0)
      .map((state) => ({
        text: t(state === undefined ? 'admin-contacts:list.all' : `admin-contacts:states.${state}`),
        count: countText(state === undefined ? all : (page.counts.get(state) ?? 0), words),
        href: href({ state, page: 1 }),
        isCurrent: state === query.state,
      })),
    columns: COLUMNS.map(([name, sort]) => ({
      label: t(`admin-contacts:columns.${name}`),
      ...(sort === undefined ? {} : sortOf(sort, query, href, words)),
    })),
    rows: page.contacts.map((known) => presentRow(known, page.profiles, draft, words)),
    shown: page.contacts.map(({ contact }) => contact.id).join(','),
    hidden: [
      { name: 'q', value: query.text },
      { name: 'state', value: query.state ?? '' },
      { name: 'sort', value: orderOf(query) },
      { name: 'page', value: String(query.page) },
    ],
    bulk: {
      controls: bulkControls(page.profiles, draft, words),
      ...(total > page.contacts.length ? { all: t('admin-contacts:bulk.all', { n: countText(total, words) }) } : {}),
      isAll: draft?.isAll ?? false,
    },
    summary: t('admin-contacts:list.summary', { n: countText(total, words) }),
    pages: presentPages(query.page, query.size, total, (number) => href({ page: number })),
    ...(page.contacts.length === 0 ? { empty: emptyOf(query, href, words) } : {}),
  };
}

/** The choice of a profile; `first` is what stands before the profiles. */
export function profileOptions(
  profiles: readonly ProfileSummary[],
  chosen: string,
  first: readonly { readonly value: string; readonly text: string }[],
) {
  return [...first, ...profiles.map(({ id, name }) => ({ value: id, text: name }))].map((option) => ({
    ...option,
    isSelected: option.value === chosen,
  }));
}

/** The name of a contact's profile, the default one said so. */
export function profileName(
  profileId: string | undefined,
  profiles: readonly ProfileSummary[],
  { t }: Pick<AdminTexts, 't'>,
): string {
  const own = profiles.find(({ id }) => id === profileId);
  if (own) return own.name;
  return t('admin-contacts:defaultProfile', { name: profiles.find(({ isDefault }) => isDefault)?.name ?? '–' });
}

function presentRow(
  { contact, record }: KnownContact,
  profiles: readonly ProfileSummary[],
  draft: BulkDraft | undefined,
  words: AdminTexts,
): ContactRowView {
  const { t, path } = words;
  const name = nameOf(contact);
  const { supportEnd: end, signedInAt } = contact;
  return {
    tick: {
      name: `c.${contact.id}`,
      label: t('admin-contacts:list.tick', { name }),
      isChecked: draft?.isTicked(contact.id) ?? false,
    },
    href: path(`${LIST}/${contact.id}`),
    name,
    email: contact.email,
    number: contact.number,
    company: contact.accountName,
    profile: profileName(record.profileId, profiles, words),
    state: stateView(contact.state, t),
    ...(end === undefined ? {} : { end: { text: formatDate(end), iso: end } }),
    ...(signedInAt === undefined
      ? {}
      : { signedIn: { text: formatDateTime(signedInAt).slice(0, 16), iso: isoDateTime(signedInAt) } }),
  };
}

function bulkControls(
  profiles: readonly ProfileSummary[],
  draft: BulkDraft | undefined,
  { t }: AdminTexts,
): readonly ControlView[] {
  const control = (name: 'action' | 'start' | 'end' | 'profile', kind: ControlView['control']): ControlView => {
    const label = t(name === 'action' ? 'admin-contacts:bulk.action' : `admin-contacts:fields.${name}`);
    return labelledControl(kind, name, label, { value: draft?.[name] ?? '', faults: draft?.faults ?? [], t });
  };
  const first = [
    { value: '', text: t('admin-contacts:bulk.keepProfile') },
    { value: 'default', text: profileName(undefined, profiles, { t }) },
  ];
  const actions = ['', ...BULK_KINDS].map((kind) => ({
    value: kind,
    text: t(`admin-contacts:bulk.${kind || 'choose'}`),
    isSelected: kind === (draft?.action ?? ''),
  }));
  return [
    { ...control('action', 'select'), options: actions },
    control('start', 'date'),
    control('end', 'date'),
    { ...control('profile', 'select'), options: profileOptions(profiles, draft?.profile ?? '', first) },
  ];
}

function sortOf(
  sort: ContactsQuery['sort'],
  query: ContactsQuery,
  href: (changes: Partial<ContactsQuery>) => string,
  { t }: AdminTexts,
) {
  const isCurrent = query.sort === sort;
  const isDescending = isCurrent && !query.isDescending;
  const ariaSort = isCurrent
    ? query.isDescending
      ? ('descending' as const)
      : ('ascending' as const)
    : ('none' as const);
  const column = t(`admin-contacts:columns.${sort}`);
  return {
    sortHref: href({ sort, isDescending, page: 1 }),
    ariaSort,
    sortLabel: t('admin-contacts:list.sort', { column }),
  };
}

function emptyOf(query: ContactsQuery, href: (changes: Partial<ContactsQuery>) => string, { t }: AdminTexts) {
  const actions = [{ href: href({ text: '', state: undefined, page: 1 }), text: t('admin-contacts:list.showAll') }];
  const isNarrow = query.text !== '' || query.state !== undefined || query.page > 1;
  const name = isNarrow ? 'none' : 'never';
  return {
    icon: 'users',
    title: t(`admin-contacts:empty.${name}.title`),
    text: t(`admin-contacts:empty.${name}.text`),
    actions: isNarrow ? actions : [],
  };
}

/** Faults of the whole choice lead to its form. */
function bulkPlace(field: string): string {
  return field === 'contacts' ? 'contacts' : `f-${field}`;
}

function countText(count: number, { language }: AdminTexts): string {
  const text = new Intl.NumberFormat(language).format(Math.min(count, MOST_COUNTED));
  return count > MOST_COUNTED ? `${text}+` : text;
}

function orderOf({ sort, isDescending }: ContactsQuery): string {
  return `${isDescending ? '-' : ''}${sort}`;
}
