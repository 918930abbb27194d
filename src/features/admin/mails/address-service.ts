import { NotFoundError } from '../../../core/errors.js';
import type { HostAdapter } from '../../../host/host-adapter.js';
import type { AuditActor, AuditStore } from '../../../store/audit-store.js';
import type { MailAddressStore } from '../../../store/mail-address-store.js';
import type { MailAddressRow } from '../../../store/models/mail-address-row.js';

interface MailAddressServiceDeps {
  readonly host: Pick<HostAdapter, 'contacts' | 'transaction'>;
  readonly addresses: Pick<MailAddressStore, 'byId' | 'count' | 'find' | 'list' | 'useAgain'>;
  readonly audit: Pick<AuditStore, 'record'>;
}

/** The contact whose mail came back last. */
export interface MailAddressOwner {
  readonly id: number;
  readonly name: string;
}

/** A page of addresses that refused mails. */
export interface MailAddressPage {
  /** `owner` undefined: nobody of the portal, or deleted in the CRM. */
  readonly rows: readonly { readonly row: MailAddressRow; readonly owner: MailAddressOwner | undefined }[];
  readonly total: number;
  /** Of all addresses, those nothing is sent to. */
  readonly stopped: number;
}

/** Addresses that refused mails, as an administrator sees them and lets them be used again. */
export class MailAddressService {
  readonly #deps: MailAddressServiceDeps;

  constructor(deps: MailAddressServiceDeps) {
    this.#deps = deps;
  }

  /** Those that are stopped first. Four statements. */
  async page(page: number, size: number): Promise<MailAddressPage> {
    const { addresses } = this.#deps;
    const [rows, total, stopped] = await Promise.all([
      addresses.list(size, (page - 1) * size),
      addresses.count(),
      addresses.count(true),
    ]);
    const owners = await this.#owners(rows.flatMap(({ contactId }) => contactId ?? []));
    return { rows: rows.map((row) => ({ row, owner: owners.get(row.contactId ?? 0) })), total, stopped };
  }

  /** Undefined: it refused nothing. */
  async find(address: string): Promise<MailAddressRow | undefined> {
    return this.#deps.addresses.find(address.trim());
  }

  /** Lets mails go out to an address again; returns it, and false where they went already. NotFoundError if it refused nothing. */
  async useAgain(id: number, actor: AuditActor): Promise<{ readonly address: string; readonly isChanged: boolean }> {
    const { addresses, host, audit } = this.#deps;
    const row = await addresses.byId(id);
    if (!row) throw new NotFoundError();
    const { address, contactId, status, reason } = row;
    const isChanged = await host.transaction(async (trx) => {
      if (!(await addresses.useAgain(trx, id))) return false;
      const facts = { contactId: contactId ?? undefined, subject: address, details: { status, reason } };
      await audit.record({ action: 'mail.addressUsedAgain', actor, ...facts }, trx);
      return true;
    });
    return { address, isChanged };
  }

  async #owners(contactIds: readonly number[]): Promise<ReadonlyMap<number, MailAddressOwner>> {
    if (contactIds.length === 0) return new Map();
    const contacts = await this.#deps.host.contacts.byIds([...new Set(contactIds)]);
    return new Map(
      contacts
        .filter(({ isDeleted }) => !isDeleted)
        .map(({ id, firstName, lastName }) => [id, { id, name: `${firstName} ${lastName}`.trim() || `#${id}` }]),
    );
  }
}
