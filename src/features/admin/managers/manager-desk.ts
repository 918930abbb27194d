import { type FieldFault, InvalidInputError, NotFoundError } from '../../../core/errors.js';
import type { HostAdapter } from '../../../host/host-adapter.js';
import type { AuditActor, AuditStore } from '../../../store/audit-store.js';
import type { ProfileStore } from '../../../store/profile-store.js';
import { type CompanyManagers, nameOf } from '../../colleagues/company-managers.js';
import { readManagerForm, type TypedManager } from './manager-form.js';
import type { ManagerFacts } from './manager-presenter.js';

const MOST_ACTS = 10;

interface ManagerDeskDeps {
  readonly host: Pick<HostAdapter, 'contacts'>;
  readonly companyManagers: CompanyManagers;
  readonly profiles: Pick<ProfileStore, 'list'>;
  readonly audit: Pick<AuditStore, 'list'>;
}

/** What administrators see and set of a company's managers. */
export class ManagerDesk {
  readonly #deps: ManagerDeskDeps;

  constructor(deps: ManagerDeskDeps) {
    this.#deps = deps;
  }

  /** What a contact's page says; NotFoundError without a live contact. */
  async facts(contactId: number, typed?: TypedManager, faults: readonly FieldFault[] = []): Promise<ManagerFacts> {
    const { host, companyManagers, profiles, audit } = this.#deps;
    const contact = await host.contacts.byId(contactId);
    if (!contact || contact.isDeleted) throw new NotFoundError();
    const [limits, known, acts] = await Promise.all([
      companyManagers.limitsOf(contact),
      profiles.list(),
      audit.list({ contactId, action: 'colleague.' }, MOST_ACTS),
    ]);
    return {
      contactId,
      name: nameOf(contact),
      hasCompany: contact.accountId !== undefined,
      typed: typed ?? {
        isManager: limits !== undefined,
        most: limits?.mostColleagues === undefined ? '' : String(limits.mostColleagues),
        profile: limits?.profileId ?? '',
      },
      profiles: known,
      faults,
      acts,
    };
  }

  /** Marks or unmarks; throws InvalidInputError with what is wrong. */
  async save(contactId: number, typed: TypedManager, actor: AuditActor): Promise<void> {
    const { companyManagers, profiles } = this.#deps;
    if (!typed.isManager) return companyManagers.unmark(contactId, actor);
    const { limits, faults } = readManagerForm(typed, await profiles.list());
    if (faults.length > 0) throw new InvalidInputError(faults);
    await companyManagers.mark(contactId, limits, actor);
  }
}
