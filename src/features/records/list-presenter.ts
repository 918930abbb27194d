import type { ColumnView, EmptyView, ListPageView } from '../../core/record-view-types.js';
import type { LinkView, OptionView } from '../../core/view-types.js';
import type { ListResult } from '../../host/host-adapter.js';
import { fieldKinds } from '../../host/metadata/field-kinds.js';
import type { FieldSchema, Metadata, PicklistValue } from '../../host/metadata/types.js';
import type { PresenterContext } from '../present-context.js';
import { type ListRequest, listQuery, PAGE_SIZES } from './list-request.js';
import { presentPages } from './pagination.js';
import type { ListPlan } from './record-service.js';
import { presentRow } from './row-presenter.js';

/** From here on a count says «more than 10 000». */
const COUNT_LIMIT = 10_000;

interface ListInput {
  readonly plan: ListPlan;
  readonly request: ListRequest;
  readonly result: ListResult;
  readonly title: string;
  readonly mayCreate: boolean;
  readonly mayExport: boolean;
  readonly metadata: Metadata;
}

/** Turns one page of records into the list page. */
export function presentList(input: ListInput, context: PresenterContext): ListPageView {
  const { plan, request, result } = input;
  const { t } = context;
  const action = context.path(`/${plan.module.name}`);
  const query = (changes: Partial<ListRequest>): string => action + listQuery(request, plan.defaults, changes);
  const isFiltered = request.filters.size > 0 || request.search !== '';
  const chips = presentChips(input, context, query);
  const rowFacts = { ...result, module: plan.module, columns: plan.columns };
  return {
    title: input.title,
    action,
    ...(input.mayCreate ? { create: { href: `${action}/new`, text: t('tickets:list.create') } } : {}),
    ...(input.mayExport ? { export: presentExport(input, context) } : {}),
    sizes: PAGE_SIZES.map((size) => option(String(size), String(size), size === request.size)),
    search: request.search,
    sorts: presentSorts(input, context),
    columns: plan.columns.map((column) => presentColumn(column, input, context, query)),
    rows: result.records.map((record) => presentRow(record, rowFacts, context)),
    chips,
    ...(isFiltered ? { clearHref: query({ page: 1, search: '', filters: new Map() }) } : {}),
    activeFilters: request.filters.size,
    summary: presentSummary(request, result, context),
    pages: presentPages(request.page, request.size, result.total, (page) => query({ page })),
    ...(result.records.length === 0 ? { empty: presentEmpty(input, context, isFiltered, query) } : {}),
  };
}

/** The same list as a file, whatever its page. */
function presentExport({ plan, request }: ListInput, context: PresenterContext): LinkView {
  const query = listQuery(request, plan.defaults, { page: 1, size: plan.defaults.size });
  return { href: context.path(`/${plan.module.name}.csv${query}`), text: context.t('export:csv') };
}

function presentColumn(
  column: FieldSchema,
  input: ListInput,
  context: PresenterContext,
  query: (changes: Partial<ListRequest>) => string,
): ColumnView {
  const { request } = input;
  const kind = fieldKinds[column.kind];
  const label = context.labels.label(column.module, column.label, context.language);
  const isSorted = request.sort?.field === column.name;
  const isDescending = isSorted && !request.sort?.isDescending;
  const needle = request.filters.get(column.name) ?? '';
  const texts = offeredValues(column, input.metadata)
    .map((entry) => context.labels.value(column, entry.value, context.language))
    .filter(Boolean);
  return {
    name: column.name,
    label,
    isNumeric: kind.isNumeric,
    ...(kind.isSortable
      ? {
          sortHref: query({ page: 1, sort: { field: column.name, isDescending } }),
          ariaSort: isSorted ? (request.sort?.isDescending ? 'descending' : 'ascending') : 'none',
          sortLabel: context.t('tickets:list.sortBy', { label }),
        }
      : {}),
    ...(kind.search === 'none'
      ? {}
      : {
          filter: {
            name: `f.${column.name}`,
            label: context.t('tickets:list.searchColumn', { label }),
            value: needle,
            isActive: needle !== '',
            ...(texts.length > 0 ? { listId: `values-${column.name}`, options: texts } : {}),
          },
        }),
  };
}

/** Folders may be named after other customers, so none is offered; the box finds them by their names all the same. */
function offeredValues(column: FieldSchema, metadata: Metadata): readonly PicklistValue[] {
  return column.kind === 'folder' ? [] : metadata.picklist(column);
}

function presentSorts(input: ListInput, context: PresenterContext): OptionView[] {
  const { sort } = input.request;
  return input.plan.columns
    .filter((column) => fieldKinds[column.kind].isSortable)
    .flatMap((column) =>
      [false, true].map((isDescending) => {
        const label = context.labels.label(column.module, column.label, context.language);
        const text = context.t(isDescending ? 'tickets:list.descending' : 'tickets:list.ascending', { label });
        const isSelected = sort?.field === column.name && sort.isDescending === isDescending;
        return option(sortText(column.name, isDescending), text, isSelected);
      }),
    );
}

function presentChips(
  input: ListInput,
  context: PresenterContext,
  query: (changes: Partial<ListRequest>) => string,
): ListPageView['chips'] {
  return [...input.request.filters].map(([name, needle]) => {
    const field = input.plan.module.fields.get(name);
    const label = field ? context.labels.label(field.module, field.label, context.language) : name;
    const filters = new Map([...input.request.filters].filter(([other]) => other !== name));
    return {
      text: `${label}: ${needle}`,
      href: query({ page: 1, filters }),
      label: context.t('tickets:list.removeFilter', { filter: `${label}: ${needle}` }),
    };
  });
}

function presentSummary(request: ListRequest, result: ListResult, context: PresenterContext): string {
  const format = new Intl.NumberFormat(context.language);
  const from = result.records.length === 0 ? 0 : (request.page - 1) * request.size + 1;
  const to = from === 0 ? 0 : from + result.records.length - 1;
  const isMore = result.total > COUNT_LIMIT;
  return context.t(isMore ? 'tickets:list.summaryMore' : 'tickets:list.summary', {
    from: format.format(from),
    to: format.format(to),
    total: format.format(Math.min(result.total, COUNT_LIMIT)),
    count: Math.min(result.total, COUNT_LIMIT),
  });
}

function presentEmpty(
  input: ListInput,
  context: PresenterContext,
  isFiltered: boolean,
  query: (changes: Partial<ListRequest>) => string,
): EmptyView {
  const { t } = context;
  if (isFiltered) {
    const needle = input.request.search || [...input.request.filters.values()][0] || '';
    return {
      icon: 'search-off',
      title: t('tickets:list.noResult.title'),
      text: t('tickets:list.noResult.text'),
      actions: [
        { href: query({ page: 1, search: '', filters: new Map() }), text: t('tickets:list.noResult.clear') },
        { href: context.path(`/search?q=${encodeURIComponent(needle)}`), text: t('search:everywhere') },
      ],
    };
  }
  const create = { href: context.path(`/${input.plan.module.name}/new`), text: t('tickets:list.create') };
  return {
    icon: 'inbox',
    title: t('tickets:list.none.title'),
    text: t(input.mayCreate ? 'tickets:list.none.textCreate' : 'tickets:list.none.text', { module: input.title }),
    actions: input.mayCreate ? [create] : [],
  };
}

function sortText(field: string, isDescending: boolean): string {
  return `${isDescending ? '-' : ''}${field}`;
}

function option(value: string, text: string, isSelected: boolean): OptionView {
  return { value, text, isSelected };
}
