import { contactView } from '../../access/contact-view.js';
import { isPortalError, NotFoundError, type PortalError } from '../../core/errors.js';
import { translateDbErrors } from '../../host/db-errors.js';
import { renderAdminPage } from '../admin-view.js';
import {
  type FormRescueView,
  rescueFailedForm,
  rescueRefusedForm,
  rescueStaleForm,
  signedOutForm,
} from '../form-rescue.js';
import type { PortalContext, PortalNext } from '../portal-context.js';
import { presentError } from '../present-error.js';
import { presentSignedOutForm } from '../signed-out-form.js';
import { staticPage } from '../static-page.js';
import { renderPage } from '../view.js';
import { loggablePath } from './request-log.js';

const RECORD_PATH = /^\/[A-Z]\w*\/\d/;

interface ErrorPageDeps {
  /** Answers with the sign-in page that carries a form (`keepForm`) whose session ended. */
  readonly askToSignIn: (ctx: PortalContext, kept: string, status: number) => Promise<void>;
}

/** Turns whatever was thrown into the answer contract: a page, a redirect to sign-in, or JSON; nothing inside is ever shown. */
export function errorPage({ askToSignIn }: ErrorPageDeps) {
  return async (ctx: PortalContext, next: PortalNext): Promise<void> => {
    try {
      await next();
      if (ctx.status === 404 && ctx.body == null) throw new NotFoundError();
    } catch (caught) {
      const error = judge(ctx, caught);
      if (error && isRefusal(ctx, error)) recordRefusal(ctx, error);
      clearAnswer(ctx);
      const kept = lacksSession(error) && ctx.accepts('html') ? signedOutForm(ctx) : undefined;
      if (error?.status === 401 && isPageVisit(ctx)) toSignIn(ctx);
      else if (error && kept !== undefined) await askToSignIn(ctx, kept, error.status);
      else await answer(ctx, error);
    }
  };
}

/** The portal's own error, or undefined for a bug, which is logged with the request's id. */
function judge(ctx: PortalContext, caught: unknown): PortalError | undefined {
  const error = translateDbErrors(caught);
  const contactId = ctx.state.viewer?.contact.id;
  if (!isPortalError(error)) {
    ctx.state.log.error({ error, contactId }, 'a request failed');
    return undefined;
  }
  if (error.cause) ctx.state.log.error({ error: error.cause, contactId }, 'something the portal needs is away');
  if (error.status === 403) ctx.state.log.warn({ code: error.code, contactId }, 'not allowed');
  return error;
}

async function answer(ctx: PortalContext, error: PortalError | undefined): Promise<void> {
  const signedOut = error?.status === 401 ? { signedOut: presentSignedOutForm(ctx) } : {};
  const { status, title, text, requestId } = presentError(ctx.state, error);
  if (error && 'retryAfter' in error) ctx.set('Retry-After', String(error.retryAfter));
  ctx.status = status;
  if (!ctx.accepts('html')) {
    ctx.body = { error: { code: error?.code ?? 'internal', message: text, requestId } };
    return;
  }
  const view = { ...presentError(ctx.state, error), ...signedOut, ...(await rescueForm(ctx, error, status)) };
  try {
    const render = ctx.state.admin ? renderAdminPage : renderPage;
    await render(ctx, 'pages/error', view, { title, status, ...(status >= 500 ? { layout: 'static' } : {}) });
  } catch (failure) {
    ctx.state.log.error({ error: failure }, 'the error page failed');
    ctx.status = status;
    ctx.type = 'text/html; charset=utf-8';
    ctx.body = staticPage(ctx.state.language, view);
  }
}

function rescueForm(
  ctx: PortalContext,
  error: PortalError | undefined,
  status: number,
): Promise<FormRescueView> | FormRescueView {
  if (status >= 500) return rescueFailedForm(ctx);
  if (status === 401) return {};
  return error?.code === 'formToken' ? rescueStaleForm(ctx) : rescueRefusedForm(ctx);
}

/** Somebody was kept from something; a record that is not theirs, or not there, counts as well. */
function isRefusal(ctx: PortalContext, { status }: PortalError): boolean {
  return status === 403 || status === 429 || (status === 404 && RECORD_PATH.test(ctx.path));
}

function recordRefusal(ctx: PortalContext, { status, code }: PortalError): void {
  const { kit, network, admin, viewer } = ctx.state;
  const contact = viewer && contactView(viewer.contact);
  kit.recordDenied({ status, code, method: ctx.method, path: loggablePath(ctx.path), network, admin, contact });
}

/** The session is over, or the form is that of one before. */
function lacksSession(error: PortalError | undefined): boolean {
  return error?.status === 401 || error?.code === 'formToken';
}

function isPageVisit(ctx: PortalContext): boolean {
  return (ctx.method === 'GET' || ctx.method === 'HEAD') && Boolean(ctx.accepts('html'));
}

/** After signing in the visitor comes back here; a one-time password has to be changed first. */
function toSignIn(ctx: PortalContext): void {
  const { site } = ctx.state.kit;
  const page = ctx.state.realm === 'admin' ? '/admin/sign-in' : ctx.state.session ? '/password/change' : '/sign-in';
  const isHome = ctx.originalUrl === `${site.mount}/` || ctx.originalUrl === site.mount;
  ctx.status = 303;
  ctx.set('Location', site.mount + page + (isHome ? '' : `?next=${encodeURIComponent(ctx.originalUrl)}`));
  ctx.body = '';
}

/** Takes back what a route had set of its answer. */
function clearAnswer(ctx: PortalContext): void {
  for (const name of ['Content-Type', 'Content-Disposition', 'Content-Length', 'Content-Encoding', 'Location'])
    ctx.remove(name);
  ctx.set('Cache-Control', 'no-store');
}
