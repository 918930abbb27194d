import { InvalidInputError, NotFoundError } from '../../core/errors.js';
import type { Logger } from '../../core/logger.js';
import type { HostAdapter, HostContact } from '../../host/host-adapter.js';
import type { AuditActor, AuditStore } from '../../store/audit-store.js';
import type { ManagerLimits, ManagerMark, ManagerStore } from '../../store/manager-store.js';

export type { ManagerLimits } from '../../store/manager-store.js';

/** More colleagues than any limit needs. */
export const MOST_COLLEAGUES = 1000;

interface CompanyManagersDeps {
  readonly host: Pick<HostAdapter, 'contacts' | 'transaction'>;
  readonly managers: Pick<ManagerStore, 'all' | 'find' | 'save' | 'remove'>;
  readonly audit: Pick<AuditStore, 'record'>;
  readonly log: Logger;
}

type Member = Pick<HostContact, 'id' | 'accountId' | 'isDeleted'>;

/** Who manages the access of their company's contacts, and how far. */
export class CompanyManagers {
  readonly #deps: CompanyManagersDeps;
  #known: ReadonlyMap<number, ManagerMark> = new Map();

  constructor(deps: CompanyManagersDeps) {
    this.#deps = deps;
  }

  /** Whether this process takes a contact for a manager, as of the last `refresh`: for menus, which never ask the database. */
  isKnown(contact: Member): boolean {
    return isMarked(this.#known.get(contact.id), contact);
  }

  /** Whether a contact manages the company they belong to now. One statement. */
  async isManager(contact: Member): Promise<boolean> {
    return (await this.limitsOf(contact)) !== undefined;
  }

  /** How far a manager may go; undefined: the contact is none. */
  async limitsOf(contact: Member): Promise<ManagerLimits | undefined> {
    const mark = await this.#deps.managers.find(contact.id);
    return mark && isMarked(mark, contact) ? mark : undefined;
  }

  /** Which contacts of a company manage it. One statement. */
  async of(accountId: number): Promise<ReadonlySet<number>> {
    const marks = await this.#deps.managers.all();
    return new Set(marks.filter((mark) => mark.accountId === accountId).map((mark) => mark.contactId));
  }

  /** Makes a contact manager of their company, or changes the limits; InvalidInputError for one without a company. */
  async mark(contactId: number, limits: ManagerLimits, actor: AuditActor): Promise<void> {
    const { host, managers, audit } = this.#deps;
    const contact = await this.#contact(contactId);
    const { accountId } = contact;
    if (accountId === undefined)
      throw new InvalidInputError([{ field: 'manager', code: 'colleagues:faults.noCompany' }]);
    await host.transaction(async (trx) => {
      await managers.save(trx, { contactId, accountId, ...limits });
      const details = { most: limits.mostColleagues ?? null, profile: limits.profileId ?? null };
      await audit.record({ action: 'manager.marked', actor, contactId, subject: nameOf(contact), details }, trx);
    });
    await this.refresh();
  }

  /** Makes a contact an ordinary one again; whom they invited stays. */
  async unmark(contactId: number, actor: AuditActor): Promise<void> {
    const { host, managers, audit } = this.#deps;
    const contact = await this.#contact(contactId);
    await host.transaction(async (trx) => {
      if (!(await managers.remove(trx, contactId))) return;
      await audit.record({ action: 'manager.unmarked', actor, contactId, subject: nameOf(contact) }, trx);
    });
    await this.refresh();
  }

  /** Reads who is marked; while the database is away the last answer holds. To be called every few seconds. */
  async refresh(): Promise<void> {
    try {
      this.#known = new Map((await this.#deps.managers.all()).map((mark) => [mark.contactId, mark]));
    } catch (error) {
      this.#deps.log.warn({ error }, 'the managers of companies could not be read');
    }
  }

  async #contact(contactId: number): Promise<HostContact> {
    const contact = await this.#deps.host.contacts.byId(contactId);
    if (!contact || contact.isDeleted) throw new NotFoundError();
    return contact;
  }
}

function isMarked(mark: ManagerMark | undefined, contact: Member): boolean {
  return mark !== undefined && !contact.isDeleted && mark.accountId === contact.accountId;
}

/** «Francesco Villani». */
export function nameOf({ firstName, lastName, email }: Pick<HostContact, 'firstName' | 'lastName' | 'email'>): string {
  return `${firstName} ${lastName}`.trim() || email;
}
