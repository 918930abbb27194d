import { equalsInConstantTime, keyedHash, seal, unseal } from '../core/secrets.js';
import { isOwnOrigin } from './csrf.js';
import type { FormValues } from './form-collector.js';
import type { PortalContext } from './portal-context.js';
import type { RequestBody } from './request-body.js';

/** A form that could not be taken in, on its way through the sign-in page back to its contact. */
export interface KeptForm {
  /** The form's `_draft`: which form it is and for whom it was made. */
  readonly stamp: string;
  readonly values: FormValues;
  readonly hadFiles: boolean;
}

/** What still fits a form together with the page it goes through. */
const MOST_CHARACTERS = 240 * 1024;
const PURPOSE = 'kept form';

/** The hidden field `_draft` of a form whose text may be kept: the form's place, and a proof of the contact it was made for. */
export function stampForm(secret: string, contactId: number, place: string): string {
  return `${place} ${keyedHash(secret, 'form of', `${contactId} ${place}`)}`;
}

/** The place of a form that was made for this contact; undefined for everybody else's. */
export function placeOfStamp(secret: string, contactId: number, stamp: string): string | undefined {
  const [place = ''] = stamp.split(' ');
  return equalsInConstantTime(stamp, stampForm(secret, contactId, place)) ? place : undefined;
}

/** What a request's form held, closed so that only this portal can read it; undefined unless the form asks for it and it fits. */
export function keepForm({ state }: PortalContext): string | undefined {
  const body = state.body ?? state.staleBody;
  const values = body && valuesOf(body);
  const stamp = values?.get('_draft')?.[0];
  if (!body || !values || stamp === undefined) return undefined;
  const fields = [...values].filter(([name]) => name !== '_csrf' && name !== '_draft');
  const hadFiles = body.kind === 'multipart' && body.reader.isAtFile;
  const sealed = seal(state.kit.secret, PURPOSE, JSON.stringify({ stamp, fields, hadFiles }));
  return sealed.length <= MOST_CHARACTERS ? sealed : undefined;
}

/** Opens what `keepForm` closed; undefined for anything else. */
export function openKeptForm(secret: string, sealed: string): KeptForm | undefined {
  const text = unseal(secret, PURPOSE, sealed);
  if (text === undefined) return undefined;
  const { stamp, fields, hadFiles } = JSON.parse(text) as Omit<KeptForm, 'values'> & {
    readonly fields: readonly (readonly [string, readonly string[]])[];
  };
  return { stamp, values: new Map(fields), hadFiles };
}

/**
 * The prose of a request's form; its `_texts` names the fields that hold it, and in the administration, whose forms are not kept, every
 * field counts. Empty when there is none, or the form is not of a page of ours.
 */
export function typedText({ state }: PortalContext): string {
  const isAdmin = state.realm === 'admin';
  const body = state.body ?? (isAdmin ? state.staleBody : undefined);
  const values = body && valuesOf(body);
  const named = (values?.get('_texts')?.[0] ?? '').split(' ').filter(Boolean);
  const names = isAdmin ? [...(values?.keys() ?? [])].filter(isTyped) : named;
  return names
    .flatMap((name) => values?.get(name) ?? [])
    .filter((text) => text.trim() !== '')
    .join('\n\n');
}

/** Neither the form's own machinery, nor what nobody may read again. */
function isTyped(name: string): boolean {
  return !name.startsWith('_') && !/password|code/i.test(name);
}

/** Keeps a form whose token is another session's in sight, if the browser itself says that a page of ours sent it. */
export function keepStaleBody(ctx: PortalContext, body: RequestBody): void {
  if (isOwnOrigin(ctx)) ctx.state.staleBody = body;
}

/** A form's fields as far as they were read. */
export function valuesOf(body: RequestBody): FormValues {
  return body.kind === 'form' ? body.values : body.reader.values;
}
