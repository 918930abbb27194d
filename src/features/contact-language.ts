import type { HostAdapter } from '../host/host-adapter.js';
import type { LoginStore } from '../store/login-store.js';

/** The language a contact is written to in: own choice, else last seen, else the CRM's default (DECISIONS 17). */
export async function contactLanguage(
  logins: Pick<LoginStore, 'language'>,
  host: Pick<HostAdapter, 'metadata'>,
  contactId: number,
): Promise<string> {
  return (await logins.language(contactId)) ?? host.metadata.current.labels.defaultLanguage;
}
