import { splitDate } from '../../core/date-text.js';
import type { HostRecord } from '../../host/host-adapter.js';
import { readShare } from '../../host/metadata/field-kinds/progress-view.js';

/** How a step stands on a day. */
export type StepState = 'done' | 'late' | 'running' | 'planned' | 'past' | 'today' | 'coming';

/** A task or a milestone, as far as its reader may know it; days are `YYYY-MM-DD`. */
export interface ProjectStep {
  readonly record: HostRecord;
  readonly isMilestone: boolean;
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** Share of a hundred; undefined: nobody says. */
  readonly share: number | undefined;
  readonly state: StepState | undefined;
}

/** The fields a step of each module is made of. */
export const STEP_FIELDS = {
  ProjectTask: ['projecttaskname', 'projecttask_no', 'startdate', 'enddate', 'projecttaskprogress'],
  ProjectMilestone: ['projectmilestonename', 'projectmilestone_no', 'projectmilestonedate'],
} as const;

/** Reads a task; late is only what is known to be unfinished, since many CRMs never fill in the progress. */
export function readTask(record: HostRecord, today: string): ProjectStep {
  const from = day(record, 'startdate');
  const to = day(record, 'enddate');
  const share = readShare(record.values.projecttaskprogress);
  return { record, isMilestone: false, from, to, share, state: taskState({ from, to, share }, today) };
}

/** Reads a milestone; the CRM only knows its day. */
export function readMilestone(record: HostRecord, today: string): ProjectStep {
  const to = day(record, 'projectmilestonedate');
  return {
    record,
    isMilestone: true,
    from: undefined,
    to,
    share: undefined,
    state: to === undefined ? undefined : milestoneState(to, today),
  };
}

/** In the order of their days; a milestone comes behind what ends on its day, and what has no day comes last. */
export function orderSteps(steps: readonly ProjectStep[]): readonly ProjectStep[] {
  const place = ({ from, to }: ProjectStep): string => from ?? to ?? '9999';
  return steps.toSorted(
    (left, right) =>
      place(left).localeCompare(place(right)) ||
      Number(left.isMilestone) - Number(right.isMilestone) ||
      left.record.id - right.record.id,
  );
}

function day(record: HostRecord, name: string): string | undefined {
  return splitDate(record.values[name] ?? '')?.date;
}

function taskState(
  { from, to, share }: Pick<ProjectStep, 'from' | 'to' | 'share'>,
  today: string,
): StepState | undefined {
  if (share === 100) return 'done';
  if (to !== undefined && to < today) return share === undefined ? 'past' : 'late';
  // What has a share of it done was begun, whatever day was planned.
  if (from !== undefined && from > today) return share ? 'running' : 'planned';
  return from === undefined && share === undefined ? undefined : 'running';
}

function milestoneState(to: string, today: string): StepState {
  if (to < today) return 'past';
  return to === today ? 'today' : 'coming';
}
