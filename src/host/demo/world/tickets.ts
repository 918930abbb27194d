import { helpDeskModule } from '../modules/help-desk.js';
import type { DemoCatalogue } from './catalogue.js';
import { statusChange } from './change-log.js';
import { dayBefore } from './dates.js';
import type { DemoWorld } from './demo-world.js';
import type { DemoPeople, DemoPerson } from './people.js';
import { adminAuthor, lauraAuthor, staffIds } from './staff.js';
import { type SampleStep, type SampleTicket, sampleTickets } from './ticket-samples.js';

/** Ids of the demo's tickets by number, `TT8` for example. */
export type DemoTickets = ReadonlyMap<string, number>;

const staff = { admin: adminAuthor, laura: lauraAuthor } as const;

/** Adds the twelve tickets with comments, status changes and the machine TT8 is about. */
export function addTickets(world: DemoWorld, now: string, people: DemoPeople, catalogue: DemoCatalogue): DemoTickets {
  const ids = new Map<string, number>();
  for (const sample of sampleTickets(dayBefore(now, 1))) {
    const number = `${helpDeskModule.numbering?.prefix}${world.nextNumber(helpDeskModule)}`;
    ids.set(number, addTicket(world, sample, people, catalogue));
  }
  const machine = { crmid: ids.get('TT8') ?? 0, module: 'HelpDesk', relcrmid: catalogue.lineTwo, relmodule: 'Assets' };
  world.add('vte_crmentityrel', machine);
  return ids;
}

function addTicket(world: DemoWorld, sample: SampleTicket, people: DemoPeople, catalogue: DemoCatalogue): number {
  const customer = people[sample.customer];
  const lastStep = sample.steps.at(-1);
  const last = lastStep?.at ?? sample.created;
  const status = sample.steps.findLast((step) => step.status !== undefined)?.status ?? 'Open';
  const id = world.addRecord(
    helpDeskModule,
    {
      ticket_title: sample.title,
      description: sample.description,
      ticketstatus: status,
      parent_id: sample.isForCompany ? people.bottega : customer.id,
      ticketpriorities: sample.priority,
      ticketseverities: sample.severity,
      ticketcategories: sample.category,
      product_id: sample.product === undefined ? 0 : catalogue[sample.product],
      solution: sample.solution ?? '',
      start_sla: sample.created,
      time_refresh: last,
      time_change_status: last,
    },
    {
      created: sample.created,
      modified: last,
      owner: staffIds[sample.owner],
      author: sample.isForCompany ? adminAuthor : customer.author,
      modifiedBy: staffIds[lastStep?.by === 'laura' ? 'laura' : 'admin'],
    },
  );
  let previous = 'Open';
  for (const step of sample.steps) {
    addStep(world, id, previous, step, customer);
    previous = step.status ?? previous;
  }
  if (lastStep?.by === 'customer') notifyOwner(world, id, lastStep, staffIds[sample.owner], customer);
  return id;
}

function addStep(world: DemoWorld, id: number, previous: string, step: SampleStep, customer: DemoPerson): void {
  const author = step.by === 'customer' ? customer.author : staff[step.by];
  if (step.comment !== undefined) {
    const type = step.by === 'customer' ? 'customer' : 'user';
    world.addComment(id, step.at, { type, id: author.shown.id }, step.comment);
  }
  if (step.status === undefined || step.status === previous) return;
  world.addChange({ recordId: id, at: step.at, author, description: statusChange(previous, step.status) });
}

/** What the CRM leaves for the assignee when a customer has answered in the portal. */
function notifyOwner(world: DemoWorld, id: number, step: SampleStep, owner: number, customer: DemoPerson): void {
  world.add('vte_modnotifications', {
    modnotificationsid: world.nextNotification(),
    smcreatorid: staffIds.admin,
    smownerid: owner,
    related_to: id,
    createdtime: step.at,
    modifiedtime: step.at,
    mod_not_type: 'Ticket portal replied',
    seen: 0,
    subject: `Rispondi al Ticket ID##${id}##sul Portale Clienti - URGENTE`,
    description: `<b>${step.comment}</b>`,
    from_email: customer.email,
    from_email_name: customer.name,
    sent_summary_not: 0,
  });
}
