/** Values put into the text that belongs to an error's code, e.g. `{ max: 255 }`. */
export type MessageValues = Readonly<Record<string, string | number>>;

/** One refused field of a form: the field's name, the message key without its namespace, and the message's values. */
export interface FieldFault {
  readonly field: string;
  readonly code: string;
  readonly values?: MessageValues;
}

/** The root of every error the portal throws on purpose; `code` is also the key of its text (`errors:<code>`). */
export class PortalError extends Error {
  readonly status: number;
  readonly code: string;
  readonly values: MessageValues;
  /** Errors are recognised by this brand, since an extension may bring a second copy of this module. */
  readonly isPortalError = true;

  constructor(status: number, code: string, values: MessageValues = {}, options?: ErrorOptions) {
    super(code, options);
    this.name = new.target.name;
    this.status = status;
    this.code = code;
    this.values = values;
  }
}

/** 400: the request itself is malformed (a query, a body, a parameter of the wrong shape). */
export class MalformedRequestError extends PortalError {
  constructor(code = 'malformedRequest', values?: MessageValues) {
    super(400, code, values);
  }
}

/** 422: fields of a form were refused; the form comes back with the texts beside them. */
export class InvalidInputError extends PortalError {
  readonly faults: readonly FieldFault[];

  constructor(faults: readonly FieldFault[], code = 'invalidInput') {
    super(422, code);
    this.faults = faults;
  }
}

/** 401: nobody is signed in. */
export class NotSignedInError extends PortalError {
  constructor(code = 'notSignedIn') {
    super(401, code);
  }
}

/** 403: the record is visible, but profile or state do not allow the action. */
export class NotAllowedError extends PortalError {
  constructor(code = 'notAllowed', values?: MessageValues) {
    super(403, code, values);
  }
}

/** 404: no such record, or not the viewer's: the two are never told apart. */
export class NotFoundError extends PortalError {
  constructor(code = 'notFound') {
    super(404, code);
  }
}

/** 409: somebody else was faster, or a submission key came back with other content. */
export class ConflictError extends PortalError {
  constructor(code = 'conflict', values?: MessageValues) {
    super(409, code, values);
  }
}

/** 422: a filter of an extension refused; `field` names the form field the text stands beside, if any. */
export class RefusedError extends PortalError {
  readonly field: string | undefined;

  constructor(code: string, field?: string, values?: MessageValues) {
    super(422, code, values);
    this.field = field;
  }
}

/** 429: too many tries; `retryAfter` in seconds. */
export class TooManyRequestsError extends PortalError {
  readonly retryAfter: number;

  constructor(retryAfter: number, code = 'tooManyRequests') {
    super(429, code, { minutes: Math.max(1, Math.ceil(retryAfter / 60)) });
    this.retryAfter = retryAfter;
  }
}

/** 503: the CRM's database or storage is not there; `retryAfter` in seconds. */
export class HostUnavailableError extends PortalError {
  readonly retryAfter = 5;

  constructor(code = 'hostUnavailable', options?: ErrorOptions) {
    super(503, code, {}, options);
  }
}

/** 503: the CRM is being upgraded and only read meanwhile; `retryAfter` in seconds. */
export class CrmReadOnlyError extends PortalError {
  readonly retryAfter = 120;

  constructor(code = 'crmReadOnly') {
    super(503, code);
  }
}

/** A setting or manifest that stops the start; every fault is listed. */
export class StartRefusedError extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'StartRefusedError';
    this.faults = faults;
  }
}

/** Says whether a value is one of the portal's own errors, also one thrown by an extension's copy of the package. */
export function isPortalError(error: unknown): error is PortalError {
  return error instanceof Error && (error as { isPortalError?: unknown }).isPortalError === true;
}

/** The same of one class of them; `instanceof` would miss the copy's. */
export function isErrorOf<T extends PortalError>(
  error: unknown,
  type: abstract new (...input: never[]) => T,
): error is T {
  return isPortalError(error) && error.name === type.name;
}
