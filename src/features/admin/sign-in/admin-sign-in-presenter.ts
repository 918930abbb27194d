import type { ControlView } from '../../../core/view-types.js';
import type { PresenterContext } from '../../present-context.js';

type Context = Pick<PresenterContext, 't' | 'path'>;

/** A page of the administration before one is in: one form, one message. */
export interface GatePageView {
  readonly title: string;
  readonly lead: string;
  readonly action: string;
  readonly next?: string;
  readonly error?: string;
  readonly controls: readonly ControlView[];
  readonly submit: string;
  /** The way back to the password. */
  readonly signOutAction?: string;
}

/** What a gate page is shown with; `next` is below the mount. */
export interface GateDraft {
  readonly userName?: string;
  readonly next?: string | undefined;
  readonly error?: string | undefined;
}

/** The sign-in page; the password is never filled in. */
export function presentAdminSignIn(draft: GateDraft, { t, path }: Context): GatePageView {
  return {
    title: t('admin:signIn.title'),
    lead: t('admin:signIn.lead'),
    action: path('/admin/sign-in'),
    ...common(draft, path),
    controls: [
      {
        ...control('text', 'user', t('admin:signIn.user'), 'username'),
        value: draft.userName ?? '',
        maxLength: 255,
      },
      control('password', 'password', t('sign-in:signIn.password'), 'current-password'),
    ],
    submit: t('admin:signIn.submit'),
  };
}

/** The page that asks for the authenticator's code. */
export function presentCode(draft: GateDraft, { t, path }: Context): GatePageView {
  const code = control('text', 'code', t('admin:factor.code'), 'one-time-code');
  return {
    title: t('admin:factor.askTitle'),
    lead: t('admin:factor.askLead'),
    action: path('/admin/sign-in/code'),
    ...common(draft, path),
    controls: [{ ...code, maxLength: 40 }],
    submit: t('admin:factor.submit'),
    signOutAction: path('/admin/sign-out'),
  };
}

function common({ next, error }: GateDraft, path: Context['path']): Pick<GatePageView, 'next' | 'error'> {
  return { ...(next ? { next: path(next) } : {}), ...(error ? { error } : {}) };
}

function control(kind: ControlView['control'], name: string, label: string, autocomplete: string): ControlView {
  return { control: kind, name, id: `f-${name}`, label, value: '', isMandatory: true, autocomplete };
}
