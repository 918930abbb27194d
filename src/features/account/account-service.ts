import { MalformedRequestError } from '../../core/errors.js';
import type { Login, LoginStore, Theme } from '../../store/login-store.js';

/** A person's choices; undefined: as the browser, as the device. */
export interface Preferences {
  readonly language: string | undefined;
  readonly theme: Theme | undefined;
}

/** A contact's own page. */
export class AccountService {
  readonly #logins: LoginStore;

  constructor(deps: { logins: LoginStore }) {
    this.#logins = deps.logins;
  }

  async login(contactId: number): Promise<Login | undefined> {
    return this.#logins.find(contactId);
  }

  /** Stores the choices of the form, `''` for none; throws MalformedRequestError for what the form does not offer. */
  async choose(
    contactId: number,
    input: { readonly language: string; readonly theme: string },
    languages: readonly string[],
  ): Promise<Preferences> {
    const { language, theme } = input;
    const isTheme = theme === '' || theme === 'light' || theme === 'dark';
    if (!isTheme || (language !== '' && !languages.includes(language))) throw new MalformedRequestError();
    const chosen = { language: language || undefined, theme: theme || undefined } satisfies Preferences;
    await this.#logins.setLanguage(contactId, chosen.language);
    await this.#logins.setTheme(contactId, chosen.theme);
    return chosen;
  }
}
