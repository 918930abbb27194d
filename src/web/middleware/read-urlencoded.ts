import { koaBody } from 'koa-body';
import { MalformedRequestError, PortalError } from '../../core/errors.js';
import { FormCollector, type FormValues, MAX_FORM_BYTES } from '../form-collector.js';
import type { PortalContext } from '../portal-context.js';

// Taken as plain text: the library's own form parser builds nested objects and lists out of names.
const readText = koaBody({
  json: false,
  urlencoded: false,
  multipart: false,
  text: true,
  textTypes: ['application/x-www-form-urlencoded'],
  textLimit: MAX_FORM_BYTES,
  patchKoa: true,
  onError: (error) => {
    throw translate(error);
  },
});

/** Reads a plain form within the limits. */
export async function readUrlencoded(ctx: PortalContext): Promise<FormValues> {
  await readText(ctx, async () => undefined);
  const text: unknown = ctx.request.body;
  if (typeof text !== 'string') throw new MalformedRequestError();
  const fields = new FormCollector();
  for (const [name, value] of new URLSearchParams(text)) fields.add(name, value);
  return fields.values;
}

function translate(error: Error): PortalError {
  const { status } = error as Error & { readonly status?: unknown };
  return status === 413 ? new PortalError(413, 'bodyTooLarge') : new MalformedRequestError();
}
