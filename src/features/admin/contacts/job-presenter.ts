import type { FieldFault } from '../../../core/errors.js';
import { parseId } from '../../../core/text.js';
import { faultSentence } from '../../fault-sentence.js';
import { faultSummary, labelledControl } from '../../form-parts.js';
import { presentPages } from '../../records/pagination.js';
import type { AdminTexts } from '../admin-page.js';
import { nameOf } from './access-change.js';
import type { ImportPageView, JobPageView } from './contact-views.js';
import { MOST_ROWS } from './import-rows.js';
import { type JobLine, type JobReport, LINES_A_PAGE } from './job-report.js';

/** In the order they are told. */
const FACTS = [
  'enabled',
  'mailed',
  'mailedLater',
  'disabled',
  'datesChanged',
  'profileAssigned',
  'sessionsRevoked',
  'unchanged',
  'refused',
] as const;

/** The form of an import, with what was pasted. */
export function presentImport(text: string, faults: readonly FieldFault[], { t, path }: AdminTexts): ImportPageView {
  return {
    back: { href: path('/admin/contacts'), text: t('admin-contacts:list.title') },
    action: path('/admin/contacts/import'),
    exportHref: path('/admin/contacts.csv'),
    ...faultSummary(faults, t),
    text: {
      ...labelledControl('textarea', 'text', t('admin-contacts:import.text'), { value: text, faults, t }),
      hint: t('admin-contacts:import.hint', { max: MOST_ROWS }),
      rows: 8,
    },
    accept: '.csv,.txt,text/csv',
  };
}

/** A plan to be confirmed, a change under way, or what came of it. */
export function presentJob({ job, counts, lines, total }: JobReport, page: number, words: AdminTexts): JobPageView {
  const { t, path } = words;
  const href = `/admin/contacts/jobs/${job.id}`;
  const all = job.steps.length;
  const refused = job.failures.length;
  const isPlan = job.state === 'planned';
  const told = isPlan ? FACTS.filter((name) => (counts.get(name) ?? 0) > 0) : [];
  return {
    back: { href: path('/admin/contacts'), text: t('admin-contacts:list.title') },
    title: isPlan
      ? t('admin-contacts:job.ask', { what: t(`admin-contacts:bulk.${job.kind}`) })
      : t(`admin-contacts:job.${job.state}`),
    lead: isPlan
      ? t('admin-contacts:job.planned')
      : t('admin-contacts:job.result', { n: job.done - countDone(job.failures) }),
    isRunning: job.state === 'running',
    ...(job.state === 'running'
      ? { progress: { value: job.done, max: all, text: t('admin-contacts:job.progress', { done: job.done, all }) } }
      : {}),
    facts: isPlan
      ? told.map((name) => ({
          text: factText(name, counts.get(name) ?? 0, words),
          isBad: name === 'refused',
        }))
      : refused > 0
        ? [{ text: factText('refused', refused, words), isBad: true }]
        : [],
    ...(isPlan && all > 0
      ? {
          confirm: {
            action: path(href),
            text: t(`admin-contacts:bulk.${job.kind}`),
            isDangerous: job.kind === 'disable',
            cancelHref: path('/admin/contacts'),
          },
        }
      : {}),
    lines: lines.map((line) => presentLine(line, words)),
    hasRows: lines.some(({ row }) => row !== undefined),
    summary: t('admin-contacts:job.lines', { n: total }),
    ...(total > LINES_A_PAGE
      ? { pages: presentPages(page, LINES_A_PAGE, total, (number) => path(`${href}?page=${number}`)) }
      : {}),
  };
}

function factText(name: (typeof FACTS)[number], n: number, { t }: AdminTexts): string {
  return t('admin-contacts:job.fact', { what: t(`admin-contacts:effect.${name}`), n });
}

/** A page of a job's lines; anything else is the first. */
export function jobPage(text: string | undefined): number {
  return parseId(text ?? '1') ?? 1;
}

/** Refused rows that were no steps are not among those done. */
function countDone(failures: JobReport['job']['failures']): number {
  return failures.filter(({ text }) => text === undefined).length;
}

function presentLine(
  { contact, row, text, effects, reasons }: JobLine,
  { t, path }: AdminTexts,
): JobPageView['lines'][number] {
  const isBad = reasons.length > 0;
  const told =
    effects.length > 0
      ? effects.map((effect) => t(`admin-contacts:effect.${effect}`))
      : [t('admin-contacts:effect.unchanged')];
  return {
    ...(row === undefined ? {} : { row: String(row) }),
    name: contact ? nameOf(contact) : (text ?? '–'),
    ...(contact ? { href: path(`/admin/contacts/${contact.id}`) } : {}),
    text: isBad ? reasons.map((reason) => faultSentence(reason, t)).join(' ') : told.join(' · '),
    isBad,
  };
}
