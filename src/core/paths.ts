import { fileURLToPath } from 'node:url';

/** The package's root folder, with a trailing slash; the same from `src` and from `dist`. */
export const packageRoot = fileURLToPath(new URL('../../', import.meta.url));

/** An absolute path below the package's root. */
export function packagePath(...parts: readonly string[]): string {
  return packageRoot + parts.join('/');
}
