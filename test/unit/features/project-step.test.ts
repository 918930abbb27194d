import assert from 'node:assert/strict';
import { orderSteps, readMilestone, readTask } from '../../../src/features/projects/project-step.js';
import type { HostRecord } from '../../../src/host/host-adapter.js';

const TODAY = '2026-11-24';

function record(id: number, values: Record<string, string | null>): HostRecord {
  return { id, module: 'ProjectTask', ownerId: 1, values };
}

const task = (startdate: string | null, enddate: string | null, projecttaskprogress: string | null, id = 1) =>
  readTask(record(id, { startdate, enddate, projecttaskprogress }), TODAY);
const milestone = (projectmilestonedate: string | null, id = 1) =>
  readMilestone(record(id, { projectmilestonedate }), TODAY);

describe('Steps of a project', () => {
  it('should say how a task stands', () => {
    assert.equal(task('2026-11-01', '2026-11-23', '90%').state, 'late');
    assert.equal(task('2026-11-01', '2026-11-24', '90%').state, 'running', 'the last day counts');
    assert.equal(task('2026-11-01', '2026-11-10', '100%').state, 'done');
    assert.equal(task('2026-11-25', '2026-12-10', '--none--').state, 'planned');
    assert.equal(task('2026-11-25', '2026-12-10', '10%').state, 'running', 'begun before its day');
    assert.equal(task(null, null, '100%').state, 'done');
  });

  it('should call nothing late of which nobody says that it is unfinished', () => {
    for (const progress of [null, '', '--none--', '%', 'tanto', '140%', '-5%'])
      assert.equal(task('2026-11-01', '2026-11-10', progress).state, 'past', String(progress));
    assert.equal(task(null, null, null).state, undefined);
  });

  it('should say how a milestone stands', () => {
    const states = ['2026-11-23', TODAY, '2026-11-25', 'domani', '0000-00-00', null].map((day) => milestone(day).state);
    assert.deepEqual(states, ['past', 'today', 'coming', undefined, undefined, undefined]);
  });

  it('should order by days, milestones behind what ends then, the undated last', () => {
    const steps = [
      milestone(null, 6),
      milestone('2026-12-01', 5),
      task('2026-12-01', '2026-12-09', '0%', 4),
      task(null, '2026-11-02', null, 3),
      milestone('2026-11-30', 2),
      task('2026-11-01', null, null, 1),
    ];
    assert.deepEqual(
      orderSteps(steps).map((step) => step.record.id),
      [1, 3, 2, 4, 5, 6],
    );
  });
});
