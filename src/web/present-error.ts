import type { PortalError } from '../core/errors.js';
import type { PortalState } from './portal-context.js';
import type { SignedOutFormView } from './signed-out-form.js';
import { visitReference } from './visit-reference.js';

/** `pages/error`: what happened, in the visitor's language. */
export interface ErrorPageView {
  readonly status: number;
  readonly title: string;
  readonly text: string;
  /** To find it in the log; on a 404 the visitor's own, since all of these pages must be the same to the last byte. */
  readonly requestId: string;
  /** The way out is the same address again. */
  readonly isRetryable: boolean;
  /** On a 401 of a sent form. */
  readonly signedOut?: SignedOutFormView;
}

const titled = new Set([400, 401, 403, 404, 405, 409, 413, 414, 415, 422, 429, 500, 503]);

/** Describes an error; undefined stands for a bug, of which nothing is told but the request's id. */
export function presentError(state: PortalState, error: PortalError | undefined): ErrorPageView {
  const status = error?.status ?? 500;
  const title = state.t(`errors:titles.${titled.has(status) ? status : status < 500 ? 400 : 500}`);
  return {
    status,
    title,
    text: textOf(state, error),
    requestId: status === 404 ? visitReference(state) : state.requestId,
    isRetryable: status >= 500 || status === 429,
  };
}

/** The code's own text; one an extension made up may stand in its own namespace. */
function textOf({ kit, t }: PortalState, error: PortalError | undefined): string {
  if (!error) return t('errors:internal');
  const key = error.code.includes(':') ? error.code : `errors:${error.code}`;
  return kit.translator.has(key, kit.translator.fallback) ? t(key, error.values) : t('errors:other');
}
