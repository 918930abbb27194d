import type Router from '@koa/router';
import type { Context, DefaultContext, Next } from 'koa';
import type { Viewer } from '../access/types.js';
import type { Translate } from '../core/i18n.js';
import type { Logger } from '../core/logger.js';
import type { MessageView } from '../core/view-types.js';
import type { Session } from '../store/session-store.js';
import type { RequestBody } from './request-body.js';
import type { OwnChoice, WebKit } from './web-kit.js';

/** What the middlewares put on a request before a route sees it. */
export interface PortalState {
  kit: WebKit;
  requestId: string;
  log: Logger;
  /** Client address after trusted proxies; for throttling, never shown. */
  network: string;
  /** Two-letter code. */
  language: string;
  t: Translate;
  /** The raw id in the session cookie, signed in or not; a page with a form makes one when there is none. */
  sessionId: string | undefined;
  /** Undefined: nobody is signed in. */
  session: Session | undefined;
  viewer: Viewer | undefined;
  choice: OwnChoice;
  /** A POST's body once its form token was found right. */
  body: RequestBody | undefined;
  /** That of a page of ours whose token is another session's: nothing may be done with it but show its sender the way. */
  staleBody: RequestBody | undefined;
}

export type PortalContext = Context & { state: PortalState };
export type PortalRouter = Router<PortalState, DefaultContext>;
export type PortalNext = Next;

/** A message for the next page, kept in the session. */
export type Flash = MessageView;
