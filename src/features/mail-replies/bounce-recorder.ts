import type { Knex } from 'knex';
import type { Clock } from '../../core/clock.js';
import type { AddressRefusals } from '../../mail/address-refusals.js';
import type { DeliveryReport } from '../../mail/inbox/incoming-mail.js';
import { readHistory } from '../../store/mail-history.js';
import type { MailStore, SentMail } from '../../store/mail-store.js';

interface BounceRecorderDeps {
  readonly mails: Pick<MailStore, 'lockSent' | 'noteReport'>;
  readonly refusals: Pick<AddressRefusals, 'record'>;
  readonly clock: Clock;
}

/** Each mail of the portal has one recipient: a report about many of them is none of its mails'. */
const MOST_REPORTS = 20;

/** Believes reports of mails that were not delivered, as far as they can be: anybody can write one. */
export class BounceRecorder {
  readonly #deps: BounceRecorderDeps;

  constructor(deps: BounceRecorderDeps) {
    this.#deps = deps;
  }

  /**
   * Writes down what reports tell of mails that were really sent to exactly that address; all others, and what was told of a mail before,
   * count for nothing. Returns how many counted.
   */
  async record(trx: Knex.Transaction, reports: readonly DeliveryReport[]): Promise<number> {
    const claims = reports.slice(0, MOST_REPORTS);
    const ids = new Set(claims.flatMap(({ originalMessageId }) => originalMessageId ?? []));
    const sent = new Map((await this.#deps.mails.lockSent(trx, [...ids])).map((mail) => [mail.messageId, mail]));
    let counted = 0;
    for (const report of claims) {
      const mail = sent.get(report.originalMessageId ?? '');
      if (!mail || !isNews(mail, report)) continue;
      // One report for a mail: a second one in the same list names another address, or tells the same.
      sent.delete(mail.messageId);
      await this.#believe(trx, mail, report);
      counted += 1;
    }
    return counted;
  }

  async #believe(trx: Knex.Transaction, mail: SentMail, { isHard, status, reason }: DeliveryReport): Promise<void> {
    const { mails, refusals, clock } = this.#deps;
    const what = isHard ? 'refused' : 'undelivered';
    await mails.noteReport(trx, mail, { at: clock.now(), what, reason: reason || status });
    await refusals.record(mail.toAddress, { isHard, status, reason, contactId: mail.contactId ?? undefined }, trx);
  }
}

/** About this recipient, and more than was told before: a mail that is late may still come back for good, but not the other way round. */
function isNews(mail: SentMail, { address, isHard }: DeliveryReport): boolean {
  if (mail.toAddress.toLowerCase() !== address.toLowerCase()) return false;
  const told = readHistory(mail.history).map(({ what }) => what);
  return !told.includes('refused') && (isHard || !told.includes('undelivered'));
}
