import type { WallClock } from '../core/clock.js';
import type { ContactRepository, HostContact } from '../host/host-adapter.js';
import type { ProfilePointer, ProfileStore } from '../store/profile-store.js';
import { accessWindow } from './access-window.js';
import { type Profile, profileSchema } from './profile-schema.js';
import type { Viewer } from './types.js';

interface ViewerLoaderDeps {
  readonly contacts: Pick<ContactRepository, 'byId'>;
  readonly profiles: Pick<ProfileStore, 'pointerOf' | 'document'>;
  readonly wallClock: WallClock;
  /** Days an expired contact still reads; default 0. */
  readonly graceDays?: () => number;
}

/** Old versions of profiles stay in memory until this many are known; each is a few kilobytes. */
const MAX_CACHED = 200;

/** Reads who a signed-in contact is and what they may do, anew for every request. */
export class ViewerLoader {
  readonly #deps: ViewerLoaderDeps;
  readonly #documents = new Map<string, Profile>();

  constructor(deps: ViewerLoaderDeps) {
    this.#deps = deps;
  }

  /**
   * Undefined: the contact has no access (any more). One statement, another without `pointer` (the session knows it), and a third when a
   * profile's version is seen for the first time.
   */
  async load(contactId: number, pointer?: ProfilePointer): Promise<Viewer | undefined> {
    const contact = await this.#deps.contacts.byId(contactId);
    if (!contact) return undefined;
    const access = accessWindow(contact, this.#deps.wallClock.today(), this.#deps.graceDays?.() ?? 0);
    if (access === 'none') return undefined;
    const profile = await this.#profileOf(pointer ?? (await this.#deps.profiles.pointerOf(contactId)));
    return profile && createViewer(contact, profile, access === 'open');
  }

  /** Only the pointer is asked each time: versions never change, so a document is never stale. */
  async #profileOf(pointer: ProfilePointer | undefined): Promise<Profile | undefined> {
    if (!pointer) return undefined;
    const key = `${pointer.id}@${pointer.version}`;
    const cached = this.#documents.get(key);
    if (cached) return cached;
    const document = await this.#deps.profiles.document(pointer.id, pointer.version);
    if (document === undefined) return undefined;
    const profile = profileSchema.parse(document);
    if (this.#documents.size >= MAX_CACHED) this.#documents.clear();
    this.#documents.set(key, profile);
    return profile;
  }
}

/** Puts a viewer together; `mayWrite` is false in the grace period. */
export function createViewer(contact: HostContact, profile: Profile, mayWrite: boolean): Viewer {
  return {
    contact,
    crmName: `${contact.lastName} ${contact.firstName}`.trim(),
    name: `${contact.firstName} ${contact.lastName}`.trim(),
    profile,
    mayWrite,
  };
}
