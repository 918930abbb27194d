import { TICKET_MODULE } from '../../access/ticket-states.js';
import type { ListPartsView } from '../../core/list-parts-view-types.js';
import type { ColumnView, EmptyView, ListPageView } from '../../core/record-view-types.js';
import type { LinkView, OptionView } from '../../core/view-types.js';
import type { ListResult } from '../../host/host-adapter.js';
import { kindOfField } from '../../host/metadata/field-kinds.js';
import type { FieldSchema, Metadata, PicklistValue } from '../../host/metadata/types.js';
import type { KeptView } from '../list-choices/list-choice-service.js';
import type { PresenterContext } from '../present-context.js';
import { presentCard } from './card-presenter.js';
import { WHOLE_LIST, withinQuery } from './list-narrow.js';
import { type ListRequest, listQuery, PAGE_SIZES } from './list-request.js';
import type { ValueGroup } from './narrowed-lists.js';
import { presentOwnChoices } from './own-choices-presenter.js';
import { presentPages } from './pagination.js';
import { presentNarrowed, presentNothingAhead, presentRelatedChip } from './panel-presenter.js';
import type { ListPage } from './record-companion.js';
import { presentRow } from './row-presenter.js';
import { presentStatusFilter } from './status-filter-presenter.js';

/** A list with nothing looked for. */
const UNFILTERED: Partial<ListRequest> = {
  page: 1,
  search: '',
  filters: new Map(),
  isOwnOnly: false,
  narrow: WHOLE_LIST,
};

/** From here on a count says «more than 10 000». */
const COUNT_LIMIT = 10_000;

interface ListInput extends ListPage {
  readonly title: string;
  readonly mayCreate: boolean;
  readonly mayExport: boolean;
  readonly metadata: Metadata;
  /** Values beside the list. */
  readonly groups: readonly ValueGroup[];
  readonly parts: ListPartsView;
  /** Filters the customer keeps. */
  readonly views: readonly KeptView[];
  /** What the button of a new record says. */
  readonly create: { readonly text: string; readonly icon: string };
}

/** Turns one page of records into the list page. */
export function presentList(input: ListInput, context: PresenterContext): ListPageView {
  const { plan, request, result } = input;
  const action = context.path(`/${plan.module.name}`);
  const query = (changes: Partial<ListRequest>): string => action + listQuery(request, plan.defaults, changes);
  const { narrow } = request;
  const isNarrowed = narrow.within.size > 0 || narrow.related !== undefined;
  const isFiltered = request.filters.size > 0 || request.search !== '' || isNarrowed;
  const chips = [...presentChips(input, context, query), ...presentRelatedChip(input, query, context)];
  const nothing = isFiltered ? undefined : presentNothingAhead(input, query, context);
  const show = whose(input);
  const statusFilter = presentStatusFilter(plan.seekable, request, input.metadata, context);
  const rowFacts = { ...result, module: plan.module, columns: plan.columns };
  return {
    key: plan.module.name,
    title: input.title,
    action,
    ...(input.mayCreate ? { create: { ...input.create, href: `${action}/new${withinQuery(narrow)}` } } : {}),
    ...(input.mayExport ? { export: presentExport(input, context) } : {}),
    sizes: PAGE_SIZES.map((size) => option(String(size), String(size), size === request.size)),
    search: request.search,
    ...(show ? { show } : {}),
    ...(statusFilter ? { statusFilter } : {}),
    sorts: presentSorts(input, context),
    columns: plan.columns.map((column) => presentColumn(column, input, context, query)),
    rows: result.records.map((record) => {
      const isUnread = input.parts.unread?.has(record.id) ?? false;
      const row = { ...presentRow(record, rowFacts, context), isUnread };
      const parts = input.parts.rows?.get(record.id);
      return { ...row, ...(parts ? { parts } : {}), card: presentCard(record, row, { ...result, plan }, context) };
    }),
    chips,
    own: presentOwnChoices(input, input.views, context),
    ...presentNarrowed(input, query, context),
    opens: [...(input.parts.rows?.values() ?? [])].some((row) => row.open),
    ...(input.parts.questions ? { questions: input.parts.questions } : {}),
    ...(input.parts.announcements ? { announcements: input.parts.announcements } : {}),
    ...(input.parts.help ? { help: input.parts.help } : {}),
    ...(isFiltered || show === 'mine' ? { clearHref: query(UNFILTERED) } : {}),
    activeFilters: request.filters.size,
    summary: presentSummary(request, result, context),
    pages: presentPages(request.page, request.size, result.total, (page) => query({ page })),
    ...(result.records.length === 0 ? { empty: nothing ?? presentEmpty(input, context, isFiltered, query) } : {}),
  };
}

/** Whose tickets the list shows; undefined where all that can be seen is the viewer's own, and in other modules. */
function whose({ plan, request }: ListInput): 'mine' | 'all' | undefined {
  if (plan.module.name !== TICKET_MODULE || !plan.hasCompany) return undefined;
  return request.isOwnOnly ? 'mine' : 'all';
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
  const kind = kindOfField(column);
  const isSeekable = input.plan.seekable.includes(column);
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
    ...(kind.isSortable && isSeekable
      ? {
          sortHref: query({ page: 1, sort: { field: column.name, isDescending } }),
          ariaSort: isSorted ? (request.sort?.isDescending ? 'descending' : 'ascending') : 'none',
          sortLabel: context.t('tickets:list.sortBy', { label }),
        }
      : {}),
    ...(kind.search === 'none' || !isSeekable
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
  return input.plan.seekable
    .filter((column) => kindOfField(column).isSortable)
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
  const { t } = context;
  const chip = (name: string, value: string, text: string, href: string) => {
    return { name, value, text, href, label: t('tickets:list.removeFilter', { filter: text }) };
  };
  const columns = [...input.request.filters].map(([name, needle]) => {
    const field = input.plan.module.fields.get(name);
    const label = field ? context.labels.label(field.module, field.label, context.language) : name;
    const filters = new Map([...input.request.filters].filter(([other]) => other !== name));
    return chip(`f.${name}`, needle, `${label}: ${needle}`, query({ page: 1, filters }));
  });
  if (whose(input) !== 'mine') return columns;
  const text = `${t('tickets:list.whose.label')}: ${t('tickets:list.whose.mine')}`;
  return [...columns, chip('show', 'mine', text, query({ page: 1, isOwnOnly: false }))];
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
        { href: query(UNFILTERED), text: t('tickets:list.noResult.clear') },
        { href: context.path(`/search?q=${encodeURIComponent(needle)}`), text: t('search:everywhere') },
      ],
    };
  }
  const create = { href: context.path(`/${input.plan.module.name}/new`), text: t('tickets:list.create') };
  const everybody = { href: query({ page: 1, isOwnOnly: false }), text: t('tickets:list.whose.showAll') };
  return {
    icon: 'inbox',
    title: t('tickets:list.none.title'),
    text: t(input.mayCreate ? 'tickets:list.none.textCreate' : 'tickets:list.none.text', { module: input.title }),
    actions: [...(input.mayCreate ? [create] : []), ...(whose(input) === 'mine' ? [everybody] : [])],
  };
}

function sortText(field: string, isDescending: boolean): string {
  return `${isDescending ? '-' : ''}${field}`;
}

function option(value: string, text: string, isSelected: boolean): OptionView {
  return { value, text, isSelected };
}
