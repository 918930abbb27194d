import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import Handlebars from 'handlebars';
import { createHandlebars } from '../core/handlebars.js';
import type { Translate } from '../core/i18n.js';
import type { FrameView, InterfaceVersion } from '../core/view-types.js';
import type { AssetStore } from './assets.js';

/** What every template reaches by `@name`, beside its own data. */
export interface RenderData {
  readonly t: Translate;
  readonly frame: FrameView;
}

/** What a layout (`layouts/frame`, `layouts/plain`) gets as its own data. */
export interface LayoutData {
  readonly title: string;
  /** The page's template. */
  readonly page: string;
  readonly body: Handlebars.SafeString;
}

/** Turns page data into HTML, with the templates of the frame's interface. */
export interface ViewEngine {
  render(template: string, data: object, runtime: RenderData): string;
}

type Template = ReturnType<typeof Handlebars.compile>;
type Templates = ReadonlyMap<string, Template>;

/**
 * Compiles every `*.hbs` below the directories at once; a later directory's file replaces an earlier one's of the same path. What lies in
 * `v1/` or `v2/` stands, for that interface alone, in place of the shared file of the same path (`v1/pages/list` of `pages/list`). Any
 * template is also a partial by its path without the extension (`{{> fields/text}}`). Helpers beside the shared ones: `url`, `asset`, `icon`
 * (`{{icon "home" size=18}}`), `partial` (`{{> (partial "fields" value.kind) value}}`: only names that exist).
 */
export function createViewEngine(directories: readonly string[], assets: AssetStore): ViewEngine {
  const sources = new Map<string, string>(directories.flatMap(readTemplates));
  // A template that does not parse shall stop the start, not a visitor's page.
  for (const source of sources.values()) Handlebars.parse(source);
  const interfaces: Readonly<Record<InterfaceVersion, Templates>> = {
    1: compileTemplates(sourcesOf(1, sources), assets),
    2: compileTemplates(sourcesOf(2, sources), assets),
  };
  return {
    render(template, data, runtime) {
      const compiled = interfaces[runtime.frame.interface].get(template);
      if (!compiled) throw new Error(`there is no template ${template}`);
      return compiled(data, { data: runtime });
    },
  };
}

/** The shared templates, with those of one interface in their place. */
function sourcesOf(version: InterfaceVersion, sources: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const own = `v${version}/`;
  const shared = [...sources].filter(([name]) => !/^v[12]\//.test(name));
  const differing = [...sources].filter(([name]) => name.startsWith(own));
  return new Map([...shared, ...differing.map(([name, source]) => [name.slice(own.length), source] as const)]);
}

/** Each interface has partials of its own, hence a Handlebars of its own. */
function compileTemplates(sources: ReadonlyMap<string, string>, assets: AssetStore): Templates {
  const handlebars = createHandlebars();
  registerHelpers(handlebars, assets, new Set(sources.keys()));
  const templates = new Map<string, Template>();
  for (const [name, source] of sources) {
    const template = handlebars.compile(source, { strict: false, preventIndent: true });
    handlebars.registerPartial(name, template);
    templates.set(name, template);
  }
  return templates;
}

function registerHelpers(handlebars: typeof Handlebars, assets: AssetStore, names: ReadonlySet<string>): void {
  handlebars.registerHelper('url', (path: unknown, options: Handlebars.HelperOptions) => {
    const { mount } = (options.data as RenderData).frame;
    return `${mount}${String(path)}`;
  });
  handlebars.registerHelper('asset', (name: unknown, options: Handlebars.HelperOptions) => {
    const { mount } = (options.data as RenderData).frame;
    return `${mount}/assets/${assets.nameOf(String(name))}`;
  });
  handlebars.registerHelper('icon', (name: unknown, options: Handlebars.HelperOptions) => {
    const size = Number((options.hash as { size?: unknown }).size ?? 18);
    return new handlebars.SafeString(assets.icon(String(name), size));
  });
  handlebars.registerHelper('partial', (folder: unknown, name: unknown) => {
    const path = `${String(folder)}/${String(name)}`;
    if (!names.has(path)) throw new Error(`there is no partial ${path}`);
    return path;
  });
}

function readTemplates(directory: string): [string, string][] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.hbs'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => [nameOf(directory, file), readFileSync(file, 'utf8')]);
}

function nameOf(directory: string, file: string): string {
  return relative(directory, file).slice(0, -'.hbs'.length).split(sep).join('/');
}
