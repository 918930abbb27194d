import type { Viewer } from '../../access/types.js';
import type { WallClock } from '../../core/clock.js';
import { formatDate, formatDateTime, isoDateTime } from '../../core/date-text.js';
import type { FieldView, OptionView, ValueView } from '../../core/view-types.js';
import type { Login } from '../../store/login-store.js';
import type { PresenterContext } from '../present-context.js';
import type { MePageView } from './account-views.js';

/** What the page is made of beside the viewer. */
export interface AccountFacts {
  readonly login: Login | undefined;
  readonly languages: readonly { readonly code: string; readonly name: string }[];
  readonly wallClock: WallClock;
}

/** «Il mio profilo»: who I am, until when I have access, and my choices. */
export function presentMe(
  viewer: Viewer,
  facts: AccountFacts,
  context: Pick<PresenterContext, 't' | 'path'>,
): MePageView {
  const { t, path } = context;
  const { contact } = viewer;
  const { login } = facts;
  const at = (instant: number | undefined): string => (instant === undefined ? '' : facts.wallClock.format(instant));
  const row = (name: string, value: ValueView): FieldView => ({
    name,
    label: t(`account:${name}`),
    value,
    isWide: false,
  });
  const changed = formatDate(at(login?.passwordChangedAt));
  return {
    subtitle: [viewer.name, contact.accountName].filter(Boolean).join(' · '),
    blocks: [
      {
        title: t('account:data'),
        fields: [
          row('firstName', text(contact.firstName)),
          row('lastName', text(contact.lastName)),
          row('email', text(contact.email)),
          row('company', text(contact.accountName)),
        ],
      },
      {
        title: t('account:access'),
        fields: [
          row('validFrom', day(contact.supportStart)),
          row('validUntil', day(contact.supportEnd)),
          row('lastSignIn', moment(at(login?.signedInAt))),
        ],
      },
    ],
    passwordText: changed ? t('account:passwordChanged', { date: changed }) : t('account:passwordNeverChanged'),
    changePassword: { href: path('/password/change'), text: t('account:changePassword') },
    action: path('/me'),
    language: select('language', t('account:language'), [
      option('', t('account:languageOfBrowser'), login?.language ?? ''),
      ...facts.languages.map(({ code, name }) => option(code, name, login?.language ?? '')),
    ]),
    theme: select('theme', t('account:theme'), [
      option('', t('account:themeDevice'), login?.theme ?? ''),
      option('light', t('account:themeLight'), login?.theme ?? ''),
      option('dark', t('account:themeDark'), login?.theme ?? ''),
    ]),
  };
}

function text(value: string): ValueView {
  return value ? { kind: 'text', text: value } : { kind: 'empty' };
}

function day(date: string | undefined): ValueView {
  return date ? { kind: 'time', text: formatDate(date), iso: date } : { kind: 'empty' };
}

function moment(wallClock: string): ValueView {
  return wallClock ? { kind: 'time', text: formatDateTime(wallClock), iso: isoDateTime(wallClock) } : { kind: 'empty' };
}

function option(value: string, label: string, chosen: string): OptionView {
  return { value, text: label, isSelected: value === chosen };
}

function select(name: string, label: string, options: readonly OptionView[]): MePageView['language'] {
  const value = options.find((entry) => entry.isSelected)?.value ?? '';
  return { control: 'select', name, id: `f-${name}`, label, value, options, isMandatory: false };
}
