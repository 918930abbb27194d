import type { EmptyView } from '../../core/record-view-types.js';
import type { HostRecord } from '../../host/host-adapter.js';
import { presentField } from '../../host/metadata/present-field.js';
import type { FieldSchema } from '../../host/metadata/types.js';
import { moduleIcon, moduleTitle } from '../module-look.js';
import { fieldContext, type PresenterContext } from '../present-context.js';
import { plainText } from '../records/plain-text.js';
import type { SearchGroup } from './search-service.js';
import type { SearchGroupView, SearchHitView, SearchPageView } from './search-views.js';
import { excerpt, hasHit, splitHits } from './text-parts.js';

/** From here on a count says «more than 10 000». */
const COUNT_LIMIT = 10_000;

/** Turns what was found into the page; `groups` undefined: the text was too short to be looked for. */
export function presentSearch(
  needle: string,
  groups: readonly SearchGroup[] | undefined,
  mayOpenTicket: boolean,
  context: PresenterContext,
): SearchPageView {
  const { t } = context;
  const base = { total: '', groups: [] };
  if (!groups) {
    const text = t(needle === '' ? 'search:start.text' : 'search:start.tooShort');
    return {
      ...base,
      title: t('search:everywhere'),
      empty: { icon: 'search', title: t('search:start.title'), text, actions: [] },
    };
  }
  const title = t('search:title', { needle });
  if (groups.length === 0) return { ...base, title, empty: presentNothing(mayOpenTicket, context) };
  const total = groups.reduce((sum, { result }) => sum + Math.min(result.total, COUNT_LIMIT), 0);
  const isMore = groups.some(({ result }) => result.total > COUNT_LIMIT);
  const results = t(isMore ? 'search:moreResults' : 'search:results', { count: total, total: format(total, context) });
  const modules = t('search:modules', { count: groups.length, total: format(groups.length, context) });
  return {
    title,
    summary: t('search:summary', { results, modules }),
    total: format(total, context) + (isMore ? '+' : ''),
    groups: groups.map((group, index) => presentGroup(group, index, needle, context)),
  };
}

function presentNothing(mayOpenTicket: boolean, context: PresenterContext): EmptyView {
  const { t } = context;
  const open = { href: context.path('/HelpDesk/new'), text: t('search:nothing.open') };
  return {
    icon: 'search-off',
    title: t('search:nothing.title'),
    text: t('search:nothing.text'),
    actions: [mayOpenTicket ? open : { href: context.path('/'), text: t('common:error.home') }],
  };
}

function presentGroup(group: SearchGroup, index: number, needle: string, context: PresenterContext): SearchGroupView {
  const { module, rule, result } = group;
  const isMore = result.total > COUNT_LIMIT;
  const count = format(Math.min(result.total, COUNT_LIMIT), context) + (isMore ? '+' : '');
  const title = moduleTitle(module, rule, context);
  return {
    id: `found-${index + 1}`,
    title,
    icon: moduleIcon(module, rule),
    count,
    listHref: context.path(`/${module.name}?q=${encodeURIComponent(needle)}`),
    items: result.records.map((record) => presentHit(record, group, needle, context)),
    ...(result.total > result.records.length ? { more: context.t('search:all', { total: count, module: title }) } : {}),
  };
}

function presentHit(record: HostRecord, group: SearchGroup, needle: string, context: PresenterContext): SearchHitView {
  const { module, fields, result } = group;
  const facts = fieldContext(context, result, record.values);
  const shown = fields.map((field) => {
    const value = presentField(field, record.values[field.name] ?? null, facts);
    return { field, value, text: plainText(value) };
  });
  const isTitle = (field: FieldSchema): boolean => module.entityFields.includes(field.name);
  const titles = module.entityFields.flatMap((name) => shown.find(({ field }) => field.name === name)?.text || []);
  const number = shown.find(({ field }) => field.name === module.numberField)?.text ?? '';
  const title = titles.join(' ') || number || context.t('tickets:record.unnamed');
  const status = shown.find(({ value }) => value.kind === 'status')?.value;
  const others = shown.filter(
    ({ field, value, text }) => text !== '' && !isTitle(field) && field.name !== module.numberField && value !== status,
  );
  const isFound = [...titles, number].some((text) => hasHit(text, needle));
  const detail = (isFound ? undefined : others.find(({ text }) => hasHit(text, needle))) ?? others[0];
  return {
    href: context.path(`/${module.name}/${record.id}`),
    title: splitHits(title, needle),
    ...(status ? { status } : {}),
    number: splitHits(number === title ? '' : number, needle),
    ...(detail
      ? {
          detail: {
            label: context.labels.label(detail.field.module, detail.field.label, context.language),
            parts: splitHits(excerpt(detail.text, needle), needle),
          },
        }
      : {}),
  };
}

function format(count: number, context: PresenterContext): string {
  return new Intl.NumberFormat(context.language).format(count);
}
