import type { HostContact } from '../../host/host-adapter.js';
import type { CredentialCheck } from './credential-check.js';
import type { SignInThrottle } from './sign-in-throttle.js';

/** What it takes to judge a current password. */
export interface CurrentPasswordDeps {
  readonly credentials: Pick<CredentialCheck, 'match'>;
  readonly throttle: SignInThrottle;
}

/** Whether a text is the contact's own password; guesses from a stolen session are throttled like sign-ins. */
export async function isCurrentPassword(
  { credentials, throttle }: CurrentPasswordDeps,
  contact: HostContact,
  password: string,
  network: string,
): Promise<boolean> {
  const match = await throttle.guard(contact.userName, network, () => credentials.match([contact], password));
  return match !== undefined;
}
