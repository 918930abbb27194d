import { CrmReadOnlyError, isPortalError } from '../../core/errors.js';
import type { PortalContext, PortalNext } from '../portal-context.js';

/** Refused whatever the CRM's state. */
const FOR_GOOD = new Set(['formToken', 'foreignOrigin', 'visitReadOnly']);

/** While the CRM is being upgraded nobody is told that they may not: what is refused for that time is only put off. */
export async function heldWrites(ctx: PortalContext, next: PortalNext): Promise<void> {
  try {
    await next();
  } catch (error) {
    const isRefused = isPortalError(error) && error.status === 403 && !FOR_GOOD.has(error.code);
    if (ctx.state.viewer?.isHeld && isRefused) throw new CrmReadOnlyError();
    throw error;
  }
}
