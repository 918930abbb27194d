import type Router from '@koa/router';
import type { Context, DefaultContext, Next } from 'koa';
import type { Viewer } from '../access/types.js';
import type { Translate } from '../core/i18n.js';
import type { Logger } from '../core/logger.js';
import type { MessageView } from '../core/view-types.js';
import type { AdminSession } from '../store/admin-session-store.js';
import type { Session } from '../store/session-store.js';
import type { Admin } from './admin.js';
import type { RequestBody } from './request-body.js';
import type { OwnChoice, WebKit } from './web-kit.js';

/** Whose part of the portal an address lies in; each has sessions, cookies and form tokens of its own. */
export type Realm = 'customer' | 'admin';

/** An administrator looks at the portal as somebody else: nothing is changed, counted or remembered. */
export interface Visit {
  readonly adminId: number;
  /** Says as whom, in the customer's language. */
  readonly text: string;
  /** Why the customer could not get in today; undefined: they could. */
  readonly shutOut: string | undefined;
  readonly endText: string;
  readonly endAction: string;
  /** The administrator's own form token. */
  readonly csrf: string;
}

/** What the middlewares put on a request before a route sees it. */
export interface PortalState {
  kit: WebKit;
  realm: Realm;
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
  /** In the administration only. */
  adminSession: AdminSession | undefined;
  /** Who is signed in to the administration, also while a second factor is still asked for. */
  admin: Admin | undefined;
  choice: OwnChoice;
  /** Undefined: whoever is signed in is there themselves. */
  visit: Visit | undefined;
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
