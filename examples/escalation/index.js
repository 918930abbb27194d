import { defineExtension } from 'vtenext-customer-portal';
import { isUrgent, readWords } from './urgent-words.js';

/** @typedef {{ words: string, priority: string, address: string, language: string }} Settings */

export default defineExtension(
  /** @type {import('vtenext-customer-portal').Extension<Settings>} */ ({
    id: 'escalation',
    setup(portal) {
      const { words, priority, address, language } = portal.settings;
      const urgentWords = readWords(words);

      portal.locales('locales');
      portal.email({ name: 'escalated' });

      // A filter: the ticket is written with what it returns.
      portal.filter('ticket.beforeCreate', ({ module, values }) => {
        const text = `${values.ticket_title ?? ''} ${values.description ?? ''}`;
        if (!isUrgent(text, urgentWords)) return undefined;
        return { module, values: { ...values, ticketpriorities: priority } };
      });

      // An action: the ticket is there already, and a failure here harms nobody but this mail.
      portal.action('ticket.created', async ({ ticketId, number, contact }) => {
        if (address === '') return;
        const ticket = await portal.services.tickets.find(ticketId);
        const record = await portal.services.records.show(contact.id, 'HelpDesk', ticketId);
        if (!ticket || !isUrgent(`${ticket.title} ${record?.values.description ?? ''}`, urgentWords)) return;
        await portal.services.mail.send({
          mail: 'escalated',
          source: ticketId,
          to: { address, name: '', language },
          data: { number, title: ticket.title, customer: contact.name },
          ticketId,
        });
      });
    },
  }),
);
