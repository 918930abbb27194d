import { setTimeout as sleep } from 'node:timers/promises';
import type { CheckGroup } from '../../core/check.js';
import type { Logger } from '../../core/logger.js';
import { crmChecks } from './crm-checks.js';
import { databaseChecks } from './database-checks.js';
import type { DoctorDeps } from './doctor-deps.js';
import { fileChecks } from './file-checks.js';
import { mailChecks } from './mail-checks.js';
import { type CheckKey, type Checks, checkGroups, type Finding, found, stateOf } from './outcomes.js';
import { portalChecks } from './portal-checks.js';
import { securityChecks } from './security-checks.js';
import { watchChecks } from './watch-checks.js';

/** The longest one check may take, in ms; they run side by side. */
const CHECK_MS = 3_000;

/** Finds out how every part of the portal is. */
export type Doctor = () => Promise<readonly CheckGroup[]>;

/** Makes the doctor of one portal; its answer comes in seconds, whatever hangs or is away. */
export function createDoctor(deps: DoctorDeps, log: Logger): Doctor {
  return () =>
    runChecks(
      {
        ...databaseChecks(deps),
        ...portalChecks(deps),
        ...mailChecks(deps),
        ...watchChecks(deps),
        ...fileChecks(deps),
        ...securityChecks(deps),
        ...crmChecks(deps),
      },
      log,
    );
}

/** Runs checks side by side, each within its bound. */
export async function runChecks(checks: Checks, log: Logger, checkMs = CHECK_MS): Promise<readonly CheckGroup[]> {
  const keys = Object.values(checkGroups).flat() as CheckKey[];
  const findings = await Promise.all(keys.map((key) => runOne(checks[key], key, log, checkMs)));
  const checksByKey = new Map(keys.map((key, index) => [key, findings[index] ?? found('notMade')]));
  return Object.entries(checkGroups).map(([key, members]) => ({
    key,
    checks: members.map((member) => {
      const finding = checksByKey.get(member) ?? found('notMade');
      return { key: member, ...finding, state: stateOf(member, finding.outcome) };
    }),
  }));
}

async function runOne(work: Checks[CheckKey], key: CheckKey, log: Logger, checkMs: number): Promise<Finding> {
  const ended = new AbortController();
  const late = sleep(checkMs, found('tooLate', { seconds: Math.ceil(checkMs / 1000) }), { signal: ended.signal });
  late.catch(() => undefined);
  try {
    return await Promise.race([Promise.resolve().then(work), late]);
  } catch (error) {
    log.warn({ check: key, error }, 'a check could not be made');
    return found('notMade');
  } finally {
    ended.abort();
  }
}
