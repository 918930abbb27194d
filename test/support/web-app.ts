import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Viewer } from '../../src/access/types.js';
import { systemClock } from '../../src/core/clock.js';
import { HostUnavailableError, NotAllowedError, NotFoundError, TooManyRequestsError } from '../../src/core/errors.js';
import { createTranslator } from '../../src/core/i18n.js';
import { createLogger, silentLogger } from '../../src/core/logger.js';
import { packagePath } from '../../src/core/paths.js';
import { parseId } from '../../src/core/text.js';
import { HookBus } from '../../src/hooks/hook-bus.js';
import { openDatabase } from '../../src/host/connection.js';
import { AdminSessionStore } from '../../src/store/admin-session-store.js';
import { migrate } from '../../src/store/migrator.js';
import { type Session, SessionStore } from '../../src/store/session-store.js';
import { createApp, createRouter } from '../../src/web/app.js';
import { loadAssets } from '../../src/web/assets.js';
import { readForm } from '../../src/web/form.js';
import type { PortalRouter } from '../../src/web/portal-context.js';
import { redirectTo } from '../../src/web/redirect.js';
import { createSite } from '../../src/web/site.js';
import { streamFile } from '../../src/web/stream-file.js';
import { prepareUploadDirectory } from '../../src/web/upload/temporary-files.js';
import type { UploadRules } from '../../src/web/upload/upload-types.js';
import { renderPage } from '../../src/web/view.js';
import { createViewEngine } from '../../src/web/view-engine.js';
import { requireViewer } from '../../src/web/viewer.js';
import { buildMetadataSource, buildProfile, buildViewer } from './access-builders.js';

/** What a test may choose of its app. */
export interface WebAppOptions {
  readonly baseUrl?: string;
  readonly trustedProxies?: readonly string[];
  readonly isEnabled?: () => boolean;
  readonly uploads?: UploadRules;
  readonly remember?: () => Promise<Session | undefined>;
  readonly loadViewer?: (contactId: number) => Viewer | undefined;
  /** A feature's routes, in place of the sample ones. */
  readonly routes?: readonly PortalRouter[];
}

/** A listening app of the web kit alone, on a database of its own. */
export interface WebApp {
  readonly server: Server;
  readonly port: number;
  readonly sessions: SessionStore;
  readonly uploadDir: string;
  /** Lines the app logged, parsed. */
  readonly log: Record<string, unknown>[];
  /** Signs contact 3 in and returns the cookie header. */
  signIn(kind?: Session['kind']): Promise<string>;
  close(): Promise<void>;
}

const smallUploads: UploadRules = { extensions: ['txt', 'png', 'pdf'], maxFileBytes: 1000, maxFiles: 2 };

/** Starts an app whose routes show every kind of answer. */
export async function startWebApp(options: WebAppOptions = {}): Promise<WebApp> {
  const database = openDatabase('sqlite::memory:', { log: silentLogger });
  await migrate(database, systemClock);
  const sessions = new SessionStore(database, systemClock);
  const folder = await mkdtemp(join(tmpdir(), 'portal-web-'));
  const uploadDir = join(folder, 'uploads');
  await prepareUploadDirectory(uploadDir);
  const lines: Record<string, unknown>[] = [];
  const sink = { write: (line: string) => lines.push(JSON.parse(line) as Record<string, unknown>) > 0 };
  const log = createLogger('info', sink as unknown as NodeJS.WritableStream);
  const assets = loadAssets(packagePath('dist', 'assets'));
  const profile = buildProfile();
  const kit = {
    site: createSite(options.baseUrl ?? 'https://portal.example.com', '/portal', 'test'),
    secret: 'a secret of at least thirty-two characters',
    log,
    translator: createTranslator(packagePath('locales')),
    engine: createViewEngine([packagePath('templates')], assets),
    assets,
    sessions,
    adminSessions: new AdminSessionStore(database, systemClock),
    findAdmin: async () => undefined,
    buildAdminMenu: () => [],
    recordDenied: () => undefined,
    hooks: new HookBus(silentLogger),
    metadata: () => buildMetadataSource([]).current,
    buildMenu: () => [],
    portalInterface: () => 2 as const,
    ownChoice: () => ({}),
    isDemo: false,
    uploadDir,
  };
  const app = createApp({
    kit: () => kit,
    trustedProxies: options.trustedProxies ?? [],
    isEnabled: options.isEnabled ?? (() => true),
    viewers: {
      load: async (id) => (options.loadViewer ? options.loadViewer(id) : buildViewer(profile)),
    },
    remember: options.remember ?? (async () => undefined),
    askToSignIn: async (ctx, kept, status) => {
      ctx.status = status;
      ctx.body = kept;
    },
    observer: (_ctx, next) => next(),
    openRoutes: [openRoutes()],
    routes: options.routes ?? [sampleRoutes(options.uploads ?? smallUploads)],
  });
  const server = createServer(app.callback());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    server,
    port: (server.address() as AddressInfo).port,
    sessions,
    uploadDir,
    log: lines,
    async signIn(kind = 'full') {
      const session = await sessions.create({ contactId: 3, kind, accountId: 7, userAgent: '', network: '' });
      return `${kit.site.cookiePrefix}=${session.id}`;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await database.destroy();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function openRoutes(): PortalRouter {
  const router = createRouter();
  router.get('/open', (ctx) => {
    ctx.body = 'open';
  });
  return router;
}

function sampleRoutes(uploads: UploadRules): PortalRouter {
  const router = createRouter();
  router.get('/page', (ctx) =>
    renderPage(ctx, 'pages/forgot-sent', { backHref: '/portal/sign-in' }, { title: 'Page' }),
  );
  router.get('/boom', () => {
    throw new Error('SELECT secret FROM somewhere');
  });
  router.get('/down', () => {
    throw new HostUnavailableError();
  });
  router.post('/down', () => {
    throw new HostUnavailableError();
  });
  router.post('/forbidden', () => {
    throw new NotAllowedError();
  });
  router.get('/throttled', () => {
    throw new TooManyRequestsError(120);
  });
  router.get('/mine', (ctx) => {
    ctx.body = requireViewer(ctx).name;
  });
  router.post('/mine', (ctx) => {
    ctx.body = requireViewer(ctx).name;
  });
  router.get('/HelpDesk/:id', (ctx) => {
    if (parseId(String(ctx.params.id)) === undefined) throw new NotFoundError();
    ctx.body = 'a ticket';
  });
  router.get('/network', (ctx) => {
    ctx.body = ctx.state.network;
  });
  router.get('/file/:name', async (ctx) => {
    const bytes = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex');
    const content = ctx.params.name === 'fake.png' ? Buffer.from('<script>alert(1)</script>') : bytes;
    const stream = Readable.from([content], { objectMode: false });
    await streamFile(ctx, { stream, name: String(ctx.params.name), bytes: content.length, disposition: 'inline' });
  });
  router.post('/echo', async (ctx) => {
    const form = await readForm(ctx);
    ctx.body = {
      text: form.text('text'),
      list: form.list('many'),
      nested: form.list('a[b]'),
      proto: form.has('__proto__'),
    };
  });
  router.post('/go', async (ctx) => {
    await redirectTo(ctx, '/page', { kind: 'ok', text: 'It is <b>done</b>' });
  });
  router.post('/upload', async (ctx) => {
    const form = await readForm(ctx, { upload: uploads });
    const files = form.files.map(async (file) => ({
      ...file,
      content: file.path ? await readFile(file.path, 'latin1') : undefined,
      mode: file.path ? ((await stat(file.path)).mode & 0o777).toString(8) : undefined,
    }));
    ctx.body = { text: form.text('text'), files: await Promise.all(files) };
  });
  return router;
}
