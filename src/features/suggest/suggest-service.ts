import type { Permissions } from '../../access/permissions.js';
import type { Viewer } from '../../access/types.js';
import { foldText } from '../../core/text.js';
import type { HostAdapter, ListQuery, ListResult } from '../../host/host-adapter.js';
import { ANSWER, CATEGORY, FAQ_MODULE, QUESTION } from '../faq/faq-fields.js';
import { columnFilters } from '../records/column-filters.js';
import type { ListPlan, RecordService } from '../records/record-service.js';

const MOST_SUGGESTIONS = 3;
/** Questions that are compared; with more hits than that the words say too little anyway. */
const MOST_CANDIDATES = 40;
const MOST_WORDS = 8;
/** Shorter words are in every question, in any language; a code such as E14 is not. */
const FEWEST_LETTERS = 4;

/** Published questions that may answer what a customer is about to ask; `isMatch`: they fit the words, else they are the newest. */
export interface Suggestions {
  readonly isMatch: boolean;
  readonly plan: ListPlan;
  readonly result: Omit<ListResult, 'total'>;
}

interface SuggestServiceDeps {
  readonly host: HostAdapter;
  readonly permissions: Permissions;
  readonly records: RecordService;
}

/** Finds answers while the question is still being typed. */
export class SuggestService {
  readonly #deps: SuggestServiceDeps;

  constructor(deps: SuggestServiceDeps) {
    this.#deps = deps;
  }

  /** The questions that share most words with a title, else the newest ones; undefined where the viewer has no questions to read. */
  async suggest(viewer: Viewer, title: string, language: string): Promise<Suggestions | undefined> {
    const { permissions, host } = this.#deps;
    if (!permissions.can(viewer, FAQ_MODULE, 'view')) return undefined;
    const plan = this.#plan(viewer);
    const words = wordsOf(title);
    const query = await this.#query(viewer, plan, words, language);
    if (words.length > 0) {
      const found = rank(await host.records.list(query), words);
      if (found.records.length > 0) return { isMatch: true, plan, result: found };
    }
    const newest = await host.records.list({ ...query, anyOf: [], limit: MOST_SUGGESTIONS });
    if (newest.records.length === 0) return undefined;
    return { isMatch: false, plan, result: newest };
  }

  /** Columns are what is shown of a question here, not what the profile's list shows. */
  #plan(viewer: Viewer): ListPlan {
    const { permissions, records } = this.#deps;
    const plan = records.plan(viewer, FAQ_MODULE);
    const shown = permissions.shownFields(viewer, plan.module);
    return { ...plan, columns: shown.filter(({ name }) => name === QUESTION || name === CATEGORY) };
  }

  async #query(viewer: Viewer, plan: ListPlan, words: readonly string[], language: string): Promise<ListQuery> {
    const { permissions, records, host } = this.#deps;
    const request = { search: '', filters: new Map<string, string>(), sort: undefined };
    const query = await records.query(viewer, plan, request, language);
    const searched = records
      .seekable(plan.module, permissions.shownFields(viewer, plan.module))
      .filter(({ name }) => name === QUESTION || name === ANSWER);
    const anyOf = words.flatMap((word) => columnFilters(searched, word, host.metadata.current, language));
    return { ...query, anyOf, limit: MOST_CANDIDATES, offset: 0 };
  }
}

/** The words of a title worth looking for, folded, each once. */
export function wordsOf(title: string): readonly string[] {
  const words = foldText(title).match(/[\p{L}\p{N}][\p{L}\p{N}-]*/gu) ?? [];
  const telling = words.filter((word) => word.length >= FEWEST_LETTERS || /\d/.test(word));
  return [...new Set(telling)].slice(0, MOST_WORDS);
}

/** Those whose question has most of the words first; the answer alone is a weaker sign and keeps the newest first. */
function rank(result: ListResult, words: readonly string[]): ListResult {
  const scored = result.records.map((record) => {
    const question = foldText(record.values[QUESTION] ?? '');
    return { record, score: words.filter((word) => question.includes(word)).length };
  });
  scored.sort((left, right) => right.score - left.score);
  return { ...result, records: scored.slice(0, MOST_SUGGESTIONS).map(({ record }) => record) };
}
