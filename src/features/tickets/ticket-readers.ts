import { ruleOf } from '../../access/module-rules.js';
import type { Permissions } from '../../access/permissions.js';
import { TICKET_MODULE } from '../../access/ticket-states.js';
import type { Viewer } from '../../access/types.js';
import type { ViewerLoader } from '../../access/viewer-loader.js';
import type { HostContact, MetadataSource } from '../../host/host-adapter.js';
import { mayMail } from '../../mail/may-mail.js';

interface TicketReaderDeps {
  readonly metadata: MetadataSource;
  readonly permissions: Pick<Permissions, 'can' | 'shownFields'>;
  readonly viewers: Pick<ViewerLoader, 'load'>;
}

/** Says who may be told of tickets by mail, and what of it: nobody learns there what the portal would not show them today. */
export class TicketReaders {
  readonly #deps: TicketReaderDeps;

  constructor(deps: TicketReaderDeps) {
    this.#deps = deps;
  }

  /** The contact as a viewer; undefined: no address, no access today, or a profile without tickets. Two statements. */
  async read(contact: HostContact): Promise<Viewer | undefined> {
    if (!mayMail(contact)) return undefined;
    const viewer = await this.#deps.viewers.load(contact.id);
    return viewer && this.#deps.permissions.can(viewer, TICKET_MODULE, 'view') ? viewer : undefined;
  }

  /** Whether a viewer sees the company's tickets that are no single contact's. */
  seesCompanys(viewer: Viewer): boolean {
    return (ruleOf(viewer.profile, TICKET_MODULE)?.scope ?? viewer.profile.scope) === 'company';
  }

  /** Whether a viewer sees a field of tickets. */
  shows(viewer: Viewer, field: string): boolean {
    const module = this.#deps.metadata.current.module(TICKET_MODULE);
    return (
      module !== undefined && this.#deps.permissions.shownFields(viewer, module).some(({ name }) => name === field)
    );
  }
}
