import type { OwnChoicesView } from '../../core/list-parts-view-types.js';
import type { KeptView } from '../list-choices/list-choice-service.js';
import type { PresenterContext } from '../present-context.js';
import { listQuery } from './list-request.js';
import type { ListPage } from './record-companion.js';

/** What a customer keeps for a list, and the ways to change it and to keep the filter that is set. */
export function presentOwnChoices(
  { plan, request }: ListPage,
  views: readonly KeptView[],
  context: PresenterContext,
): OwnChoicesView {
  const { name } = plan.module;
  const change = context.path(`/views/${name}`);
  const query = listQuery(request, plan.defaults, { page: 1 }).replace(/^\?/, '');
  const isFiltered = request.filters.size > 0 || request.search !== '';
  const keep = { href: `${change}?from=${encodeURIComponent(query)}`, text: context.t('list-choices:keepLink') };
  return {
    change: { href: change, text: context.t('list-choices:link') },
    ...(isFiltered ? { keep } : {}),
    views: views.map((view) => ({ text: view.name, href: context.path(`/${name}?${view.query}`) })),
  };
}
