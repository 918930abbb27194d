import { MAX_FORM_BYTES } from './form-collector.js';
import { keepForm, placeOfStamp, typedText, valuesOf } from './kept-form.js';
import { readBody } from './middleware/read-body.js';
import type { PortalContext } from './portal-context.js';
import { portalPath } from './redirect.js';

/** How the text of a form that failed is saved from getting lost; parts of `pages/error`. */
export interface FormRescueView {
  /** A POST that takes the closed form back into the contact's drafts and leads to it. */
  readonly resume?: { readonly action: string; readonly kept: string };
  /** The text to be copied, and the same form to be sent once more, as long as no file would be missing. */
  readonly failed?: { readonly text: string; readonly resend?: ResendView };
}

interface ResendView {
  readonly action: string;
  /** The token the form came with: a page without session has none of its own. */
  readonly csrf: string;
  readonly fields: readonly { readonly name: string; readonly value: string }[];
}

/** A database that is away must not keep the answer waiting for a slow sender's text. */
const READ_MS = 1500;

/** A form whose session ended, closed for the way through the sign-in page; undefined where nobody has to sign in again. */
export function signedOutForm(ctx: PortalContext): string | undefined {
  const isSignedIn = ctx.state.viewer !== undefined && ctx.state.session?.kind === 'full';
  return isSignedIn ? undefined : keepForm(ctx);
}

/** A form of the signed-in visitor's own that was opened before they signed in again. */
export function rescueStaleForm(ctx: PortalContext): FormRescueView {
  const { kit, viewer, staleBody, realm } = ctx.state;
  if (realm === 'admin') return rescueRefusedForm(ctx);
  const stamp = staleBody && valuesOf(staleBody).get('_draft')?.[0];
  if (!viewer || stamp === undefined || placeOfStamp(kit.secret, viewer.contact.id, stamp) === undefined) return {};
  const kept = keepForm(ctx);
  return kept === undefined ? {} : { resume: { action: portalPath(ctx, '/drafts/resume'), kept } };
}

/** A form with prose that met a fault of ours. The database may have been away before its text was even read. */
export async function rescueFailedForm(ctx: PortalContext): Promise<FormRescueView> {
  if (ctx.method !== 'POST') return {};
  if (!ctx.state.body) await readLate(ctx);
  const { body } = ctx.state;
  const text = typedText(ctx);
  if (!body || text === '') return {};
  if (body.kind === 'multipart' && body.reader.isAtFile) return { failed: { text } };
  const all = [...valuesOf(body)].flatMap(([name, values]) => values.map((value) => ({ name, value })));
  const fields = all.filter(({ name }) => name !== '_csrf');
  const csrf = valuesOf(body).get('_csrf')?.[0] ?? '';
  return { failed: { text, resend: { action: ctx.originalUrl, csrf, fields } } };
}

/** A form with prose that was refused for good: not allowed any more, or what it was about is gone. */
export function rescueRefusedForm(ctx: PortalContext): FormRescueView {
  const text = typedText(ctx);
  return text === '' ? {} : { failed: { text } };
}

async function readLate(ctx: PortalContext): Promise<void> {
  if (ctx.req.readableEnded || (ctx.request.length ?? 0) > MAX_FORM_BYTES) return;
  const timeOut = new Promise<void>((resolve) => setTimeout(resolve, READ_MS).unref());
  const read = readBody(ctx, async () => undefined).catch(() => undefined);
  await Promise.race([read, timeOut]);
}
