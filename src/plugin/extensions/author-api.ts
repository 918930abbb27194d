/** What an extension's modules get by the package's name while the portal runs; types beside it are in the package's index. */

export {
  ConflictError,
  type FieldFault,
  HostUnavailableError,
  InvalidInputError,
  isPortalError,
  MalformedRequestError,
  NotAllowedError,
  NotFoundError,
  NotSignedInError,
  PortalError,
  RefusedError,
  TooManyRequestsError,
} from '../../core/errors.js';
export type { PersonalData } from '../../features/retention/extension-data.js';
export { defineExtension } from './define-extension.js';
export type * from './extension.js';
export type * from './extension-mail.js';
export type * from './extension-services.js';
