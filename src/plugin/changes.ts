import { readFileSync } from 'node:fs';
import { packagePath } from '../core/paths.js';
import { isNewer } from './versions.js';

/** What a version brought, as the README tells it. */
export interface VersionChange {
  readonly version: string;
  readonly text: string;
}

/** The changes after one version up to another, newest first; a package without its README tells none. */
export function changesBetween(from: string, to: string): readonly VersionChange[] {
  return parseChanges(readReadme()).filter(({ version }) => isNewer(version, from) && !isNewer(version, to));
}

/** The entries of the README's last section: a list whose items begin with a version in bold. */
export function parseChanges(readme: string): readonly VersionChange[] {
  const [, after = ''] = readme.split(/^## Changes$/m);
  const [section = ''] = after.split(/^## /m);
  return section.split(/^- \*\*/m).flatMap((item) => {
    const [, version, text = ''] = /^(\d+\.\d+\.\d+[\w.-]*)\*\*:?([\s\S]*)$/.exec(item) ?? [];
    return version === undefined ? [] : [{ version, text: text.replace(/\s+/g, ' ').trim() }];
  });
}

function readReadme(): string {
  try {
    return readFileSync(packagePath('README.md'), 'utf8');
  } catch {
    return '';
  }
}
