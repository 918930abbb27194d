import { MalformedRequestError, PortalError } from '../core/errors.js';
import type { FormValues } from './form-collector.js';
import type { PortalContext } from './portal-context.js';
import { receiveFiles } from './upload/receive-files.js';
import type { UploadedFile, UploadRules } from './upload/upload-types.js';

export type { UploadedFile, UploadRules } from './upload/upload-types.js';

/** A sent form. */
export interface Form {
  /** The field's text as typed, `''` when it was not sent; sent twice is a MalformedRequestError. */
  text(name: string): string;
  has(name: string): boolean;
  /** Every value of a field that may come several times, at most 20. */
  list(name: string): readonly string[];
  /** In the order they were sent; those with a `fault` have no bytes to store. */
  readonly files: readonly UploadedFile[];
}

/** How a route wants its form read: with `upload`, files may come along (multipart). */
export interface ReadFormOptions {
  readonly upload?: UploadRules;
}

/**
 * The form of a POST, whose token was checked before the route ran. Throws a PortalError with 415 when files come where none are asked for,
 * 413 when a request exceeds all measure, MalformedRequestError when it cannot be read. Uploaded files are gone when the request ends.
 */
export async function readForm(ctx: PortalContext, options: ReadFormOptions = {}): Promise<Form> {
  const { body } = ctx.state;
  if (!body) throw new MalformedRequestError();
  if (body.kind === 'form') return createForm(body.values, []);
  if (!options.upload) throw new PortalError(415, 'unsupportedMediaType');
  const { values, files } = await receiveFiles(body.reader, options.upload, ctx.state.kit.uploadDir, (cleanUp) =>
    ctx.res.once('close', cleanUp),
  );
  return createForm(values, files);
}

/** Wraps a form's values. */
export function createForm(values: FormValues, files: readonly UploadedFile[]): Form {
  return {
    text(name) {
      const sent = values.get(name) ?? [];
      if (sent.length > 1) throw new MalformedRequestError();
      return sent[0] ?? '';
    },
    has: (name) => values.has(name),
    list: (name) => values.get(name) ?? [],
    files,
  };
}
