import { accessWindow } from '../../../access/access-window.js';
import type { Profile } from '../../../access/profile-schema.js';
import { metadataFor } from '../../../access/profile-staff.js';
import { TICKET_MODULE } from '../../../access/ticket-states.js';
import type { Viewer } from '../../../access/types.js';
import { createViewer } from '../../../access/viewer-loader.js';
import type { FormPageView } from '../../../core/record-view-types.js';
import type { HostAdapter, HostContact } from '../../../host/host-adapter.js';
import type { PresenterContext } from '../../present-context.js';
import { presentForm } from '../../records/form-page.js';
import type { FormService } from '../../records/form-service.js';
import type { ProfileOwner, ProfilePeople } from './profile-people.js';

/** Names offered for one search. */
const MOST_FOUND = 8;

/** Whom the draft is looked at as. */
export interface Onlooker {
  readonly contact: HostContact | undefined;
  /** More than one fits what was looked for: one of them is to be chosen. */
  readonly found: readonly HostContact[];
}

interface DraftPreviewDeps {
  readonly host: HostAdapter;
  readonly forms: Pick<FormService, 'mayCreate' | 'planCreate'>;
  readonly people: ProfilePeople;
}

/** What a contact would get under a draft, from the portal's own services; nothing is ever written. */
export class DraftPreview {
  readonly #deps: DraftPreviewDeps;

  constructor(deps: DraftPreviewDeps) {
    this.#deps = deps;
  }

  /** The chosen contact, the only one that fits the text, or the profile's first who can get in today. */
  async onlooker(profile: ProfileOwner, chosen: number | undefined, text: string): Promise<Onlooker> {
    const { host, people } = this.#deps;
    if (text.trim() !== '') {
      const found = await people.find(profile, text, MOST_FOUND);
      return found.length === 1 ? { contact: found[0], found: [] } : { contact: undefined, found };
    }
    const contact = chosen === undefined ? undefined : await host.contacts.byId(chosen);
    if (contact && !contact.isDeleted) return { contact, found: [] };
    const some = await people.find(profile, '', MOST_FOUND);
    const today = host.wallClock.today();
    return { contact: some.find((one) => accessWindow(one, today, 0) === 'open') ?? some[0], found: [] };
  }

  /** A contact with the draft for a profile. */
  viewer(contact: HostContact, document: Profile): Viewer {
    return createViewer(contact, document, true);
  }

  /** The page of a new ticket; undefined: they may make none. */
  async ticketForm(viewer: Viewer, context: PresenterContext): Promise<FormPageView | undefined> {
    const { host, forms } = this.#deps;
    if (!forms.mayCreate(viewer, TICKET_MODULE)) return undefined;
    const plan = await forms.planCreate(viewer, TICKET_MODULE, context.language);
    const metadata = metadataFor(host.metadata.current, viewer.profile);
    return presentForm(plan, viewer, metadata, undefined, context);
  }
}
