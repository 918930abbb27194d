import type { ChipView } from '../../core/card-view-types.js';
import type { NarrowedView, PanelGroupView, PanelItemView } from '../../core/panel-view-types.js';
import type { EmptyView } from '../../core/record-view-types.js';
import type { LinkView } from '../../core/view-types.js';
import { presentField } from '../../host/metadata/present-field.js';
import type { FieldSchema, Metadata } from '../../host/metadata/types.js';
import { fieldContext, type PresenterContext } from '../present-context.js';
import { type ListNarrow, type ListPart, narrowPairs, relatedText } from './list-narrow.js';
import type { RecordHead } from './list-narrowing.js';
import type { ListRequest } from './list-request.js';
import type { ValueGroup } from './narrowed-lists.js';
import { plainText } from './plain-text.js';
import type { ListPlan } from './record-service.js';

interface NarrowedInput {
  readonly plan: ListPlan;
  readonly request: ListRequest;
  readonly groups: readonly ValueGroup[];
  readonly metadata: Metadata;
}

/** The list's address with some of its parts changed. */
type ListAddress = (changes: Partial<ListRequest>) => string;

const PARTS: readonly ListPart[] = ['upcoming', 'past', 'all'];

/** The choices beside a list, the record it belongs to, and what its form carries along. */
export function presentNarrowed(input: NarrowedInput, address: ListAddress, context: PresenterContext): NarrowedView {
  const { plan, request } = input;
  const { parent, part } = plan.narrowing ?? {};
  const groups = [
    ...(part ? [presentParts(input, part, address, context)] : []),
    ...input.groups.flatMap((group) => presentGroup(group, input, address, context)),
  ];
  const chosen = groups.flatMap(({ items }) => items.slice(part ? 0 : 1).filter((item) => item.isCurrent));
  const panel = {
    label: context.t('records:panel.label'),
    groups,
    ...(chosen.length > 0 ? { chosen: chosen.map(({ text }) => text).join(' · ') } : {}),
  };
  return {
    ...(groups.length > 0 ? { panel } : {}),
    ...(parent ? { parent: presentParent(parent, context) } : {}),
    hidden: narrowPairs(request.narrow).map(([name, value]) => ({ name, value })),
  };
}

/** «Collegati a: QUO5», with the way back to the whole list. */
export function presentRelatedChip(
  { plan, request }: Pick<NarrowedInput, 'plan' | 'request'>,
  address: ListAddress,
  context: PresenterContext,
): readonly ChipView[] {
  const { parent } = plan.narrowing ?? {};
  const { related } = request.narrow;
  if (!parent || !related) return [];
  const text = context.t('related:chip', { name: shortName(parent, context) });
  return [
    {
      name: 'related',
      value: relatedText(related),
      text,
      href: address({ page: 1, narrow: { ...request.narrow, related: undefined } }),
      label: context.t('tickets:list.removeFilter', { filter: text }),
    },
  ];
}

/** Says that nothing is to come, and leads to what is over; undefined where the list shows something else. */
export function presentNothingAhead(
  { plan, request }: Pick<NarrowedInput, 'plan' | 'request'>,
  address: ListAddress,
  { t }: PresenterContext,
): EmptyView | undefined {
  if (plan.narrowing?.part !== 'upcoming') return undefined;
  const past = address({ page: 1, sort: undefined, narrow: { ...request.narrow, part: 'past' } });
  return {
    icon: 'calendar-event',
    title: t('records:panel.nothingAhead.title'),
    text: t('records:panel.nothingAhead.text'),
    actions: [{ href: past, text: t('records:panel.nothingAhead.past') }],
  };
}

function shortName({ number, name }: RecordHead, context: PresenterContext): string {
  return number || name || context.t('tickets:record.unnamed');
}

function presentParent(parent: RecordHead, context: PresenterContext): LinkView {
  const name = [parent.number, parent.name].filter(Boolean).join(' · ') || context.t('tickets:record.unnamed');
  return { href: context.path(`/${parent.module.name}/${parent.id}`), text: name };
}

function presentParts(
  { plan, request }: NarrowedInput,
  current: ListPart,
  address: ListAddress,
  { t }: PresenterContext,
): PanelGroupView {
  // Another part has an order of its own, unless one was asked for.
  const isDefault = sortText(request) === plan.defaults.sort;
  const items = PARTS.map(
    (part): PanelItemView => ({
      text: t(`records:panel.part.${part}`),
      href: address({
        page: 1,
        narrow: { ...request.narrow, part },
        ...(isDefault ? { sort: undefined } : {}),
      }),
      isCurrent: part === current,
    }),
  );
  return { title: t('records:panel.when'), items };
}

function sortText({ sort }: ListRequest): string | undefined {
  return sort && `${sort.isDescending ? '-' : ''}${sort.field}`;
}

function presentGroup(
  group: ValueGroup,
  input: NarrowedInput,
  address: ListAddress,
  context: PresenterContext,
): PanelGroupView[] {
  const { field, counts } = group;
  const { narrow } = input.request;
  const current = narrow.within.get(field.name);
  const values = namedValues(group, input.metadata, context);
  if (values.length === 0) return [];
  const format = new Intl.NumberFormat(context.language);
  const item = (text: string, value: string | undefined, count: number): PanelItemView => ({
    text,
    href: address({ page: 1, narrow: { ...narrow, within: withValue(narrow, field, value) } }),
    count: format.format(count),
    isCurrent: current === value,
    ...(field.kind === 'folder' ? { icon: current === value ? 'folder-open' : 'folder' } : {}),
  });
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  return [
    {
      title: context.labels.label(field.module, field.label, context.language),
      items: [
        item(context.t('records:panel.all'), undefined, all),
        ...values.map(({ text, value, count }) => item(text, value, count)),
      ],
    },
  ];
}

interface NamedValue {
  readonly value: string;
  readonly text: string;
  readonly count: number;
}

/** Values that have a name, in the order of their list, else of their names: mere ids say nothing to a customer. */
function namedValues({ field, counts }: ValueGroup, metadata: Metadata, context: PresenterContext): NamedValue[] {
  const order = field.kind === 'picklist' ? metadata.picklist(field).map(({ value }) => value) : [];
  const place = ({ value }: NamedValue): number => (order.includes(value) ? order.indexOf(value) : order.length);
  const references = new Map(
    counts.flatMap(({ value, name }) =>
      name ? [[Number(value), { id: Number(value), module: '', name }] as const] : [],
    ),
  );
  const facts = fieldContext(context, { references, owners: new Map() }, {});
  const named = counts.flatMap(({ value, count }): NamedValue[] => {
    const text = plainText(presentField(field, value, facts));
    return value === null || text === '' ? [] : [{ value, text, count }];
  });
  const collator = new Intl.Collator(context.language, { numeric: true });
  return named.sort((left, right) => place(left) - place(right) || collator.compare(left.text, right.text));
}

function withValue({ within }: ListNarrow, field: FieldSchema, value: string | undefined): ListNarrow['within'] {
  const next = new Map(within);
  next.delete(field.name);
  if (value !== undefined) next.set(field.name, value);
  return next;
}
