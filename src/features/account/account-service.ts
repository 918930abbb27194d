import type { Permissions } from '../../access/permissions.js';
import type { Viewer } from '../../access/types.js';
import { MalformedRequestError, NotFoundError } from '../../core/errors.js';
import type { ContactPhoto, HostAdapter } from '../../host/host-adapter.js';
import type { Login, LoginStore, Theme } from '../../store/login-store.js';
import type { OpenedFile } from '../files/file-service.js';
import { CONTACT_MODULE } from './contact-companion.js';

/** A person's choices; undefined: as the browser, as the device. */
export interface Preferences {
  readonly language: string | undefined;
  readonly theme: Theme | undefined;
}

interface AccountServiceDeps {
  readonly host: Pick<HostAdapter, 'contacts' | 'documents' | 'metadata'>;
  readonly permissions: Permissions;
  readonly logins: LoginStore;
}

/** The field that holds a contact's picture. */
const PHOTO_FIELD = 'imagename';

/** A contact's own page. */
export class AccountService {
  readonly #deps: AccountServiceDeps;

  constructor(deps: AccountServiceDeps) {
    this.#deps = deps;
  }

  async login(contactId: number): Promise<Login | undefined> {
    return this.#deps.logins.find(contactId);
  }

  /** Whether the profile lets the viewer change anything of their own data. */
  mayEdit(viewer: Viewer): boolean {
    return this.#deps.permissions.can(viewer, CONTACT_MODULE, 'edit');
  }

  /** The viewer's picture in the CRM; undefined where there is none or the profile does not show it. */
  async photo(viewer: Viewer): Promise<ContactPhoto | undefined> {
    const { host, permissions } = this.#deps;
    const module = host.metadata.current.module(CONTACT_MODULE);
    const shown = module ? permissions.shownFields(viewer, module) : [];
    if (!shown.some((field) => field.name === PHOTO_FIELD)) return undefined;
    return host.contacts.photo(viewer.contact.id);
  }

  /** Opens the viewer's picture; NotFoundError as for `photo`, or when its bytes are gone. */
  async openPhoto(viewer: Viewer): Promise<Omit<OpenedFile, 'type'>> {
    const photo = await this.photo(viewer);
    const opened = photo && (await this.#deps.host.documents.open(photo.attachmentId));
    if (!opened) throw new NotFoundError();
    return { ...opened, name: photo.name };
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
    await this.#deps.logins.setLanguage(contactId, chosen.language);
    await this.#deps.logins.setTheme(contactId, chosen.theme);
    return chosen;
  }
}
