import { defineExtension } from 'vtenext-customer-portal';
import { addRoutes } from './routes.js';

export default defineExtension(
  /** @type {import('vtenext-customer-portal').Extension<import('./judge-request.js').Settings>} */ ({
    id: 'appointments',
    setup(portal) {
      portal.migrations([
        {
          name: '0001-appointment',
          up: (schema) =>
            schema.createTable('appointment', (table) => {
              table.increments('id');
              table.integer('contact_id').notNullable().index();
              table.string('day', 10).notNullable();
              table.string('hour', 5).notNullable();
              table.string('topic', 200).notNullable();
              table.string('asked_at', 19).notNullable();
            }),
        },
      ]);
      // Deleting what is not there is no failure: it may be asked for again.
      const ofContact = (/** @type {number} */ id) => portal.services.table('appointment').where({ contact_id: id });
      portal.personalData({
        erase: (id) => ofContact(id).delete(),
        collect: (id) => ofContact(id).orderBy('id').select('day', 'hour', 'topic', 'asked_at'),
      });
      portal.locales('locales');
      portal.templates('templates');
      portal.page({ path: '/', label: 'menu', icon: 'calendar' });
      portal.routes((router) => addRoutes(router, portal));
    },
  }),
);
