import type { PeoplePage, PeopleRepository } from '../../../host/host-adapter.js';

/** Contacts a page. */
export const PEOPLE_A_PAGE = 50;
const LONGEST_TEXT = 200;

/** Which table says who has which profile. */
const ASSIGNMENTS = { table: 'portal_profile_contact', contact: 'contact_id', owner: 'profile_id' };

/** Which profile's people; the default's are also those without one of their own. */
export interface ProfileOwner {
  readonly profileId: string;
  readonly isDefault: boolean;
}

/** The contacts a profile holds for. */
export class ProfilePeople {
  readonly #people: PeopleRepository;

  constructor(people: PeopleRepository) {
    this.#people = people;
  }

  /** `page` from 1. */
  of({ profileId, isDefault }: ProfileOwner, text: string, page: number): Promise<PeoplePage> {
    const assigned = { by: ASSIGNMENTS, owner: profileId, orNone: isDefault };
    const skip = (page - 1) * PEOPLE_A_PAGE;
    return this.#people.contacts({ text: text.slice(0, LONGEST_TEXT), assigned, limit: PEOPLE_A_PAGE, skip });
  }

  /** The profile's first contacts that fit, else anybody's. */
  async find(profile: ProfileOwner, text: string, limit: number): Promise<PeoplePage['items']> {
    const assigned = { by: ASSIGNMENTS, owner: profile.profileId, orNone: profile.isDefault };
    const query = { text: text.slice(0, LONGEST_TEXT), limit, skip: 0 };
    const own = await this.#people.contacts({ ...query, assigned });
    return own.items.length > 0 ? own.items : (await this.#people.contacts(query)).items;
  }
}
