import type { Knex } from 'knex';
import type { QuoteAnswer } from '../../access/quote-states.js';
import type { Viewer } from '../../access/types.js';
import type { Translator } from '../../core/i18n.js';
import type { HostAdapter } from '../../host/host-adapter.js';
import { mayMail } from '../../mail/may-mail.js';
import type { MailIntent, Outbox } from '../../mail/outbox.js';
import type { LoginStore } from '../../store/login-store.js';
import { contactLanguage } from '../contact-language.js';
import { customerText, type StaffRecipient, staffRecipients } from '../staff-recipients.js';
import type { QuoteFacts } from './quote-facts.js';

const KINDS = { accept: 'quote-accepted', decline: 'quote-declined' } as const satisfies Record<QuoteAnswer, string>;

/** One answer of one customer. `total` writes what the quote amounts to in a language. */
export interface GivenAnswer {
  readonly viewer: Viewer;
  readonly quote: QuoteFacts;
  readonly answer: QuoteAnswer;
  readonly text: string;
  readonly total: (language: string) => string;
}

interface Reader extends StaffRecipient {
  readonly customer: string;
  readonly contactId?: number;
}

/** Who is told of an answer, and in which words the CRM keeps it. */
export interface QuoteNotice {
  readonly readers: readonly Reader[];
  /** For the staff's talk about the quote. */
  readonly remark: string;
}

interface NoticeDeps {
  readonly host: HostAdapter;
  readonly outbox: Outbox;
  readonly logins: LoginStore;
  readonly translator: Translator;
}

/** Tells customer and owner of an answer: the mails go into the outbox in the answer's own transaction. */
export class QuoteNotices {
  readonly #deps: NoticeDeps;

  constructor(deps: NoticeDeps) {
    this.#deps = deps;
  }

  /** Reads what an answer's notices need. */
  async prepare({ viewer, quote, answer, text }: GivenAnswer): Promise<QuoteNotice> {
    const { host, logins, translator } = this.#deps;
    const owners = await host.users.ownersOf(quote.id);
    const { defaultLanguage } = host.metadata.current.labels;
    const { contact, name } = viewer;
    const customer = customerText(viewer);
    const readers: Reader[] = [];
    if (mayMail(contact)) {
      const to = { address: contact.email, name };
      const language = await contactLanguage(logins, host, contact.id);
      readers.push({ key: String(contact.id), to, language, customer: name, contactId: contact.id });
    }
    for (const recipient of staffRecipients(owners, host)) readers.push({ ...recipient, customer });
    const staffLanguage = owners[0]?.language ?? defaultLanguage;
    const sentence = translator.for(staffLanguage)(`quotes:talk.${answer}`, {
      customer,
      number: quote.number || quote.title,
    });
    return { readers, remark: [sentence, text.trim()].filter(Boolean).join('\n\n') };
  }

  /** Writes the mails; `changeId` tells this answer from one after the quote was offered again. */
  async add(trx: Knex.Transaction, given: GivenAnswer, notice: QuoteNotice, changeId: number): Promise<void> {
    const { quote, text } = given;
    const kind = KINDS[given.answer];
    for (const { key, customer, ...reader } of notice.readers) {
      const intent: MailIntent = {
        ...reader,
        kind,
        key: `${kind}:${quote.id}.${changeId}:${key}`,
        data: {
          quoteId: quote.id,
          quoteNumber: quote.number,
          title: quote.title || quote.number,
          customer,
          total: given.total(reader.language),
          text,
          isReceipt: reader.contactId !== undefined,
        },
      };
      await this.#deps.outbox.add(trx, intent);
    }
  }

  /** Wakes the sender; call it after the commit. */
  wake(): void {
    this.#deps.outbox.wake();
  }
}
