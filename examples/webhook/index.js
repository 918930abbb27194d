import { defineExtension } from 'vtenext-customer-portal';
import { deliveriesOf, queue, sendDue } from './deliveries.js';
import { readTarget } from './target.js';

/** @typedef {{ url: string, secret: string }} Settings */

/** What is told: ids, numbers and who acted; what customers write stays in the CRM. */
const EVENTS = /** @type {const} */ ([
  'ticket.created',
  'ticket.resolved',
  'ticket.reopened',
  'comment.created',
  'record.updated',
]);

export default defineExtension(
  /** @type {import('vtenext-customer-portal').Extension<Settings>} */ ({
    id: 'webhook',
    setup(portal) {
      portal.migrations([
        {
          name: '0001-delivery',
          up: (schema) =>
            schema.createTable('delivery', (table) => {
              table.increments('id');
              table.string('event', 60).notNullable();
              table.text('body').notNullable();
              table.string('state', 10).notNullable();
              table.integer('attempts').notNullable();
              table.bigInteger('next_at').notNullable();
              table.string('error', 200).notNullable();
              table.index(['state', 'next_at'], 'x_webhook_due');
            }),
        },
      ]);
      portal.personalData({
        erase: (id) => deliveriesOf(portal.services, id).delete(),
        collect: (id) => deliveriesOf(portal.services, id).orderBy('id').select('event', 'body', 'state'),
      });
      const target = readTarget(portal.settings);
      if (!target) return;
      for (const name of EVENTS)
        portal.action(name, async ({ contact, ...event }) => {
          await queue(portal.services, name, { ...event, contactId: contact.id }, Date.now());
        });
      portal.job({ name: 'send', everyMs: 2_000, run: () => sendDue(portal.services, target, Date.now()) });
    },
  }),
);
