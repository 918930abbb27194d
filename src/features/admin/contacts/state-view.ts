import type { Translate } from '../../../core/i18n.js';
import type { StatusStyle, ValueView } from '../../../core/view-types.js';
import type { AccessState } from '../../../host/host-adapter.js';

const LOOKS: Readonly<Record<AccessState, { readonly style: StatusStyle; readonly icon: string }>> = {
  active: { style: 's-ok', icon: 'circle-check' },
  opened: { style: 's-progress', icon: 'key' },
  invited: { style: 's-open', icon: 'mail' },
  idle: { style: 's-open', icon: 'circle-dot' },
  expiring: { style: 's-wait', icon: 'hourglass' },
  grace: { style: 's-wait', icon: 'eye' },
  notBegun: { style: 's-wait', icon: 'calendar' },
  mailFailed: { style: 's-bad', icon: 'alert-triangle' },
  expired: { style: 's-bad', icon: 'circle-x' },
  undated: { style: 's-bad', icon: 'calendar' },
  off: { style: 's-closed', icon: 'circle-x' },
  noEmail: { style: 's-closed', icon: 'mail' },
};

/** A contact's state as a badge. */
export function stateView(state: AccessState, t: Translate): Extract<ValueView, { kind: 'status' }> {
  return { kind: 'status', text: t(`admin-contacts:states.${state}`), ...LOOKS[state] };
}
