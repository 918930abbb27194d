import { HostUnavailableError } from '../../core/errors.js';
import type { PortalContext, PortalNext } from '../portal-context.js';

/** While the plugin is disabled nothing answers but assets and health. */
export function enabledGate(isEnabled: () => boolean) {
  return async (_ctx: PortalContext, next: PortalNext): Promise<void> => {
    if (!isEnabled()) throw new HostUnavailableError('portalDisabled');
    await next();
  };
}
