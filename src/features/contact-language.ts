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

/** The same for many contacts; one statement. */
export async function contactLanguages(
  logins: Pick<LoginStore, 'languages'>,
  host: Pick<HostAdapter, 'metadata'>,
  contactIds: readonly number[],
): Promise<(contactId: number) => string> {
  const known = await logins.languages(contactIds);
  const { defaultLanguage } = host.metadata.current.labels;
  return (contactId) => known.get(contactId) ?? defaultLanguage;
}
