import { setTimeout as sleep } from 'node:timers/promises';
import type { CheckGroup } from '../../core/check.js';
import type { Logger } from '../../core/logger.js';
import { crmChecks } from './crm-checks.js';
import { databaseChecks } from './database-checks.js';
import type { DoctorDeps } from './doctor-deps.js';
import { extensionChecks } from './extension-checks.js';
import { fileChecks } from './file-checks.js';
import { inboxChecks } from './inbox-checks.js';
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
        ...extensionChecks(deps),
        ...mailChecks(deps),
        ...inboxChecks(deps),
        ...watchChecks(deps),
        ...fileChecks(deps),
        ...securityChecks(deps),
        ...crmChecks(deps),
      },
      log,
    );
}

/** What came of a check; `error`: why it could not be made. */
interface Try {
  readonly finding: Finding;
  readonly error?: unknown;
}

/** Runs checks side by side, each within its bound. */
export async function runChecks(checks: Checks, log: Logger, checkMs = CHECK_MS): Promise<readonly CheckGroup[]> {
  const keys = Object.values(checkGroups).flat() as CheckKey[];
  const tries = new Map(await Promise.all(keys.map(async (key) => [key, await tryOne(checks[key], checkMs)] as const)));
  // Without a database most of the others fail for that one reason, which is told once.
  const isAway = stateOf('database', tries.get('database')?.finding.outcome ?? '') === 'bad';
  const settle = (key: CheckKey): Finding => {
    const { finding, error } = tries.get(key) ?? { finding: found('notMade') };
    if (error === undefined) return finding;
    if (isAway) return found('waits');
    log.warn({ check: key, error }, 'a check could not be made');
    return finding;
  };
  return Object.entries(checkGroups).map(([key, members]) => ({
    key,
    checks: members.map((member) => {
      const finding = settle(member);
      return { key: member, ...finding, state: stateOf(member, finding.outcome) };
    }),
  }));
}

async function tryOne(work: Checks[CheckKey], checkMs: number): Promise<Try> {
  const ended = new AbortController();
  const late = sleep(checkMs, found('tooLate', { seconds: Math.ceil(checkMs / 1000) }), { signal: ended.signal });
  late.catch(() => undefined);
  try {
    return { finding: await Promise.race([Promise.resolve().then(work), late]) };
  } catch (error) {
    return { finding: found('notMade'), error };
  } finally {
    ended.abort();
  }
}
