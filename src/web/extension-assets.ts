import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { OwnedRegistry } from '../core/owned-registry.js';
import type { Asset } from './assets.js';

/** Style sheets and scripts of an extension, for the pages of some modules or for all pages of customers. */
export interface ExtensionAssets {
  readonly css: readonly NamedAsset[];
  readonly js: readonly NamedAsset[];
  /** Names of CRM modules; undefined: every page. */
  readonly modules: readonly string[] | undefined;
}

/** A file under the name it is served by, which holds a digest of its content. */
export interface NamedAsset {
  readonly name: string;
  readonly asset: Asset;
}

/** What a page loads of extensions; addresses are below the mount. */
export interface PageExtras {
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
}

const TYPES = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8' } as const;

/** Names a file by its owner and its content. */
export function nameAsset(owner: string, kind: keyof typeof TYPES, body: Buffer): NamedAsset {
  const digest = createHash('sha256').update(body).digest('hex').slice(0, 16);
  const asset = { body, br: undefined, gzip: gzipSync(body), type: TYPES[kind] };
  return { name: `x-${owner}.${digest}.${kind}`, asset };
}

interface AssetShelfDeps {
  readonly registry: OwnedRegistry<ExtensionAssets>;
  /** Looks whether another process knows of an extension this one does not yet. */
  readonly refresh: () => Promise<void>;
}

/** A name nobody knows is not looked for more often. */
const REFRESH_PAUSE_MS = 1_000;

/** The files extensions add to pages. */
export class AssetShelf {
  readonly #deps: AssetShelfDeps;
  #refreshedAt = 0;

  constructor(deps: AssetShelfDeps) {
    this.#deps = deps;
  }

  /** What the page of a path below the mount (`/HelpDesk/8`) loads. */
  of(path: string): PageExtras {
    const [, module = ''] = path.split('/');
    const wanted = this.#deps.registry.items.filter(({ modules }) => !modules || modules.includes(module));
    const address = ({ name }: NamedAsset): string => `/assets/${name}`;
    return {
      styles: wanted.flatMap(({ css }) => css.map(address)),
      scripts: wanted.flatMap(({ js }) => js.map(address)),
    };
  }

  /** A file by its name in `/assets/`; a page of another process may name one that this one is about to load. */
  async find(fileName: string): Promise<Asset | undefined> {
    if (!/^x-[a-z0-9-]{1,30}\.[0-9a-f]{16}\.(css|js)$/.test(fileName)) return undefined;
    const known = this.#known(fileName);
    if (known || Date.now() - this.#refreshedAt < REFRESH_PAUSE_MS) return known;
    this.#refreshedAt = Date.now();
    await this.#deps.refresh();
    return this.#known(fileName);
  }

  #known(fileName: string): Asset | undefined {
    const all = this.#deps.registry.items.flatMap(({ css, js }) => [...css, ...js]);
    return all.find(({ name }) => name === fileName)?.asset;
  }
}
