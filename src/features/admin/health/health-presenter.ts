import type { Check, CheckGroup, CheckState } from '../../../core/check.js';
import { formatBytes } from '../../../core/file-size.js';
import type { Translate } from '../../../core/i18n.js';

/** `pages/admin/health`: every part of the portal in plain words. */
export interface HealthPageView {
  readonly title: string;
  /** The worst state there is, in words. */
  readonly summary: { readonly kind: CheckState; readonly text: string };
  readonly groups: readonly { readonly title: string; readonly checks: readonly CheckView[] }[];
}

/** One part: how it is and, unless all is well, what to do. */
export interface CheckView {
  readonly state: CheckState;
  readonly icon: string;
  readonly stateText: string;
  readonly title: string;
  readonly text: string;
  readonly remedy?: string;
  readonly lines: readonly string[];
  readonly linesTitle?: string;
}

const icons: Readonly<Record<CheckState, string>> = { ok: 'circle-check', warn: 'alert-triangle', bad: 'circle-x' };
/** Outcomes any check may have share their words. */
const SHARED: ReadonlySet<string> = new Set(['tooLate', 'notMade', 'waits']);

/** Puts the checks into words. */
export function presentHealth(groups: readonly CheckGroup[], language: string, t: Translate): HealthPageView {
  const all = groups.flatMap(({ checks }) => checks);
  return {
    title: t('admin-health:title'),
    summary: summarize(all, t),
    groups: groups.map(({ key, checks }) => ({
      title: t(`admin-health:groups.${key}`),
      checks: checks.map((check) => presentCheck(check, language, t)),
    })),
  };
}

/** One check in words. */
export function presentCheck(check: Check, language: string, t: Translate): CheckView {
  const { state, lines } = check;
  const words = wordsOf(check);
  const facts = factsOf(check.facts, language);
  return {
    state,
    icon: icons[state],
    stateText: t(`admin-health:states.${state}`),
    title: t(`admin-health:${check.key}.title`),
    text: t(words, facts),
    ...(state === 'ok' ? {} : { remedy: t(`${words}Do`, facts) }),
    lines,
    ...(lines.length > 0 ? { linesTitle: t('admin-health:lines', { count: lines.length }) } : {}),
  };
}

/** How many parts are how, the worst first. */
function summarize(checks: readonly Check[], t: Translate): HealthPageView['summary'] {
  const count = (state: CheckState): number => checks.filter((check) => check.state === state).length;
  if (count('bad') > 0) return { kind: 'bad', text: t('admin-health:summary.bad', { count: count('bad') }) };
  if (count('warn') > 0) return { kind: 'warn', text: t('admin-health:summary.warn', { count: count('warn') }) };
  return { kind: 'ok', text: t('admin-health:summary.ok') };
}

function wordsOf({ key, outcome }: Check): string {
  return SHARED.has(outcome) ? `admin-health:common.${outcome}` : `admin-health:${key}.${outcome}`;
}

function factsOf(facts: Check['facts'], language: string): Check['facts'] {
  return typeof facts.free === 'number' ? { ...facts, free: formatBytes(facts.free, language) } : facts;
}
