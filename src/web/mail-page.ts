import type { PortalContext } from './portal-context.js';

/** A mail is a stranger's document: no script, no form, no request to anywhere; its buttons open in a new tab. */
const MAIL_POLICY =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** Answers with a mail's HTML as a page of its own, under its own policy. */
export function sendMailPage(ctx: PortalContext, html: string): void {
  ctx.set('Content-Security-Policy', MAIL_POLICY);
  ctx.type = 'text/html; charset=utf-8';
  ctx.body = html.replace(/<head([^>]*)>/i, '<head$1><base target="_blank">');
}
