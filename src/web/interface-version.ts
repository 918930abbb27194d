import type { InterfaceVersion } from '../core/view-types.js';
import type { PortalContext } from './portal-context.js';

/** The interface a visitor gets: their profile's once they are known, else the portal's; the administration has one only. */
export function interfaceOf({ state }: PortalContext): InterfaceVersion {
  if (state.realm === 'admin' && !state.viewer) return 2;
  return state.viewer?.profile.interface ?? state.kit.portalInterface();
}
