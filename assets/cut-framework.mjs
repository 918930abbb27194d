import { readFileSync } from 'node:fs';
import { PurgeCSS } from 'purgecss';

/** Esbuild reads the framework's style sheet through this: only rules for the names in use, and the variables those need, are left. */
export function cutFramework(names) {
  return {
    name: 'cut-framework',
    setup(build) {
      build.onLoad({ filter: /@tabler[\\/]core[\\/].+\.css$/ }, async ({ path }) => ({
        contents: await cut(readFileSync(path, 'utf8'), names),
        loader: 'css',
      }));
    },
  };
}

async function cut(css, { classes, tags, attributes, values }) {
  const found = {
    classes: [...classes],
    tags: ['html', 'body', ...tags],
    ids: [],
    attributes: { names: [...attributes], values: [...values] },
    undetermined: [],
  };
  const [purged] = await new PurgeCSS().purge({
    content: [{ raw: ' ', extension: 'names' }],
    extractors: [{ extensions: ['names'], extractor: () => found }],
    css: [{ raw: css }],
    keyframes: true,
    variables: true,
  });
  // The tool keeps whatever stands in a `:has()`.
  return purged.css.replace(/[^{}]+:has\(\.([\w-]+)\)[^{}]*\{[^{}]*\}/g, (rule, name) =>
    classes.has(name) ? rule : '',
  );
}
