import type { StaffAuthor } from '../../../host/host-adapter.js';
import type { AccessWriter } from '../../colleagues/access-writer.js';
import { systemActor } from '../actor.js';
import type { AccessChange } from '../contacts/access-change.js';

/**
 * Lets managers set colleagues' access by the administrators' own way of doing it. The CRM's rows bear the portal user, as everything
 * customers write; who it really was stands in the portal's record.
 */
export function createColleagueAccess(change: Pick<AccessChange, 'apply'>, author: () => StaffAuthor): AccessWriter {
  return {
    async enable(contactId, { start, end, profileId }, alongside) {
      const wish = { isEnabled: true, supportStart: start, supportEnd: end, profileId: profileId ?? null };
      await change.apply(author(), contactId, wish, { alongside, actor: systemActor });
    },
    async disable(contactId, alongside) {
      await change.apply(author(), contactId, { isEnabled: false }, { alongside, actor: systemActor });
    },
    async invite(contactId, alongside) {
      await change.apply(author(), contactId, { invites: true }, { alongside, actor: systemActor });
    },
  };
}
