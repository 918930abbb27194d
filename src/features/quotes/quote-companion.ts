import { QUOTE_ANSWERS, QUOTE_MODULE, type QuoteRules, quoteState } from '../../access/quote-states.js';
import type { Viewer } from '../../access/types.js';
import type { HostAdapter } from '../../host/host-adapter.js';
import type { PresenterContext } from '../present-context.js';
import type { RecordCompanion, RecordPageDraft, RecordSections } from '../records/record-companion.js';
import type { ShownRecord } from '../records/record-service.js';
import { quoteFacts } from './quote-facts.js';
import { presentQuoteSections } from './quote-presenter.js';

interface CompanionDeps {
  readonly host: Pick<HostAdapter, 'quotes' | 'wallClock'>;
  readonly rules: QuoteRules;
}

/** What a quote's page has beyond its lines: until when it holds, the ways to answer it, and the answer. */
export class QuoteCompanion implements RecordCompanion {
  readonly module = QUOTE_MODULE;
  readonly #deps: CompanionDeps;

  constructor(deps: CompanionDeps) {
    this.#deps = deps;
  }

  async sections(
    viewer: Viewer,
    shown: ShownRecord,
    _draft: RecordPageDraft,
    context: PresenterContext,
  ): Promise<RecordSections> {
    const { host, rules } = this.#deps;
    const quote = quoteFacts(shown);
    const today = host.wallClock.today();
    const state = quoteState(quote, today);
    const may = QUOTE_ANSWERS.filter((answer) => rules.mayAnswer(viewer, answer));
    const answered = state === 'answered' ? await host.quotes.stageChange(quote.id, quote.stage) : undefined;
    return presentQuoteSections({ viewer, quote, state, may, answered, today }, context);
  }
}
