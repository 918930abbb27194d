import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { type AccentTones, darkTones, lightTones } from '../core/accent.js';
import type { Colour } from '../core/colour.js';
import type { Look } from '../core/look.js';
import type { BrandView } from '../core/view-types.js';
import type { LookAsset, StoredLook } from '../store/look-store.js';
import type { Asset } from './assets.js';

/** What the brand is read from: what holds now, and a way to read it again. */
export interface LookSource {
  readonly current: StoredLook;
  refresh(): Promise<void>;
}

interface Made {
  readonly from: StoredLook;
  readonly view: BrandView;
  readonly files: ReadonlyMap<string, Asset>;
}

/** Wider than this a logo holds the company's name itself. */
const WIDE = 1.7;
const PIXELS_HIGH = 32;
const PIXELS_WIDE = 168;

/** The company's own logo, colours and style sheet: what pages link, and the files behind it, each named by its content. */
export class Brand {
  readonly #source: LookSource;
  #made: Made | undefined;
  /** Of the look before: a page that was answered a moment ago, or by another process, still asks for them. */
  #earlier: ReadonlyMap<string, Asset> = new Map();

  constructor(source: LookSource) {
    this.#source = source;
  }

  get look(): Look {
    return this.#source.current.look;
  }

  get view(): BrandView {
    return this.#make().view;
  }

  /** A file by its name in `/assets/`; one that is not known may have been made by another process just now. */
  async find(fileName: string): Promise<Asset | undefined> {
    if (!/^brand[.-][a-z0-9.-]{1,60}$/.test(fileName)) return undefined;
    const known = this.#known(fileName);
    if (known) return known;
    await this.#source.refresh();
    return this.#known(fileName);
  }

  #known(fileName: string): Asset | undefined {
    return this.#make().files.get(fileName) ?? this.#earlier.get(fileName);
  }

  #make(): Made {
    const { current } = this.#source;
    if (this.#made?.from === current) return this.#made;
    if (this.#made) this.#earlier = this.#made.files;
    this.#made = makeBrand(current);
    return this.#made;
  }
}

function makeBrand(from: StoredLook): Made {
  const files = new Map<string, Asset>();
  const [logo, favicon, css] = [from.assets.get('logo'), from.assets.get('favicon'), from.assets.get('css')];
  const put = (name: string, asset: Asset): string => {
    files.set(name, asset);
    return `/assets/${name}`;
  };
  const picture = (name: string, asset: LookAsset): string =>
    put(`brand-${name}.${asset.digest.slice(0, 16)}.${endingOf(asset.type)}`, plainAsset(asset.bytes, asset.type));
  const sheet = (name: string, text: Buffer): string => put(`${name}.${digestOf(text)}.css`, styleAsset(text));
  return {
    from,
    files,
    view: {
      ...(logo ? { logo: { src: picture('logo', logo), ...boxOf(logo) } } : {}),
      ...(favicon ? { favicon: { src: picture('favicon', favicon), type: favicon.type } } : {}),
      ...(from.look.accent ? { colours: sheet('brand', Buffer.from(accentStyles(from.look.accent))) } : {}),
      ...(css ? { styles: sheet('brand-own', css.bytes) } : {}),
    },
  };
}

/** The tokens an accent colour sets, in both themes. */
function accentStyles(accent: Colour): string {
  const [light, dark] = [lightTones(accent), darkTones(accent)];
  const tokens: readonly (readonly [string, keyof AccentTones])[] = [
    ['--p-accent', 'accent'],
    ['--p-accent-fill', 'fill'],
    ['--p-accent-fill-hover', 'fillHover'],
    ['--p-accent-soft', 'soft'],
    ['--p-accent-line', 'line'],
    ['--p-mine', 'mine'],
  ];
  const rules = tokens.map(([name, tone]) => `${name}:light-dark(${light[tone]},${dark[tone]})`);
  return `:root,[data-bs-theme]{${rules.join(';')}}\n`;
}

function boxOf({ width, height }: LookAsset): { width: number; height: number; isWide: boolean } {
  const scale = Math.min(1, PIXELS_HIGH / Math.max(1, height), PIXELS_WIDE / Math.max(1, width));
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
    isWide: width > height * WIDE,
  };
}

function plainAsset(body: Buffer, type: string): Asset {
  return { body, br: undefined, gzip: undefined, type };
}

function styleAsset(body: Buffer): Asset {
  return { body, br: undefined, gzip: gzipSync(body), type: 'text/css; charset=utf-8' };
}

function digestOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}

function endingOf(type: string): string {
  return type.slice(type.indexOf('/') + 1).replace('jpeg', 'jpg');
}
