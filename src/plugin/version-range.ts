import { isNewer } from './versions.js';

const COMPARATOR = /^(>=|<=|>|<|=|\^|~)?(\d+)\.(\d+)\.(\d+)(-[0-9A-Za-z.-]+)?$/;

/** Whether a text is a range of versions: comparators that must all hold, `>=0.1.0 <0.2.0`, or `^0.1.0`, `~0.1.0`, or one version. */
export function isVersionRange(range: string): boolean {
  const parts = range.trim().split(/\s+/);
  return parts.length <= 4 && parts.every((part) => COMPARATOR.test(part));
}

/** Whether a version lies in a range; false where the range is none. */
export function isInRange(version: string, range: string): boolean {
  return (
    isVersionRange(range) &&
    range
      .trim()
      .split(/\s+/)
      .every((part) => holds(version, part))
  );
}

function holds(version: string, comparator: string): boolean {
  const [, sign = '=', major = '', minor = '', patch = '', suffix = ''] = COMPARATOR.exec(comparator) ?? [];
  const bound = `${major}.${minor}.${patch}${suffix}`;
  if (sign === '>') return isNewer(version, bound);
  if (sign === '<') return isNewer(bound, version);
  if (sign === '<=') return !isNewer(version, bound);
  if (sign === '=') return version === bound;
  const isFromThere = !isNewer(bound, version);
  if (sign === '>=') return isFromThere;
  return isFromThere && isNewer(firstBreaking(sign, Number(major), Number(minor), Number(patch)), version);
}

/** The version from which on nothing is promised: before 1.0.0 the second number counts as the first one, before 0.1.0 the third. */
function firstBreaking(sign: string, major: number, minor: number, patch: number): string {
  if (sign === '~') return `${major}.${minor + 1}.0-0`;
  if (major > 0) return `${major + 1}.0.0-0`;
  return minor > 0 ? `0.${minor + 1}.0-0` : `0.0.${patch + 1}-0`;
}
