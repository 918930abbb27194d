import type { Knex } from 'knex';
import type { Logger } from '../core/logger.js';
import type { HostAdapter } from '../host/host-adapter.js';
import type { AuditStore } from '../store/audit-store.js';
import type { Bounce, MailAddressStore } from '../store/mail-address-store.js';
import type { LeasedMail } from '../store/mail-store.js';
import { judgeDelivery } from './inbox/delivery-verdict.js';
import { oneLine } from './mail-text.js';

interface AddressRefusalsDeps {
  readonly host: Pick<HostAdapter, 'transaction'>;
  readonly addresses: Pick<MailAddressStore, 'recordBounce'>;
  readonly audit: Pick<AuditStore, 'record'>;
  readonly log: Logger;
}

const LONGEST_REASON = 500;

/** Writes down that an address did not take a mail, and tells when nothing is sent to it any more. */
export class AddressRefusals {
  readonly #deps: AddressRefusalsDeps;

  constructor(deps: AddressRefusalsDeps) {
    this.#deps = deps;
  }

  /** In the caller's transaction, or in one of its own. */
  async record(address: string, bounce: Bounce, trx?: Knex.Transaction): Promise<void> {
    if (!trx) return this.#deps.host.transaction((own) => this.record(address, bounce, own));
    const { addresses, audit, log } = this.#deps;
    const { contactId, status } = bounce;
    const reason = oneLine(bounce.reason, LONGEST_REASON);
    if (!(await addresses.recordBounce(trx, address, { ...bounce, reason }))) return;
    const entry = { action: 'mail.addressStopped', actor: { kind: 'system', name: 'portal' } } as const;
    await audit.record({ ...entry, contactId, subject: address, details: { status, reason } }, trx);
    log.warn({ contactId, status, isHard: bounce.isHard }, 'no more mails go to an address that refuses them');
  }
}

/** What a server's refusal of a recipient says of the address; undefined: it is about the sender, the mail or the server. */
export function bounceOf({ toAddress, contactId }: LeasedMail, answer: string): Bounce | undefined {
  const story = { address: toAddress, status: '', reason: answer, isDelayed: false };
  const [report] = judgeDelivery([story], undefined);
  // X.2: the mailbox is there, but full or shut.
  if (!report || !(report.isHard || report.status.startsWith('5.2.'))) return undefined;
  const { isHard, status, reason } = report;
  return { isHard, status, reason, contactId: contactId ?? undefined };
}
