import type { Translate } from '../../../core/i18n.js';
import type { ControlView } from '../../../core/view-types.js';
import type { RelationTrace } from '../../../host/host-adapter.js';
import type { Labels, ModuleSchema } from '../../../host/metadata/types.js';
import type { ExplainedAction, ExplainedField, ExplainedRule, Explanation, Outcome } from './explanation.js';
import { relationText } from './relation-text.js';

/** What the words are made with. */
export interface ExplainWords {
  readonly t: Translate;
  readonly language: string;
  readonly labels: Labels;
}

/** A rule or action in words. */
export interface ExplainedLineView {
  readonly outcome: Outcome;
  readonly icon: string;
  readonly title: string;
  readonly data: string;
}

/** Where a field shows, in words. */
export interface ExplainedFieldView {
  readonly label: string;
  readonly isShown: boolean;
  readonly page: string;
  readonly list: string;
  readonly form: string;
}

/** `partials/admin/explanation`: the answer first, then each rule. */
export interface ExplanationView {
  readonly isVisible: boolean;
  readonly answer: string;
  readonly because: string;
  readonly rules: readonly ExplainedLineView[];
  readonly actions: readonly ExplainedLineView[];
  readonly fields: readonly ExplainedFieldView[];
}

/** `partials/admin/explain`: the question as a form, and its answer once it was asked. */
export interface ExplainFormView {
  /** Where the form leads (GET). */
  readonly action: string;
  readonly controls: readonly ControlView[];
  /** Whether the fields are asked for too. */
  readonly fieldsChecked: boolean;
  readonly fault: string | undefined;
  readonly explanation: ExplanationView | undefined;
}

const ICONS: Readonly<Record<Outcome, string>> = { yes: 'circle-check', no: 'circle-x', aside: 'circle-minus' };

/** An explanation in the reader's language. */
export function presentExplanation(explanation: Explanation, words: ExplainWords): ExplanationView {
  const { t } = words;
  const rules = explanation.rules.map((rule) => presentRule(rule, explanation, words));
  const against = rules.find(({ outcome }) => outcome === 'no');
  const decisive = explanation.isVisible ? rules.findLast(({ outcome }) => outcome === 'yes') : against;
  const record = recordText(explanation);
  return {
    isVisible: explanation.isVisible,
    answer: explanation.isVisible
      ? t('admin-explain:answer.yes', { record })
      : t('admin-explain:answer.no', { record }),
    because: decisive ? `${decisive.title}.` : '',
    rules,
    actions: explanation.actions.map((action) => presentAction(action, words)),
    fields: (explanation.fields ?? []).map((field) => presentField(field, explanation.schema, words)),
  };
}

/** The same as lines of plain text, for the command line. */
export function explanationLines(explanation: Explanation, words: ExplainWords): readonly string[] {
  const { t } = words;
  const { answer, because, rules, actions, fields } = presentExplanation(explanation, words);
  const signs: Readonly<Record<Outcome, string>> = { yes: '✓', no: '✗', aside: '–' };
  const line = ({ outcome, title, data }: ExplainedLineView): string =>
    `${signs[outcome]} ${title}${data === '' ? '' : `  (${data})`}`;
  const columns = (['field', 'page', 'list', 'form'] as const).map((column) => t(`admin-explain:columns.${column}`));
  return [
    `${answer} ${because}`.trim(),
    ...rules.map(line),
    ...(actions.length > 0 ? ['', ...actions.map(line)] : []),
    ...(fields.length > 0 ? ['', columns.join(' | ')] : []),
    ...fields.map(({ label, page, list, form }) => [label, page, list, form].join(' | ')),
  ];
}

function presentRule(rule: ExplainedRule, explanation: Explanation, words: ExplainWords): ExplainedLineView {
  const [title, data] = ruleWords(rule, explanation, words);
  return { outcome: rule.outcome, icon: ICONS[rule.outcome], title, data };
}

function ruleWords(rule: ExplainedRule, explanation: Explanation, words: ExplainWords): readonly [string, string] {
  const { t } = words;
  const record = recordText(explanation);
  const module = moduleText(explanation.module, explanation.schema, words);
  const text = (name: string): string => t(`admin-explain:rules.${name}`);
  switch (rule.rule) {
    case 'access':
      return [text(`access.${rule.reason}`), accessText(rule, explanation, t)];
    case 'profile':
      return [text('profile'), t('admin-explain:data.profile', { name: rule.name, version: rule.version })];
    case 'module':
      return [text(`module.${rule.reason}`), t('admin-explain:data.module', { profile: rule.profile, module })];
    case 'record':
      return [
        text(`record.${rule.reason}`),
        rule.reason === 'missing'
          ? t('admin-explain:data.missing', { asked: explanation.record.asked, module })
          : record,
      ];
    case 'otherModule':
      return [text('otherModule'), `${record} · ${words.labels.label(rule.module, rule.module, words.language)}`];
    case 'flag':
      return [text(`flag.${rule.flag}.${rule.outcome}`), flagText(rule, explanation, words)];
    case 'own':
    case 'company':
      return [
        text(`${rule.rule}.${rule.outcome === 'yes' ? 'yes' : 'no'}`),
        describe(rule.relation, explanation, words),
      ];
    case 'participant':
      return [text('participant'), describe(rule.relation, explanation, words)];
    case 'scope':
      return [text(`scope.${rule.scope}`), t('admin-explain:data.scope', { module })];
    default:
      return [text(rule.rule), ''];
  }
}

function describe(relation: RelationTrace | undefined, { contact, schema }: Explanation, words: ExplainWords): string {
  const label = relation?.field === undefined ? undefined : schema?.fields.get(relation.field)?.label;
  const field = label === undefined || !schema ? undefined : words.labels.label(schema.name, label, words.language);
  return relation ? relationText(relation, contact, field) : '';
}

function accessText(
  { today, graceDays }: Extract<ExplainedRule, { rule: 'access' }>,
  { contact }: Explanation,
  t: Translate,
): string {
  const { supportStart: from, supportEnd: to } = contact;
  if (to === undefined) return t('admin-explain:data.noEnd', { today: dayText(today) });
  const days = { to: dayText(to), today: dayText(today) };
  const grace = graceDays > 0 ? ` ${t('admin-explain:data.grace', { days: graceDays })}` : '';
  const window = from
    ? t('admin-explain:data.window', { ...days, from: dayText(from) })
    : t('admin-explain:data.until', days);
  return window + grace;
}

function flagText(
  { flag, value }: Extract<ExplainedRule, { rule: 'flag' }>,
  { schema }: Explanation,
  words: ExplainWords,
): string {
  const field = schema?.fields.get(
    { published: 'faqstatus', inPortal: 'active_portal', notPrivate: 'visibility' }[flag],
  );
  if (!field || !schema) return value ?? '';
  const shown = value === null ? '–' : words.labels.value(field, value, words.language);
  return `${words.labels.label(schema.name, field.label, words.language)}: ${shown}`;
}

function presentAction(action: ExplainedAction, { t }: ExplainWords): ExplainedLineView {
  const reason = typeof action.reason === 'string' ? action.reason : reasonCode(action.reason);
  const isAllowed = reason === 'allowed';
  const outcome = isAllowed ? 'yes' : 'aside';
  const what = t(`admin-explain:actions.${action.action}`);
  const title = isAllowed ? t('admin-explain:may', { what }) : t('admin-explain:mayNot', { what });
  const kind = action.kind === 'quote' ? `quote.${reason}` : reason;
  return { outcome, icon: ICONS[outcome], title, data: isAllowed ? '' : t(`admin-explain:reasons.${kind}`) };
}

/** A permission asked for in passing says why it is missing, whatever step needed it. */
function reasonCode(reason: Extract<ExplainedAction, { kind: 'ticket' }>['reason']): string {
  return reason.code === 'permission' ? reason.reason : reason.code;
}

function presentField(
  field: ExplainedField,
  schema: ModuleSchema | undefined,
  words: ExplainWords,
): ExplainedFieldView {
  const { t, labels, language } = words;
  const isShown = field.page === 'shown';
  return {
    label: labels.label(schema?.name ?? '', field.label, language),
    isShown,
    page: t(`admin-explain:field.${field.page}`),
    list: field.isListed ? t('admin-explain:field.shown') : '–',
    form: t(`admin-explain:field.${field.form}`),
  };
}

function recordText({ record }: Explanation): string {
  if (record.name === undefined) return record.asked;
  return /^\d+$/.test(record.asked) ? `«${record.name}»` : `${record.asked} «${record.name}»`;
}

function moduleText(name: string, schema: ModuleSchema | undefined, { labels, language }: ExplainWords): string {
  return schema ? labels.label(schema.name, schema.label, language) : name;
}

function dayText(day: string): string {
  return day.split('-').reverse().join('-');
}
