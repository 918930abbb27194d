import type { FieldFault } from '../../core/errors.js';
import type { ConfirmPageView } from '../../core/record-view-types.js';
import type { ControlView } from '../../core/view-types.js';
import { faultSummary, labelledControl } from '../form-parts.js';
import type { PresenterContext } from '../present-context.js';
import { newSubmissionKey } from '../submission.js';
import type { EmailChangePageView } from './account-views.js';

type Context = Pick<PresenterContext, 't' | 'path'>;

/** The form that asks for the new address; the password is never filled in. */
export function presentEmailChange(
  present: string,
  typed: string,
  faults: readonly FieldFault[],
  { t, path }: Context,
): EmailChangePageView {
  const control = (kind: ControlView['control'], name: string, label: string, autocomplete: string): ControlView => ({
    ...labelledControl(kind, name, label, { value: '', faults, t }),
    autocomplete,
    isMandatory: true,
  });
  return {
    action: path('/me/email'),
    lead: t('me:email.lead', { address: present }),
    email: { ...control('email', 'email', t('me:email.new'), 'email'), value: typed, maxLength: 100 },
    current: control('password', 'current', t('me:email.current'), 'current-password'),
    cancelHref: path('/me'),
    ...faultSummary(faults, t),
  };
}

/** The page behind a link: asks before it sets the address. */
export function presentEmailConfirm(address: string, { t, path }: Context): ConfirmPageView {
  return {
    title: t('me:email.confirmTitle'),
    text: t('me:email.confirmText', { address }),
    action: path('/me/email/confirm'),
    key: newSubmissionKey(),
    confirmText: t('me:email.confirm'),
    isDangerous: false,
    cancelHref: path('/me'),
  };
}
