import type { HostAdapter } from '../../../host/host-adapter.js';
import type { AuditStore } from '../../../store/audit-store.js';
import { ProfileDraftStore } from '../../../store/profile-draft-store.js';
import { ProfileRegister } from '../../../store/profile-register.js';
import type { ProfileStore } from '../../../store/profile-store.js';
import { ProfileDesk } from './profile-desk.js';

/** Builds the work on profiles over a host's database. */
export function createProfileDesk(
  host: HostAdapter,
  { profiles, audit }: { readonly profiles: ProfileStore; readonly audit: AuditStore },
): ProfileDesk {
  const { knex, wallClock } = host;
  const register = new ProfileRegister(knex);
  const drafts = new ProfileDraftStore(knex, wallClock.clock);
  return new ProfileDesk({ host, profiles, register, drafts, audit });
}
