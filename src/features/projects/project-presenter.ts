import { formatDate, splitDate } from '../../core/date-text.js';
import type { DayView, ProjectView, ShareView, StepView } from '../../core/project-view-types.js';
import type { LinkView, StatusStyle } from '../../core/view-types.js';
import { readShare } from '../../host/metadata/field-kinds/progress-view.js';
import type { FieldSchema } from '../../host/metadata/types.js';
import type { PresenterContext } from '../present-context.js';
import { relatedText } from '../records/list-narrow.js';
import type { ShownRecord } from '../records/record-service.js';
import type { RelatedRecords } from '../records/related-lists.js';
import { orderSteps, type ProjectStep, readMilestone, readTask, STEP_FIELDS, type StepState } from './project-step.js';

/** The field that says how far a whole project is. */
export const PROGRESS = 'progress';

/** States after which a project is late no more. */
const ENDED: ReadonlySet<string> = new Set(['completed', 'delivered', 'archived']);

const LOOKS: Readonly<Record<StepState, { readonly style: StatusStyle; readonly icon: string }>> = {
  done: { style: 's-ok', icon: 'circle-check' },
  late: { style: 's-bad', icon: 'alert-triangle' },
  running: { style: 's-progress', icon: 'progress' },
  planned: { style: 's-closed', icon: 'circle-dot' },
  past: { style: 's-closed', icon: 'calendar-check' },
  today: { style: 's-wait', icon: 'calendar-due' },
  coming: { style: 's-open', icon: 'calendar-event' },
};

/** What a project's plan is made of; undefined lists: the viewer sees none. */
export interface ProjectInput {
  readonly shown: ShownRecord;
  readonly tasks: RelatedRecords | undefined;
  readonly milestones: RelatedRecords | undefined;
  /** The CRM's day. */
  readonly today: string;
}

/** A project's plan; undefined where there is nothing to say. */
export function presentProject(input: ProjectInput, context: PresenterContext): ProjectView | undefined {
  const { tasks, milestones, today } = input;
  const taskSteps = (tasks?.records ?? []).map((record) => readTask(record, today));
  const milestoneSteps = (milestones?.records ?? []).map((record) => readMilestone(record, today));
  const overall = presentOverall(input, taskSteps, context);
  if (!overall && taskSteps.length + milestoneSteps.length === 0) return undefined;
  return {
    title: context.t('projects:title'),
    ...(overall ? { overall } : {}),
    facts: presentFacts(input, taskSteps, context),
    steps: orderSteps([...taskSteps, ...milestoneSteps]).map((step) => presentStep(step, input, context)),
    more: [tasks, milestones].flatMap((list) => presentMore(list, context)),
  };
}

/** As the CRM says it; where it does not, the mean of the tasks that do. */
function presentOverall(
  { shown, tasks }: ProjectInput,
  steps: readonly ProjectStep[],
  context: PresenterContext,
): ShareView | undefined {
  const own = shownField(shown, PROGRESS) && readShare(shown.record.values[PROGRESS]);
  if (own !== undefined) return { percent: own, text: percent(own, context), label: context.t('projects:overall') };
  const shares = steps.flatMap(({ share }) => share ?? []);
  // A part of the tasks would tell something else than all of them.
  if (shares.length === 0 || tasks?.hasMore) return undefined;
  const mean = Math.round(shares.reduce((sum, share) => sum + share, 0) / shares.length);
  return { percent: mean, text: percent(mean, context), label: context.t('projects:mean') };
}

function presentFacts(
  { shown, tasks, today }: ProjectInput,
  steps: readonly ProjectStep[],
  { t }: PresenterContext,
): ProjectView['facts'] {
  const end = shownField(shown, 'targetenddate') && splitDate(shown.record.values.targetenddate ?? '')?.date;
  const isOver = end !== undefined && end < today && !isEnded(shown);
  const late = steps.filter(({ state }) => state === 'late').length;
  const done = steps.filter(({ state }) => state === 'done').length;
  const knows = steps.some(({ share }) => share !== undefined) && !tasks?.hasMore;
  return [
    ...(end
      ? [{ text: t(isOver ? 'projects:endPassed' : 'projects:end', { date: formatDate(end) }), isLate: isOver }]
      : []),
    ...(knows ? [{ text: t('projects:done', { done, count: steps.length }), isLate: false }] : []),
    ...(late > 0 ? [{ text: t('projects:late', { count: late }), isLate: true }] : []),
  ];
}

function isEnded(shown: ShownRecord): boolean {
  const { actualenddate, projectstatus } = shown.record.values;
  return splitDate(actualenddate ?? '') !== undefined || ENDED.has(projectstatus ?? '');
}

function presentStep(step: ProjectStep, input: ProjectInput, context: PresenterContext): StepView {
  const { record, isMilestone, from, to, share, state } = step;
  const { t, labels, language, path } = context;
  const [name, number] = STEP_FIELDS[isMilestone ? 'ProjectMilestone' : 'ProjectTask'];
  const columns = (isMilestone ? input.milestones : input.tasks)?.columns ?? [];
  const textOf = (field: string): string =>
    columns.some((column) => column.name === field) ? (record.values[field]?.trim() ?? '') : '';
  return {
    kind: labels.label(record.module, `SINGLE_${record.module}`, language),
    icon: isMilestone ? 'flag' : 'checklist',
    title: textOf(name) || textOf(number) || t('tickets:record.unnamed'),
    href: path(`/${record.module}/${record.id}`),
    ...(from ? { from: presentDay(from) } : {}),
    ...(to && to !== from ? { to: presentDay(to) } : {}),
    ...(state ? { state: { ...LOOKS[state], text: t(`projects:state.${state}`) } } : {}),
    ...(share === undefined
      ? {}
      : { progress: { percent: share, text: percent(share, context), label: t('projects:progress') } }),
  };
}

function presentMore(list: RelatedRecords | undefined, { t, labels, language, path }: PresenterContext): LinkView[] {
  if (!list?.hasMore) return [];
  const text = t('projects:all', { module: labels.label(list.module.name, list.module.label, language) });
  return [{ href: path(`/${list.module.name}?related=${relatedText(list.key)}`), text }];
}

function shownField(shown: ShownRecord, name: string): FieldSchema | undefined {
  return shown.fields.find((field) => field.name === name);
}

function presentDay(day: string): DayView {
  return { text: formatDate(day), iso: day };
}

function percent(share: number, { language }: PresenterContext): string {
  return new Intl.NumberFormat(language, { style: 'percent' }).format(share / 100);
}
