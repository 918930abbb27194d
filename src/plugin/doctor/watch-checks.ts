import { crmSendsMail } from '../../host/vtenext/outgoing-mail.js';
import { LeaseStore, WATCH_LEASE } from '../../store/lease-store.js';
import { SettingStore } from '../../store/setting-store.js';
import { StateStore } from '../../store/state-store.js';
import { WatchStore } from '../../store/watch-store.js';
import { settingValue } from '../setting-values.js';
import type { DoctorDeps } from './doctor-deps.js';
import { type Checks, type Finding, found } from './outcomes.js';

/** One look takes seconds, and so does another process to take over. */
const SILENT_MS = 60_000;
/** Thousands of changes at once take minutes. */
const LATE_MS = 5 * 60_000;

/** Whether customers are told what agents do, by one side and not by both, and whether somebody looks at it. */
export function watchChecks(deps: DoctorDeps): Pick<Checks, 'agentMail' | 'watcher'> {
  return { agentMail: () => checkAgentMail(deps), watcher: () => checkWatcher(deps) };
}

async function checkAgentMail(deps: DoctorDeps): Promise<Finding> {
  const { knex, clock, manifest, tablePrefix, isDemo, smtpUrl } = deps;
  const setting = manifest.settings.find(({ key }) => key === 'agentMail');
  const isPortal = !setting || settingValue(setting, await new SettingStore(knex, clock).all()) !== 'crm';
  const crmSends = await crmSendsMail(knex, tablePrefix);
  const canPortal = isDemo || smtpUrl() !== undefined;
  if (crmSends === undefined) return found('unknown');
  if (isPortal && crmSends) return found('both');
  if (isPortal) return found(canPortal ? 'portal' : 'nobody');
  return found(crmSends ? 'crm' : 'nobody');
}

async function checkWatcher({ knex, clock, manifest }: DoctorDeps): Promise<Finding> {
  const { state } = await new StateStore(knex, clock, manifest.id).read();
  if (state !== 'enabled') return found('off');
  const renewedAt = await new LeaseStore(knex, clock).renewedAt(WATCH_LEASE);
  if (renewedAt === undefined) return found('never');
  const now = clock.now();
  if (now - renewedAt > SILENT_MS) return found('silent', { minutes: Math.ceil((now - renewedAt) / 60_000) });
  const since = await new WatchStore(knex, clock).behindSince();
  if (since !== undefined && now - since > LATE_MS)
    return found('late', { minutes: Math.floor((now - since) / 60_000) });
  return found('looks');
}
