import { HostUnavailableError } from '../../core/errors.js';
import type { PortalContext, PortalNext } from '../portal-context.js';

/** While the plugin is disabled nothing answers but assets, health and the administration, which prepares its opening. */
export function enabledGate(isEnabled: () => boolean) {
  return async (ctx: PortalContext, next: PortalNext): Promise<void> => {
    if (!isEnabled() && ctx.state.realm !== 'admin') throw new HostUnavailableError('portalDisabled');
    await next();
  };
}
