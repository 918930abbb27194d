import { join } from 'node:path';
import { createHealthCheck } from './features/health/health-check.js';
import { healthRoutes } from './features/health/health-routes.js';
import { metricsMiddleware } from './features/health/metrics-middleware.js';
import { createPortalMetrics } from './features/health/portal-metrics.js';
import type { HookBus } from './hooks/hook-bus.js';
import type { HostAdapter } from './host/host-adapter.js';
import type { CompleteConfig } from './plugin/demo-site.js';
import type { MailStore } from './store/mail-store.js';
import { readStoredFigures } from './store/stored-figures.js';

interface HealthOptions {
  readonly host: HostAdapter;
  readonly hooks: HookBus;
  readonly mails: Pick<MailStore, 'backlog'>;
  readonly config: CompleteConfig;
}

/** What watchers of the portal ask: whether it is well, and its figures. */
export function createHealth({ host, hooks, mails, config }: HealthOptions) {
  const { clock } = host.wallClock;
  const metrics = createPortalMetrics(() => readStoredFigures(host.knex, clock));
  hooks.onAction('portal', 'contact.signedIn', () => metrics.countSignIn(true));
  hooks.onAction('portal', 'contact.signInFailed', () => metrics.countSignIn(false));
  const check = createHealthCheck({
    host,
    storageDir: join(config.storageDir, 'storage'),
    oldestDueMail: async () => {
      const { oldestDueAt } = await mails.backlog();
      return oldestDueAt === undefined ? undefined : clock.now() - oldestDueAt;
    },
  });
  return { routes: healthRoutes(check), observer: metricsMiddleware(metrics, config.metricsToken) };
}
