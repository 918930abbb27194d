import { access, constants } from 'node:fs/promises';
import type { HostAdapter } from '../../host/host-adapter.js';

/** `late`: mails wait longer than they should, which is a matter for people and no reason to take the portal away. */
export interface HealthReport {
  readonly isReady: boolean;
  readonly parts: {
    readonly database: 'ok' | 'down';
    readonly storage: 'ok' | 'down';
    readonly mail: 'ok' | 'late' | 'unknown';
  };
}

export type HealthCheck = () => Promise<HealthReport>;

export interface HealthDeps {
  readonly host: Pick<HostAdapter, 'ping'>;
  /** The folder that must be writable for uploads and attachments. */
  readonly storageDir: string;
  /** Age in ms of the oldest mail that is due and unsent; undefined when none is. */
  readonly oldestDueMail: () => Promise<number | undefined>;
}

const PING_MS = 2000;
const LATE_MS = 15 * 60_000;

/** Makes the check behind `/readyz`; it answers within 4 s whatever is away. */
export function createHealthCheck({ host, storageDir, oldestDueMail }: HealthDeps): HealthCheck {
  return async () => {
    const [database, storage] = await Promise.all([
      succeeds(host.ping(PING_MS)),
      succeeds(access(storageDir, constants.R_OK | constants.W_OK)),
    ]);
    const mail = database ? await mailState(oldestDueMail) : 'unknown';
    return {
      isReady: database && storage,
      parts: { database: database ? 'ok' : 'down', storage: storage ? 'ok' : 'down', mail },
    };
  };
}

async function mailState(oldestDueMail: HealthDeps['oldestDueMail']): Promise<'ok' | 'late' | 'unknown'> {
  const timeout = new Promise<'unknown'>((resolve) => setTimeout(resolve, PING_MS, 'unknown').unref());
  const answer = oldestDueMail().then(
    (age) => ((age ?? 0) > LATE_MS ? 'late' : 'ok') as 'late' | 'ok',
    () => 'unknown' as const,
  );
  return Promise.race([answer, timeout]);
}

async function succeeds(work: Promise<unknown>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  );
}
