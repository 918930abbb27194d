import { accessDays } from '../../../access/access-state.js';
import type {
  AccessPage,
  AccessRules,
  AccessSearch,
  AccessState,
  ContactAccess,
  HostAdapter,
} from '../../../host/host-adapter.js';
import { ACCESS_TABLES, type AccessRecord, type ContactAccessStore } from '../../../store/contact-access-store.js';
import type { ProfileStore, ProfileSummary } from '../../../store/profile-store.js';

/** A contact with what CRM and portal know of their access. */
export interface KnownContact {
  readonly contact: ContactAccess;
  readonly record: AccessRecord;
}

/** One page of contacts, and how many of the search are in each state. */
export interface ContactPage {
  readonly contacts: readonly KnownContact[];
  readonly counts: ReadonlyMap<AccessState, number>;
  readonly profiles: readonly ProfileSummary[];
}

interface AccessReaderDeps {
  readonly host: Pick<HostAdapter, 'contactAccess' | 'wallClock'>;
  readonly access: ContactAccessStore;
  readonly profiles: Pick<ProfileStore, 'list'>;
  readonly graceDays: () => number;
}

/** Nothing known. */
const NO_RECORD: AccessRecord = {
  invitation: undefined,
  signedInAt: undefined,
  passwordChangedAt: undefined,
  profileId: undefined,
};

/** Looks contacts up with all that an administrator asks about their access. */
export class AccessReader {
  readonly #deps: AccessReaderDeps;

  constructor(deps: AccessReaderDeps) {
    this.#deps = deps;
  }

  async page(search: AccessSearch, page: AccessPage): Promise<ContactPage> {
    const { contactAccess } = this.#deps.host;
    const [contacts, counts, profiles] = await Promise.all([
      contactAccess.search(search, page, this.#rules()),
      contactAccess.counts({ text: search.text }, this.#rules()),
      this.#deps.profiles.list(),
    ]);
    return { contacts: await this.#withRecords(contacts), counts, profiles };
  }

  /** Every contact of a search, some hundred at a time, by id. */
  async *all(search: AccessSearch): AsyncGenerator<readonly KnownContact[], void, undefined> {
    const size = 500;
    for (let page = 1; ; page += 1) {
      const place = { page, size, sort: 'name', isDescending: false } as const;
      const contacts = await this.#deps.host.contactAccess.search(search, place, this.#rules());
      yield await this.#withRecords(contacts);
      if (contacts.length < size) return;
    }
  }

  async ids(search: AccessSearch, limit: number): Promise<readonly number[]> {
    return this.#deps.host.contactAccess.ids(search, this.#rules(), limit);
  }

  /** Undefined: deleted, or no contact. */
  async find(contactId: number): Promise<KnownContact | undefined> {
    return (await this.findMany([contactId])).get(contactId);
  }

  async findMany(contactIds: readonly number[]): Promise<ReadonlyMap<number, KnownContact>> {
    const contacts = await this.#deps.host.contactAccess.find(contactIds, this.#rules());
    const known = await this.#withRecords(contacts);
    return new Map(known.map((entry) => [entry.contact.id, entry]));
  }

  async #withRecords(contacts: readonly ContactAccess[]): Promise<readonly KnownContact[]> {
    const records = await this.#deps.access.records(contacts.map(({ id }) => id));
    return contacts.map((contact) => ({ contact, record: records.get(contact.id) ?? NO_RECORD }));
  }

  #rules(): AccessRules {
    return { days: accessDays(this.#deps.host.wallClock.today(), this.#deps.graceDays()), tables: ACCESS_TABLES };
  }
}
