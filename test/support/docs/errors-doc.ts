import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as errors from '../../../src/core/errors.js';
import { packagePath } from '../../../src/core/paths.js';
import { GENERATED, markdownTable } from './table.js';

/** The classes a `code` is thrown with, and the status each answers; the base class says its own. */
const STATUSES: Readonly<Record<string, number>> = {
  MalformedRequestError: new errors.MalformedRequestError().status,
  InvalidInputError: new errors.InvalidInputError([]).status,
  NotSignedInError: new errors.NotSignedInError().status,
  NotAllowedError: new errors.NotAllowedError().status,
  NotFoundError: new errors.NotFoundError().status,
  ConflictError: new errors.ConflictError().status,
  RefusedError: new errors.RefusedError('').status,
  TooManyRequestsError: new errors.TooManyRequestsError(0).status,
  HostUnavailableError: new errors.HostUnavailableError().status,
  CrmReadOnlyError: new errors.CrmReadOnlyError().status,
};

/** Texts of the error page itself, which are no codes. */
const PAGE_TEXTS = ['siteName', 'retry', 'titles'];

/** docs/errors.md: what a code means, which status it answers and what people read. */
export function errorsDocument(): string {
  const texts = readTexts();
  const statuses = statusesByCode(Object.keys(texts));
  const rows = Object.entries(texts)
    .filter(([code]) => !PAGE_TEXTS.includes(code))
    .map(([code, text]) => [`\`${code}\``, [...(statuses.get(code) ?? [])].sort().join(', '), String(text)])
    .sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  const titles = Object.entries(texts.titles as Readonly<Record<string, string>>);
  return [
    '# Errors',
    GENERATED,
    "An error the portal throws on purpose is a `PortalError` (`src/core/errors.ts`): its `status` is the answer's, its `code` the key of its text (`locales/<language>/errors.json`). Without a status the code stands beside a field or in a page, or the status is only decided while the request runs.",
    markdownTable(['code', 'status', 'text'], rows),
    '## Titles of the error page',
    markdownTable(['status', 'title'], titles),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

function readTexts(): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(packagePath('locales/en/errors.json'), 'utf8'));
}

/** As the source throws them, on one line: `new NotAllowedError('mayNotComment')`, `new PortalError(405, 'methodNotAllowed')`, or a class's own default. */
function statusesByCode(codes: readonly string[]): ReadonlyMap<string, ReadonlySet<number>> {
  const found = new Map<string, Set<number>>();
  const note = (code: string | undefined, status: number | undefined): void => {
    if (code === undefined || status === undefined || !codes.includes(code)) return;
    found.set(code, (found.get(code) ?? new Set()).add(status));
  };
  const source = readSource();
  for (const [, name = '', input = ''] of source.matchAll(/new (\w+Error)\((.*)/g)) {
    const status = name === 'PortalError' ? Number(/^\d{3}/.exec(input)) : STATUSES[name];
    for (const [, code] of input.matchAll(/'(\w+)'/g)) note(code, status);
  }
  for (const [, name = '', code] of source.matchAll(/class (\w+Error) extends PortalError[\s\S]*?code = '(\w+)'/g))
    note(code, STATUSES[name]);
  return found;
}

function readSource(): string {
  const folder = packagePath('src');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .sort()
    .map((path) => readFileSync(join(folder, path), 'utf8'))
    .join('\n');
}
