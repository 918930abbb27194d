import { authorOf, contactView } from '../../access/contact-view.js';
import type { Permissions } from '../../access/permissions.js';
import {
  QUOTE_MODULE,
  type QuoteAnswer,
  type QuoteRules,
  quoteState,
  STAGE_FIELD,
  STAGE_OF,
} from '../../access/quote-states.js';
import type { Viewer } from '../../access/types.js';
import { ConflictError, NotAllowedError } from '../../core/errors.js';
import type { HookBus } from '../../hooks/hook-bus.js';
import type { HostAdapter, QuoteStand } from '../../host/host-adapter.js';
import type { SubmissionStore } from '../../store/submission-store.js';
import { moneyOf } from '../inventory/money.js';
import { openTotals } from '../inventory/open-totals.js';
import { TotalField } from '../inventory/total-fields.js';
import type { RecordService, ShownRecord } from '../records/record-service.js';
import { submissionFingerprint, submitOnce } from '../submission.js';
import { type QuoteFacts, quoteFacts } from './quote-facts.js';
import type { GivenAnswer, QuoteNotices } from './quote-notices.js';
import { checkRemark } from './remark.js';

interface QuoteDeps {
  readonly host: HostAdapter;
  readonly permissions: Permissions;
  readonly rules: QuoteRules;
  readonly records: RecordService;
  readonly hooks: HookBus;
  readonly submissions: SubmissionStore;
  readonly notices: QuoteNotices;
}

/** A quote as the page that asks before an answer needs it; `total` is empty where the viewer does not see it. */
export interface AskedQuote {
  readonly quote: QuoteFacts;
  readonly total: string;
}

/** Takes customers' answers to quotes; each quote is answered once, and each form counts once. */
export class QuoteService {
  readonly #deps: QuoteDeps;

  constructor(deps: QuoteDeps) {
    this.#deps = deps;
  }

  /** What is to be confirmed; the same errors as for the answer itself. */
  async ask(viewer: Viewer, quoteId: number, answer: QuoteAnswer, language: string): Promise<AskedQuote> {
    const shown = await this.#show(viewer, quoteId, answer);
    const quote = quoteFacts(shown);
    checkOpen(quote, this.#deps.host.wallClock.today());
    return { quote, total: this.#total(viewer, shown, language) };
  }

  /** Accepts or declines a quote and tells owner and customer; returns its path. ConflictError unless it waits for an answer. */
  async answer(viewer: Viewer, quoteId: number, answer: QuoteAnswer, text: string, key: string): Promise<string> {
    const { hooks, submissions, notices } = this.#deps;
    const shown = await this.#show(viewer, quoteId, answer);
    checkRemark(text);
    const quote = quoteFacts(shown);
    const total = (language: string): string => this.#total(viewer, shown, language);
    const path = `/${QUOTE_MODULE}/${quoteId}`;
    const fingerprint = submissionFingerprint(answer, quoteId, text);
    let isDone = false;
    const location = await submitOnce(
      submissions,
      { contactId: viewer.contact.id, key, fingerprint },
      async (record) => {
        await this.#write({ viewer, quote, answer, text, total }, (trx) => record(trx, path));
        isDone = true;
        return path;
      },
    );
    if (isDone) {
      notices.wake();
      const contact = contactView(viewer.contact);
      await hooks.runActions('record.updated', { module: QUOTE_MODULE, id: quoteId, contact });
    }
    return location;
  }

  async #write(given: GivenAnswer, record: (trx: Parameters<QuoteNotices['add']>[0]) => Promise<void>): Promise<void> {
    const { host, hooks, notices } = this.#deps;
    const { viewer, quote, answer } = given;
    const today = host.wallClock.today();
    checkOpen(quote, today);
    const { values } = await hooks.applyFilters(
      'record.beforeSave',
      { module: QUOTE_MODULE, values: { [STAGE_FIELD]: STAGE_OF[answer] } },
      { contact: contactView(viewer.contact), id: quote.id },
    );
    const notice = await notices.prepare(given);
    const reservation = await host.quotes.reserve(quote.id);
    await host.transaction(async (trx) => {
      // First of all, so that the same form sent twice at once waits here and is not told that the quote is answered.
      await record(trx);
      const change = { values, remark: notice.remark };
      // Asked again under the quote's lock: somebody may be answering it this very moment.
      await host.quotes.answer(trx, reservation, quote.id, change, authorOf(viewer), (stand) =>
        checkOpen(stand, today),
      );
      await notices.add(trx, given, notice, reservation.changeLogId);
    });
  }

  async #show(viewer: Viewer, quoteId: number, answer: QuoteAnswer): Promise<ShownRecord> {
    const { records, rules } = this.#deps;
    const shown = await records.show(viewer, QUOTE_MODULE, quoteId);
    if (!rules.mayAnswer(viewer, answer)) throw new NotAllowedError();
    return shown;
  }

  #total(viewer: Viewer, shown: ShownRecord, language: string): string {
    const { host, permissions } = this.#deps;
    if (!openTotals(permissions, viewer, shown).has(TotalField.total)) return '';
    const money = moneyOf(shown, host.metadata.current.labels, language);
    // Within a sentence amount and sign stay together.
    return money(shown.record.values[TotalField.total] ?? null).replaceAll(' ', '\u00a0');
  }
}

const REFUSALS = { answered: 'quoteAlreadyAnswered', expired: 'quoteExpired', closed: 'quoteNotOpen' } as const;

function checkOpen(quote: QuoteStand, today: string): void {
  const state = quoteState(quote, today);
  if (state !== 'open') throw new ConflictError(REFUSALS[state]);
}
