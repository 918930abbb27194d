import type { PortalContext } from './portal-context.js';

const EVENTS_PATH = /^\/[A-Z]\w*\/\d+\/events$/;

/**
 * Whether the browser asks by itself, for an open page, not the visitor: such a visit keeps no session alive (DECISIONS 38), and takes no
 * message that is meant to be read.
 */
export function isQuietVisit(ctx: PortalContext): boolean {
  return ctx.state.visit !== undefined || ctx.get('X-Portal-Quiet') === '1' || EVENTS_PATH.test(ctx.path);
}
