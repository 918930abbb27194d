import type { SuggestionsView } from '../../core/suggest-view-types.js';
import { presentField } from '../../host/metadata/present-field.js';
import { CATEGORY, FAQ_MODULE, QUESTION } from '../faq/faq-fields.js';
import { fieldContext, type PresenterContext } from '../present-context.js';
import { plainText } from '../records/plain-text.js';
import type { Suggestions } from './suggest-service.js';

/** The box of questions that may be the answer already; undefined where there are none. */
export function presentSuggestions(
  suggestions: Suggestions | undefined,
  title: string,
  context: PresenterContext,
): SuggestionsView | undefined {
  if (!suggestions) return undefined;
  const { isMatch, plan, result } = suggestions;
  const items = result.records.map((record) => {
    const facts = fieldContext(context, result, record.values);
    const textOf = (name: string): string => {
      const field = plan.columns.find((column) => column.name === name);
      return field ? plainText(presentField(field, record.values[name] ?? null, facts)) : '';
    };
    return {
      href: context.path(`/${FAQ_MODULE}/${record.id}`),
      text: textOf(QUESTION) || context.t('tickets:record.unnamed'),
      category: textOf(CATEGORY),
    };
  });
  const { t } = context;
  return {
    lead: isMatch ? t('suggest:match', { title: title.trim() }) : t('suggest:newest'),
    count: isMatch ? t('suggest:count', { count: items.length }) : '',
    items,
    all: { href: context.path(`/${FAQ_MODULE}`), text: t('suggest:all') },
  };
}
