import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { packagePath } from '../src/core/paths.js';

const SRC = packagePath('src');
/** Lowest first; a file imports its own floor or one below. */
const FLOORS = ['core', 'hooks', 'host', 'store', 'access', 'mail', 'web', 'features', 'plugin', 'top'];
const LONGEST_FILE = 250;

interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
}

function readSources(): SourceFile[] {
  return readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => {
      const text = readFileSync(join(SRC, path), 'utf8');
      const imports = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '');
      return { path, text, imports };
    });
}

function floorOf(path: string): string {
  const first = path.split('/')[0] ?? '';
  return path.includes('/') && !['cli', 'testing'].includes(first) ? first : 'top';
}

function localTarget(source: SourceFile, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const target = relative(SRC, resolve(SRC, dirname(source.path), specifier)).replace(/\.js$/, '.ts');
  return target.startsWith('..') ? undefined : target;
}

describe('architecture', () => {
  const sources = readSources();
  const edges = sources.flatMap((source) =>
    source.imports.flatMap((specifier) => {
      const target = localTarget(source, specifier);
      return target === undefined ? [] : [{ from: source.path, to: target }];
    }),
  );

  it('should import only from its own floor or one below', () => {
    const wrong = edges.filter(({ from, to }) => FLOORS.indexOf(floorOf(to)) > FLOORS.indexOf(floorOf(from)));
    assert.deepEqual(wrong, []);
  });

  it('should know every folder of src as a floor', () => {
    const unknown = sources.map((source) => floorOf(source.path)).filter((floor) => !FLOORS.includes(floor));
    assert.deepEqual([...new Set(unknown)], []);
  });

  it('should have no circle of imports between files', () => {
    const graph = new Map<string, string[]>();
    for (const { from, to } of edges) graph.set(from, [...(graph.get(from) ?? []), to]);
    assert.deepEqual(findCircle(graph), []);
  });

  it('should keep a feature out of other features’ routes and presenters', () => {
    const wrong = edges.filter(({ from, to }) => {
      if (floorOf(from) !== 'features' || floorOf(to) !== 'features') return false;
      const isOther = from.split('/')[1] !== to.split('/')[1] && to.split('/').length > 2;
      return isOther && /-(routes|presenter)\.ts$/.test(to);
    });
    assert.deepEqual(wrong, []);
  });

  it('should know Koa only in web, in routes and where the Router type is', () => {
    const wrong = sources.filter(
      ({ path, imports }) =>
        imports.some((name) => name === 'koa' || name.startsWith('@koa/') || name === 'koa-body') &&
        !path.startsWith('web/') &&
        !/^features\/.+-routes\.ts$/.test(path),
    );
    assert.deepEqual(
      wrong.map(({ path }) => path),
      [],
    );
  });

  it('should know knex only in host and store, and elsewhere only as a type', () => {
    const wrong = sources.filter(
      ({ path, text }) => /^import (?!type).*from 'knex'/m.test(text) && !/^(host|store)\//.test(path),
    );
    assert.deepEqual(
      wrong.map(({ path }) => path),
      [],
    );
  });

  it('should send mail and compile MJML in one folder only', () => {
    const wrong = sources.filter(
      ({ path, imports }) =>
        imports.some((name) => name === 'nodemailer' || name === 'mjml') && !path.startsWith('mail/'),
    );
    assert.deepEqual(
      wrong.map(({ path }) => path),
      [],
    );
  });

  it('should draw PDFs in a worker only', () => {
    const importing = (name: RegExp): string[] =>
      sources
        .filter(({ text }) => text.split('\n').some((line) => /^import (?!type)/.test(line) && name.test(line)))
        .map(({ path }) => path);
    assert.deepEqual(importing(/'pdfmake/), ['features/pdf/draw-pdf.ts']);
    assert.deepEqual(importing(/\/draw-pdf\.js'/), ['features/pdf/pdf-worker.ts']);
    assert.deepEqual(importing(/\/pdf-worker\.js'/), []);
  });

  it('should have no file longer than can be taken in', () => {
    const long = sources.filter(({ text }) => text.split('\n').length > LONGEST_FILE + 1);
    assert.deepEqual(
      long.map(({ path }) => path),
      [],
    );
  });
});

function findCircle(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const visit = (node: string, trail: readonly string[]): string[] => {
    const start = trail.indexOf(node);
    if (start >= 0) return [...trail.slice(start), node];
    if (done.has(node)) return [];
    for (const next of graph.get(node) ?? []) {
      const circle = visit(next, [...trail, node]);
      if (circle.length > 0) return circle;
    }
    done.add(node);
    return [];
  };
  for (const node of graph.keys()) {
    const circle = visit(node, []);
    if (circle.length > 0) return circle;
  }
  return [];
}
