import type { FieldFault } from '../../core/errors.js';
import type { ControlView } from '../../core/view-types.js';
import type { HostContact } from '../../host/host-adapter.js';
import { faultSentence } from '../fault-sentence.js';
import { faultSummary } from '../form-parts.js';
import type { PresenterContext } from '../present-context.js';
import type { ForgotPageView, PasswordChangePageView, ResetPageView, SignInPageView } from './sign-in-views.js';

type Context = Pick<PresenterContext, 't' | 'path'>;

/** What a refused or new form is shown with. */
export interface SignInDraft {
  readonly email: string;
  readonly isRemembered: boolean;
  readonly next?: string | undefined;
  readonly error?: string;
  readonly notice?: string;
  /** A form whose session ended, closed (`keepForm`), and what is said of it. */
  readonly kept?: { readonly form: string; readonly text: string } | undefined;
}

/** The sign-in page; the password is never filled in. */
export function presentSignIn(draft: SignInDraft, context: Context): SignInPageView {
  const { t, path } = context;
  const label = (name: string): string => t(`sign-in:signIn.${name}`);
  const email = control('email', 'email', label('email'), 'username');
  const remember = control('checkbox', 'remember', label('remember'));
  return {
    action: path('/sign-in'),
    ...(draft.next ? { next: path(draft.next) } : {}),
    ...(draft.error ? { error: draft.error } : {}),
    ...(draft.notice ? { notice: draft.notice } : {}),
    ...(draft.kept ? { kept: draft.kept } : {}),
    email: { ...email, value: draft.email, maxLength: 254 },
    password: control('password', 'password', label('password'), 'current-password'),
    remember: { ...remember, isChecked: draft.isRemembered, isMandatory: false },
    forgotHref: path('/password/forgot'),
  };
}

/** The page that asks for the address. */
export function presentForgot(email: string, faults: readonly FieldFault[], context: Context): ForgotPageView {
  const { t, path } = context;
  const field = { ...control('email', 'email', t('sign-in:signIn.email'), 'username'), value: email, maxLength: 254 };
  return {
    action: path('/password/forgot'),
    ...faultSummary(faults, t),
    email: withFault(field, faults, context),
    backHref: path('/sign-in'),
  };
}

/** The page behind a reset or activation link. */
export function presentReset(
  purpose: 'reset' | 'activate',
  contact: HostContact,
  faults: readonly FieldFault[],
  context: Context,
): ResetPageView {
  const { t, path } = context;
  return {
    action: path(purpose === 'reset' ? '/password/reset' : '/activate'),
    title: t(`sign-in:${purpose}.title`),
    lead: t(`sign-in:${purpose}.lead`),
    submit: t(`sign-in:${purpose}.submit`),
    ...faultSummary(faults, t),
    ...passwordFields(contact.userName, faults, context),
  };
}

/** The change of the password; `next` is a path below the mount. */
export function presentPasswordChange(
  input: { readonly userName: string; readonly isForced: boolean; readonly next: string | undefined },
  faults: readonly FieldFault[],
  context: Context,
): PasswordChangePageView {
  const { t, path } = context;
  const words = input.isForced ? 'forced' : 'change';
  const current = control('password', 'current', t('sign-in:change.current'), 'current-password');
  return {
    action: path('/password/change'),
    ...(input.next ? { next: path(input.next) } : {}),
    isForced: input.isForced,
    title: t(`sign-in:${words}.title`),
    lead: t(`sign-in:${words}.lead`),
    submit: t(`sign-in:${words}.submit`),
    ...faultSummary(faults, t),
    ...passwordFields(input.userName, faults, context),
    ...(input.isForced
      ? { signOutAction: path('/sign-out') }
      : {
          current: withFault(current, faults, context),
          cancel: { href: path('/me'), text: t('sign-in:change.cancel') },
        }),
  };
}

function passwordFields(userName: string, faults: readonly FieldFault[], context: Context) {
  const { t } = context;
  const password = control('password', 'password', t('sign-in:change.new'), 'new-password');
  const repeat = control('password', 'repeat', t('sign-in:change.repeat'), 'new-password');
  return {
    userName: {
      ...control('readonly', 'email', t('sign-in:signIn.email'), 'username'),
      value: userName,
      isMandatory: false,
    },
    password: withFault(password, faults, context),
    repeat: withFault(repeat, faults, context),
    rules: ['length', 'different', 'common', 'personal'].map((rule) => t(`sign-in:rules.${rule}`)),
  };
}

function control(kind: ControlView['control'], name: string, label: string, autocomplete?: string): ControlView {
  const base = { control: kind, name, id: `f-${name}`, label, value: '', isMandatory: true };
  return autocomplete ? { ...base, autocomplete } : base;
}

function withFault(view: ControlView, faults: readonly FieldFault[], { t }: Context): ControlView {
  const fault = faults.find((entry) => entry.field === view.name);
  return fault ? { ...view, error: faultSentence(fault, t) } : view;
}
