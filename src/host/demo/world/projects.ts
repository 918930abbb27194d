import { projectMilestoneModule } from '../modules/project-milestone.js';
import { projectPlanModule } from '../modules/project-plan.js';
import { projectTaskModule } from '../modules/project-task.js';
import { dayBefore } from './dates.js';
import type { DemoWorld } from './demo-world.js';
import type { DemoPeople } from './people.js';
import { lauraAuthor, staffIds } from './staff.js';
import type { DemoTickets } from './tickets.js';

const history = { created: '2023-07-10 09:00:00', owner: staffIds.laura, author: lauraAuthor };

/** Adds a project of each company with tasks and milestones; TT7 belongs to the first company's. */
export function addProjects(world: DemoWorld, now: string, people: DemoPeople, tickets: DemoTickets): void {
  const project = (projectname: string, linktoaccountscontacts: number, progress: string) =>
    world.addRecord(
      projectPlanModule,
      {
        projectname,
        linktoaccountscontacts,
        progress,
        projectstatus: 'in progress',
        projecttype: 'operative',
        startdate: dayBefore(now, 60),
        targetenddate: dayBefore(now, -60),
        projectpriority: 'normal',
      },
      history,
    );
  const task = (projecttaskname: string, projectid: number, projecttaskprogress: string, days: number) =>
    world.addRecord(
      projectTaskModule,
      {
        projecttaskname,
        projectid,
        projecttaskprogress,
        projecttaskpriority: 'normal',
        projecttasktype: 'operative',
        startdate: dayBefore(now, days),
        enddate: dayBefore(now, days - 10),
      },
      history,
    );
  const milestone = (projectmilestonename: string, projectid: number, projectmilestonedate: string) =>
    world.addRecord(
      projectMilestoneModule,
      { projectmilestonename, projectid, projectmilestonedate, projectmilestype: 'operative' },
      history,
    );
  const line = project('Ammodernamento linea 2', people.bottega, '40%');
  task('Rilievo delle misure', line, '100%', 50);
  task('Sostituzione dei rulli', line, '40%', 10);
  task('Collaudo con il cliente', line, '10%', -30);
  milestone('Consegna dei materiali', line, dayBefore(now, -14));
  milestone('Collaudo', line, dayBefore(now, -45));
  const booth = project('Nuovo reparto verniciatura', people.torri, '20%');
  task('Progetto esecutivo', booth, '20%', 5);
  milestone('Consegna trasportatore', booth, dayBefore(now, -35));
  world.add('vte_crmentityrel', {
    crmid: line,
    module: 'ProjectPlan',
    relcrmid: tickets.get('TT7') ?? 0,
    relmodule: 'HelpDesk',
  });
}
