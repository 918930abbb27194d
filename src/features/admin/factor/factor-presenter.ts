import type { FieldFault } from '../../../core/errors.js';
import type { ControlView } from '../../../core/view-types.js';
import type { Admin } from '../../../web/admin-visitor.js';
import { faultSentence } from '../../fault-sentence.js';
import type { PresenterContext } from '../../present-context.js';
import type { FactorState } from './second-factor.js';

type Context = Pick<PresenterContext, 't' | 'path'>;

/** `pages/admin/me`: the administrator's own page. */
export interface OwnAdminPageView {
  readonly name: string;
  readonly userName: string;
  readonly factor: FactorState['kind'];
  readonly text: string;
  readonly action: string;
  /** What an app is shown or told. */
  readonly setUp?: { readonly picture: string; readonly secret: string };
  /** Where a code is asked for. */
  readonly code?: ControlView;
  readonly submit: string;
  /** Shown this once. */
  readonly recoveryCodes?: readonly string[];
  readonly lookAction: string;
  readonly themes: readonly { readonly value: string; readonly text: string; readonly isSelected: boolean }[];
}

interface OwnAdminDraft {
  readonly admin: Admin;
  readonly state: FactorState;
  readonly theme: string;
  readonly faults?: readonly FieldFault[];
  readonly recoveryCodes?: readonly string[];
}

const THEMES = ['', 'light', 'dark'] as const;

/** The administrator's own page as its second factor stands. */
export function presentOwnAdmin(draft: OwnAdminDraft, { t, path }: Context): OwnAdminPageView {
  const { admin, state, theme, faults = [], recoveryCodes } = draft;
  const fault = faults.find(({ field }) => field === 'code');
  const code: ControlView = {
    control: 'text',
    name: 'code',
    id: 'f-code',
    label: t('admin:factor.code'),
    value: '',
    isMandatory: true,
    autocomplete: 'one-time-code',
    maxLength: 40,
    ...(fault ? { error: faultSentence(fault, t) } : {}),
  };
  return {
    name: admin.name,
    userName: admin.userName,
    factor: state.kind,
    text: t(`admin:factor.${state.kind}`, state.kind === 'on' ? { count: state.recoveryLeft } : {}),
    action: path(`/admin/me/factor/${state.kind === 'none' ? 'begin' : state.kind === 'begun' ? 'confirm' : 'remove'}`),
    ...(state.kind === 'begun' ? { setUp: { picture: state.picture, secret: grouped(state.secret) } } : {}),
    ...(state.kind === 'none' ? {} : { code }),
    submit: t(`admin:factor.submit_${state.kind}`),
    ...(recoveryCodes ? { recoveryCodes } : {}),
    lookAction: path('/admin/me'),
    themes: THEMES.map((value) => ({
      value,
      text: t(`admin:me.theme.${value || 'device'}`),
      isSelected: value === theme,
    })),
  };
}

/** In groups of four, as it is easier to copy by hand. */
function grouped(secret: string): string {
  return secret.replace(/(.{4})(?=.)/g, '$1 ');
}
