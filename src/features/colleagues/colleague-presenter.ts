import { shownDate } from '../../core/date-text.js';
import type { ConfirmPageView } from '../../core/record-view-types.js';
import type { MenuItemView, StatusStyle } from '../../core/view-types.js';
import type { PresenterContext } from '../present-context.js';
import { newSubmissionKey } from '../submission.js';
import type { Colleague, ColleagueAction, Company } from './colleague-service.js';
import type { ColleagueState } from './colleague-state.js';
import type { ColleaguesPageView } from './colleague-views.js';
import { nameOf } from './company-managers.js';

type Context = Pick<PresenterContext, 't' | 'path'>;

const looks: Readonly<Record<ColleagueState, { readonly style: StatusStyle; readonly icon: string }>> = {
  active: { style: 's-ok', icon: 'circle-check' },
  invited: { style: 's-progress', icon: 'send' },
  later: { style: 's-wait', icon: 'clock' },
  suspended: { style: 's-closed', icon: 'ban' },
  expired: { style: 's-closed', icon: 'clock' },
  closed: { style: 's-closed', icon: 'ban' },
  none: { style: 's-open', icon: 'minus' },
  noEmail: { style: 's-wait', icon: 'mail' },
};
const icons: Readonly<Record<ColleagueAction, string>> = { invite: 'user-plus', suspend: 'ban', link: 'send' };

/** The company's people; `refusal` is what came back refused. */
export function presentColleagues(company: Company, { t, path }: Context, refusal?: string): ColleaguesPageView {
  return {
    title: t('colleagues:title'),
    lead: t('colleagues:lead', { company: company.name }),
    ...(company.free === undefined ? {} : { free: t('colleagues:free', { count: company.free }) }),
    ...(refusal === undefined ? {} : { error: { kind: 'bad', text: refusal } }),
    people: company.people.map((person) => ({
      name: nameOf(person.contact),
      detail: detailOf(person, t),
      state: { ...looks[person.state], text: t(`colleagues:states.${person.state}`) },
      actions: person.actions.map((action) => ({
        href: path(`/colleagues/${person.contact.id}/confirm/${action}`),
        text: t(`colleagues:${action}.button`),
        label: t(`colleagues:${action}.label`, { name: nameOf(person.contact) }),
        icon: icons[action],
      })),
    })),
  };
}

/** Asks before anything is done. */
export function presentConfirmation(
  { contact }: Colleague,
  action: ColleagueAction,
  until: string,
  { t, path }: Context,
): ConfirmPageView {
  const values = { name: nameOf(contact), email: contact.email, date: shownDate(until) };
  return {
    title: t(`colleagues:${action}.title`, values),
    text: t(`colleagues:${action}.text`, values),
    action: path(`/colleagues/${contact.id}/${action}`),
    key: newSubmissionKey(),
    confirmText: t(`colleagues:${action}.confirm`),
    isDangerous: false,
    cancelHref: path('/colleagues'),
  };
}

/** The entry of the side menu; `path` is the page's own, below the mount. */
export function presentColleaguesEntry(path: string, context: Context): MenuItemView {
  return {
    key: 'colleagues',
    label: context.t('colleagues:title'),
    icon: 'users',
    href: context.path('/colleagues'),
    isCurrent: path === '/colleagues' || path.startsWith('/colleagues/'),
  };
}

function detailOf({ contact, isMe, isManager }: Colleague, t: Context['t']): string {
  const role = isMe ? t('colleagues:me') : isManager ? t('colleagues:manager') : '';
  const until =
    contact.hasPortal && contact.supportEnd !== undefined
      ? t('colleagues:until', { date: shownDate(contact.supportEnd) })
      : '';
  return [role, contact.email, until].filter(Boolean).join(' · ');
}
