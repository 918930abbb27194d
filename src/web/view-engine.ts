import Handlebars from 'handlebars';
import { createHandlebars } from '../core/handlebars.js';
import type { Translate } from '../core/i18n.js';
import type { FrameView, InterfaceVersion } from '../core/view-types.js';
import type { AssetStore } from './assets.js';
import { type KnownTemplates, readTemplates, type TemplateSources } from './template-source.js';

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

/** An engine whose templates can be replaced while it runs. */
export interface LayeredViewEngine extends ViewEngine {
  /**
   * What stands over the shipped templates from now on, the later over the earlier; only what differs is compiled anew. A page that fails with
   * them is drawn once more without, where it is a shipped one.
   */
  use(layers: readonly TemplateSources[]): void;
  /** The shipped templates' names and every helper. */
  readonly known: KnownTemplates;
}

type Template = ReturnType<typeof Handlebars.compile>;

const VERSIONS: readonly InterfaceVersion[] = [1, 2];

/**
 * Compiles every `*.hbs` below the directories at once; a later directory's file replaces an earlier one's of the same path. What lies in
 * `v1/` or `v2/` stands, for that interface alone, in place of the shared file of the same path (`v1/pages/list` of `pages/list`). Any
 * template is also a partial by its path without the extension (`{{> fields/text}}`). Helpers beside the shared ones: `url`, `asset`, `icon`
 * (`{{icon "home" size=18}}`), `partial` (`{{> (partial "fields" value.kind) value}}`: only names that exist).
 */
export function createViewEngine(
  directories: readonly string[],
  assets: AssetStore,
  onFault: (template: string, error: unknown) => void = () => undefined,
): LayeredViewEngine {
  const shipped = mergeLayers(directories.map(readTemplates));
  // A template that does not parse shall stop the start, not a visitor's page.
  for (const source of shipped.values()) Handlebars.parse(source);
  const interfaces = { 1: new InterfaceTemplates(assets), 2: new InterfaceTemplates(assets) };
  const plain = { 1: new InterfaceTemplates(assets), 2: new InterfaceTemplates(assets) };
  let isLayered = false;
  const use = (layers: readonly TemplateSources[]): void => {
    const sources = mergeLayers([shipped, ...layers]);
    isLayered = layers.length > 0;
    for (const version of VERSIONS) {
      interfaces[version].replace(sourcesOf(version, sources));
      if (isLayered) plain[version].replace(sourcesOf(version, shipped));
    }
  };
  use([]);
  return {
    use,
    known: { helpers: interfaces[2].helpers, has: (name) => shipped.has(name) },
    render(template, data, runtime) {
      const version = runtime.frame.interface;
      const compiled = interfaces[version].find(template);
      if (!compiled) throw new Error(`there is no template ${template}`);
      try {
        return compiled(data, { data: runtime });
      } catch (error) {
        const original = isLayered ? plain[version].find(template) : undefined;
        if (!original) throw error;
        const html = original(data, { data: runtime });
        onFault(template, error);
        return html;
      }
    },
  };
}

/** The templates of one interface: it has partials of its own, hence a Handlebars of its own. */
class InterfaceTemplates {
  readonly #handlebars = createHandlebars();
  readonly #templates = new Map<string, Template>();
  #sources: TemplateSources = new Map();

  constructor(assets: AssetStore) {
    registerHelpers(this.#handlebars, assets, this.#templates);
  }

  get helpers(): ReadonlySet<string> {
    return new Set(Object.keys(this.#handlebars.helpers));
  }

  find(name: string): Template | undefined {
    return this.#templates.get(name);
  }

  /** Templates name their partials, and look them up when they run: those that did not change stay as they are. */
  replace(sources: TemplateSources): void {
    for (const name of this.#sources.keys()) {
      if (sources.has(name)) continue;
      this.#templates.delete(name);
      this.#handlebars.unregisterPartial(name);
    }
    for (const [name, source] of sources) {
      if (this.#sources.get(name) === source) continue;
      const template = this.#handlebars.compile(source, { strict: false, preventIndent: true });
      this.#handlebars.registerPartial(name, template);
      this.#templates.set(name, template);
    }
    this.#sources = sources;
  }
}

function mergeLayers(layers: readonly TemplateSources[]): TemplateSources {
  return new Map(layers.flatMap((layer) => [...layer]));
}

/** The shared templates, with those of one interface in their place. */
function sourcesOf(version: InterfaceVersion, sources: TemplateSources): TemplateSources {
  const own = `v${version}/`;
  const shared = [...sources].filter(([name]) => !/^v[12]\//.test(name));
  const differing = [...sources].filter(([name]) => name.startsWith(own));
  return new Map([...shared, ...differing.map(([name, source]) => [name.slice(own.length), source] as const)]);
}

function registerHelpers(
  handlebars: typeof Handlebars,
  assets: AssetStore,
  names: { has(name: string): boolean },
): void {
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
