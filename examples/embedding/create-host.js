import Koa from 'koa';
import { completeConfig, createLogger, createPortal, readConfig } from 'vtenext-customer-portal';

/**
 * @typedef {Readonly<Record<string, string | undefined>>} Environment
 * @typedef {import('vtenext-customer-portal').Portal} Portal
 */

/**
 * One Koa app with several portals, each with its own mount (the path of its `PORTAL_BASE_URL`), database, brand, secret and extensions.
 * `run` starts their timers and mails, `drain` ends the pages' event streams, `stop` the rest. Throws when two have the same mount, or one's lies below another's.
 * @param {readonly Environment[]} environments the variables of each portal
 * @param {import('vtenext-customer-portal').Logger} [log]
 */
export async function createHost(environments, log = createLogger('info')) {
  const portals = await Promise.all(environments.map((environment) => openPortal(environment, log)));
  const stop = async () => {
    await Promise.all(portals.map((portal) => portal.stop()));
  };
  try {
    demandApart(portals.map(({ url }) => url));
  } catch (error) {
    await stop();
    throw error;
  }
  const app = new Koa();
  // Before anything that reads bodies: the portals read their own.
  for (const portal of portals) app.use(portal.middleware);
  app.use((ctx) => {
    if (ctx.path === '/') ctx.body = portals.map(({ url }) => url).join('\n');
  });
  return {
    app,
    portals,
    async run() {
      for (const portal of portals) await portal.run();
    },
    drain() {
      for (const portal of portals) portal.drain();
    },
    stop,
  };
}

/** @param {Environment} environment @param {import('vtenext-customer-portal').Logger} log */
async function openPortal(environment, log) {
  const config = await completeConfig(readConfig(environment));
  return createPortal({ config, log: log.child({ portal: environment.PORTAL_BASE_URL }) });
}

/** @param {readonly string[]} urls */
function demandApart(urls) {
  const paths = urls.map((url) => `${new URL(url).pathname}/`);
  for (const [index, path] of paths.entries()) {
    const other = paths.find((candidate, at) => at !== index && candidate.startsWith(path));
    if (other !== undefined) throw new RangeError(`${other} is answered by the portal at ${path}`);
  }
}
