import type { Viewer } from '../../access/types.js';
import type { WallClock } from '../../core/clock.js';
import { formatDate, formatDateTime, isoDateTime } from '../../core/date-text.js';
import type { FormPageView } from '../../core/record-view-types.js';
import { initialsOf } from '../../core/text.js';
import type { BlockView, FieldView, OptionView, ValueView } from '../../core/view-types.js';
import type { Login } from '../../store/login-store.js';
import type { PresenterContext } from '../present-context.js';
import type { MePageView } from './account-views.js';
import { EMAIL_FIELD } from './contact-companion.js';
import { presentSessions } from './session-presenter.js';
import type { OpenSessions } from './session-service.js';

/** What the page is made of beside the viewer. */
export interface AccountFacts {
  readonly login: Login | undefined;
  readonly languages: readonly { readonly code: string; readonly name: string }[];
  readonly wallClock: WallClock;
  /** The form of the own data; undefined where there is nothing to edit. */
  readonly form: FormPageView | undefined;
  readonly sessions: OpenSessions;
  readonly hasPhoto: boolean;
  readonly mayChangeEmail: boolean;
}

type Context = Pick<PresenterContext, 't' | 'path'>;

/** «Il mio profilo»: my data, until when I have access, where I am signed in, and my choices. */
export function presentMe(viewer: Viewer, facts: AccountFacts, context: Context): MePageView {
  const { t, path } = context;
  const { contact } = viewer;
  const { login, wallClock, form } = facts;
  const changed = login?.passwordChangedAt === undefined ? '' : formatDate(wallClock.format(login.passwordChangedAt));
  return {
    subtitle: [viewer.name, contact.accountName].filter(Boolean).join(' · '),
    initials: initialsOf(viewer.name),
    ...(facts.hasPhoto ? { photo: path('/me/photo') } : {}),
    ...(form
      ? { form: presentOwnForm(form, facts.mayChangeEmail, context) }
      : { facts: presentFacts(viewer, context) }),
    access: presentAccess(viewer, facts, context),
    email: {
      text: contact.email,
      ...(facts.mayChangeEmail ? { change: { href: path('/me/email'), text: t('me:email.change') } } : {}),
    },
    passwordText: changed ? t('account:passwordChanged', { date: changed }) : t('account:passwordNeverChanged'),
    changePassword: { href: path('/password/change'), text: t('account:changePassword') },
    notifications: { href: path('/me/notifications'), text: t('notifications:card.link') },
    sessions: presentSessions(facts.sessions, wallClock, context),
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

/** The record's form under the page's own address, with a word on the one field that is changed elsewhere. */
function presentOwnForm(
  form: FormPageView,
  mayChangeEmail: boolean,
  { t, path }: Context,
): NonNullable<MePageView['form']> {
  const hint = t(mayChangeEmail ? 'me:email.hint' : 'me:email.fixed');
  const blocks = form.blocks.map((block) => ({
    ...block,
    controls: block.controls.map((control) => {
      // A person's name is no title: only long texts, and the address with its hint, take the whole width.
      if (control.name === EMAIL_FIELD) return { ...control, hint, isWide: true };
      return { ...control, isWide: control.control === 'textarea' };
    }),
  }));
  return { ...form, blocks, action: path('/me/edit'), submitText: t('account:save') };
}

function presentFacts({ contact }: Viewer, { t }: Context): BlockView {
  return {
    title: t('account:data'),
    fields: [
      row('firstName', text(contact.firstName), t),
      row('lastName', text(contact.lastName), t),
      row('email', text(contact.email), t),
      row('company', text(contact.accountName), t),
    ],
  };
}

function presentAccess({ contact }: Viewer, { login, wallClock }: AccountFacts, { t }: Context): BlockView {
  const signedIn = login?.signedInAt === undefined ? '' : wallClock.format(login.signedInAt);
  return {
    title: t('account:access'),
    fields: [
      row('validFrom', day(contact.supportStart), t),
      row('validUntil', day(contact.supportEnd), t),
      row('lastSignIn', moment(signedIn), t),
    ],
  };
}

function row(name: string, value: ValueView, t: Context['t']): FieldView {
  return { name, label: t(`account:${name}`), value, isWide: false };
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
