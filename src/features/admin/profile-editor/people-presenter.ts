import type { PeoplePage } from '../../../host/host-adapter.js';
import type { PresenterContext } from '../../present-context.js';
import { presentPages } from '../../records/pagination.js';
import type { PeopleView } from './editor-views.js';
import { PEOPLE_A_PAGE } from './profile-people.js';

interface PeopleFacts {
  readonly found: PeoplePage;
  readonly text: string;
  readonly number: number;
  readonly seenAs: string;
  readonly address: string;
}

/** The contacts a profile holds for, one page of them. */
export function presentPeople(facts: PeopleFacts, context: PresenterContext): PeopleView {
  const { found, text, number, seenAs, address } = facts;
  const { t, path, language } = context;
  const href = (page: number): string => {
    const query = new URLSearchParams({
      ...(text === '' ? {} : { q: text }),
      ...(seenAs === '' ? {} : { as: seenAs }),
      ...(page === 1 ? {} : { page: String(page) }),
    });
    return query.size === 0 ? address : `${address}?${query}`;
  };
  const key = text === '' ? 'none' : 'notFound';
  return {
    action: address,
    query: text,
    seenAs,
    summary: t('admin-editor:people.found', {
      count: found.total,
      number: new Intl.NumberFormat(language).format(found.total),
    }),
    rows: found.items.map((contact) => ({
      href: path(`/admin/contacts/${contact.id}`),
      name: `${contact.lastName} ${contact.firstName}`.trim() || contact.email,
      company: contact.accountName,
      email: contact.email,
    })),
    pages: presentPages(number, PEOPLE_A_PAGE, found.total, href),
    ...(found.items.length === 0
      ? {
          empty: {
            icon: 'users',
            title: t(`admin-editor:people.${key}`),
            text: t(`admin-editor:people.${key}Text`),
            actions: text === '' ? [] : [{ href: address, text: t('admin-editor:people.all') }],
          },
        }
      : {}),
  };
}
