/** What `portal extension new` writes: the files of a small extension by their paths in its folder. */
export function extensionFiles(id: string, portalVersion: string): ReadonlyMap<string, string> {
  return new Map([
    ['extension.json', json(manifestOf(id, portalVersion))],
    ['package.json', json(packageOf(id))],
    ['tsconfig.json', json(TSCONFIG)],
    ['.gitignore', 'node_modules\ndist\n'],
    ['src/index.ts', sourceOf(id)],
    ['src/index.test.ts', testOf(id)],
    [`templates/${id}/hello.hbs`, `<h1>{{t "${id}:title"}}</h1>\n<p>{{t "${id}:hello" name=name}}</p>\n`],
    [`locales/en/${id}.json`, json({ title: nameOf(id), hello: 'Hello, {{name}}.', noDescription: 'Describe it.' })],
    [`locales/it/${id}.json`, json({ title: nameOf(id), hello: 'Ciao, {{name}}.', noDescription: 'Descrivilo.' })],
    ['README.md', readmeOf(id)],
  ]);
}

/** The manifest of a new extension. */
export function manifestOf(id: string, portalVersion: string): object {
  return {
    manifestVersion: 1,
    id,
    name: nameOf(id),
    description: 'Says hello, and asks for a description of every ticket.',
    version: '0.1.0',
    portal: rangeOf(portalVersion),
    main: 'dist/index.js',
    settings: [
      {
        key: 'demandsDescription',
        type: 'boolean',
        label: { en: 'Demand a description', it: 'Chiedi una descrizione' },
        default: true,
      },
    ],
  };
}

const TSCONFIG = {
  compilerOptions: {
    target: 'es2023',
    module: 'nodenext',
    strict: true,
    skipLibCheck: true,
    types: ['node'],
    rootDir: 'src',
    outDir: 'dist',
  },
  include: ['src'],
};

function packageOf(id: string): object {
  return {
    name: `portal-extension-${id}`,
    version: '0.1.0',
    private: true,
    type: 'module',
    scripts: { build: 'tsc', test: 'tsc && node --test dist/index.test.js' },
    devDependencies: {
      '@types/koa': '^3.0.3',
      '@types/node': '^20.19.0',
      typescript: '^7.0.2',
    },
  };
}

function sourceOf(id: string): string {
  return `import { defineExtension, InvalidInputError } from 'vtenext-customer-portal';

interface Settings {
  demandsDescription: boolean;
}

export default defineExtension<Settings>({
  id: '${id}',
  setup(portal) {
    portal.locales('locales');
    portal.templates('templates');

    portal.filter('ticket.beforeCreate', ({ values }) => {
      if (portal.settings.demandsDescription && !values.description?.trim())
        throw new InvalidInputError([{ field: 'description', code: '${id}:noDescription' }]);
      return undefined;
    });
    portal.action('ticket.created', ({ number }) => portal.log.info({ number }, 'a ticket was opened'));

    portal.page({ path: '/', label: 'title', icon: 'star' });
    portal.routes((router) => {
      router.get('/', (ctx) =>
        portal.render(ctx, 'hello', { name: ctx.state.contact?.name }, { title: ctx.state.t('${id}:title') }),
      );
    });
  },
});
`;
}

function testOf(id: string): string {
  return `import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { buildPortal, openSite, type TestPortal, type TestSite, textOf } from 'vtenext-customer-portal/testing';

/** The folder in which this extension's own lies. */
const PORTAL_EXTENSIONS_DIR = fileURLToPath(new URL('../..', import.meta.url));

describe('${id}', () => {
  let built: TestPortal;
  let site: TestSite;
  before(async () => {
    built = await buildPortal({ environment: { PORTAL_EXTENSIONS_DIR }, extensions: ['${id}'] });
    site = await openSite(built);
  });
  after(async () => {
    await site?.close();
    await built?.close();
  });

  it('should greet who is signed in', async () => {
    const visitor = await site.signIn(built.villani, 'en');
    const { status, body } = await visitor.get('/x/${id}/');
    assert.equal(status, 200);
    assert.match(textOf(body), /Hello, Francesco Villani\\./);
  });

  it('should ask for a description', async () => {
    const visitor = await site.signIn(built.villani, 'en');
    const answer = await visitor.submit('/HelpDesk/new', { ticket_title: 'It does not start', description: '' });
    assert.equal(answer.status, 422);
    assert.match(textOf(answer.body), /Describe it\\./);
  });
});
`;
}

function readmeOf(id: string): string {
  return `# ${nameOf(id)}

\`\`\`sh
npm install --save-dev <the portal's folder or its .tgz>   # once; with it come types and the test harness
npm test                                                   # compiles, and tries it in a portal on the embedded CRM
\`\`\`

Put this folder, named \`${id}\`, into the portal's \`PORTAL_EXTENSIONS_DIR\` and run \`portal extension enable ${id}\`.
`;
}

function nameOf(id: string): string {
  const words = id.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Everything that keeps what this version promises: up to the next minor version before 1.0.0, else to the next major one. */
function rangeOf(version: string): string {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major === 0 ? `>=${version} <0.${minor + 1}.0` : `>=${version} <${major + 1}.0.0`;
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
