import type { WallClock } from '../core/clock.js';
import type { ContactRepository, HostContact } from '../host/host-adapter.js';
import type { ProfilePointer, ProfileStore } from '../store/profile-store.js';
import { type AccessReason, accessReason } from './access-window.js';
import { type Profile, profileSchema } from './profile-schema.js';
import type { Viewer } from './types.js';

interface ViewerLoaderDeps {
  readonly contacts: Pick<ContactRepository, 'byId'>;
  readonly profiles: Pick<ProfileStore, 'pointerOf' | 'document'>;
  readonly wallClock: WallClock;
  /** Days an expired contact still reads; default 0. */
  readonly graceDays?: () => number;
  /** Whether nothing may be written now: the CRM is being upgraded; default no. */
  readonly isReadOnly?: () => boolean;
}

/** What decides about a contact's access, and who they are in the portal. */
export interface AccessJudgement {
  readonly contact: HostContact;
  readonly reason: AccessReason;
  /** `YYYY-MM-DD` in the CRM's zone. */
  readonly today: string;
  readonly graceDays: number;
  /** Undefined: there is no profile, not even a default one. */
  readonly pointer: ProfilePointer | undefined;
  readonly profile: Profile | undefined;
  /** Undefined: the contact has no access today. */
  readonly viewer: Viewer | undefined;
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
    const reason = this.#reason(contact);
    if (!letsIn(reason)) return undefined;
    const profile = await this.#profileOf(pointer ?? (await this.#deps.profiles.pointerOf(contactId)));
    return profile && this.#viewer(contact, profile, reason);
  }

  /** The same with everything it is decided by; undefined: there is no such contact. Two statements or three. */
  async judge(contactId: number): Promise<AccessJudgement | undefined> {
    const contact = await this.#deps.contacts.byId(contactId);
    if (!contact) return undefined;
    const reason = this.#reason(contact);
    const pointer = await this.#deps.profiles.pointerOf(contactId);
    const profile = await this.#profileOf(pointer);
    return {
      contact,
      reason,
      today: this.#deps.wallClock.today(),
      graceDays: this.#deps.graceDays?.() ?? 0,
      pointer,
      profile,
      viewer: profile && letsIn(reason) ? this.#viewer(contact, profile, reason) : undefined,
    };
  }

  /**
   * The contact as they would be under a profile (their own unless another document is given), with access or without; for an
   * administrator's look. Undefined: no such contact, or no profile.
   */
  async loadWith(contactId: number, document?: unknown): Promise<Viewer | undefined> {
    const judged = await this.judge(contactId);
    const profile = document === undefined ? judged?.profile : profileSchema.parse(document);
    // Who has no access today is shown what they would see with it.
    return judged && profile && this.#viewer(judged.contact, profile, letsIn(judged.reason) ? judged.reason : 'open');
  }

  #reason(contact: HostContact): AccessReason {
    return accessReason(contact, this.#deps.wallClock.today(), this.#deps.graceDays?.() ?? 0);
  }

  #viewer(contact: HostContact, profile: Profile, reason: AccessReason): Viewer {
    const isHeld = this.#deps.isReadOnly?.() === true;
    const viewer = createViewer(contact, profile, reason === 'open' && !isHeld);
    return isHeld ? { ...viewer, isHeld } : viewer;
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

function letsIn(reason: AccessReason): boolean {
  return reason === 'open' || reason === 'grace';
}

/**
 * The contact as a viewer under a profile's document, published or a draft, with access or without. Undefined: there is no such contact;
 * throws a ZodError where the document is no profile.
 */
export function viewerWithProfile(
  viewers: Pick<ViewerLoader, 'loadWith'>,
  contactId: number,
  document: unknown,
): Promise<Viewer | undefined> {
  return viewers.loadWith(contactId, document);
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
