import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the thread that loads modules is told once. */
export interface ResolveData {
  /** The running program's module for the authors of extensions. */
  readonly apiUrl: string;
}

interface Resolution {
  readonly url: string;
  readonly format?: string | null;
  readonly shortCircuit?: boolean;
}

type Next = (specifier: string, context: { readonly parentURL?: string }) => Promise<Resolution>;

const PACKAGE = 'vtenext-customer-portal';
const MARK = 'extension';
let apiUrl = '';

/** Called by Node when the hook is registered. */
export function initialize(data: ResolveData): void {
  apiUrl = data.apiUrl;
}

/**
 * Modules of extensions, which their mark tells, get the running portal by its package's name, wherever they lie; what they import of their
 * own is marked as well, so that a changed folder is read anew as a whole.
 */
export async function resolve(
  specifier: string,
  context: { readonly parentURL?: string },
  next: Next,
): Promise<Resolution> {
  const main = markOf(specifier);
  if (main !== undefined) return marked(await next(specifier, context), main);
  const { parentURL } = context;
  const mark = markOf(parentURL);
  if (parentURL === undefined || mark === undefined) return next(specifier, context);
  if (specifier === PACKAGE) return next(apiUrl, context);
  const found = await next(specifier, context);
  return isOwn(specifier, found.url, parentURL) ? marked(found, mark) : found;
}

function markOf(url: string | undefined): string | undefined {
  if (!url?.startsWith('file:') || !URL.canParse(url)) return undefined;
  return new URL(url).searchParams.get(MARK) ?? undefined;
}

function isOwn(specifier: string, found: string, parent: string): boolean {
  if (!/^\.{1,2}\//.test(specifier) || !found.startsWith('file:')) return false;
  return !fileURLToPath(found).startsWith(`${dirname(fileURLToPath(parent))}/node_modules/`);
}

function marked(found: Resolution, mark: string): Resolution {
  const url = new URL(found.url);
  url.searchParams.set(MARK, mark);
  const isScript = /\.m?js$/.test(url.pathname);
  return { ...found, url: url.href, ...(isScript ? { format: 'module' } : {}) };
}
