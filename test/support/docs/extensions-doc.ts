import { readFileSync } from 'node:fs';
import { packagePath } from '../../../src/core/paths.js';
import { actionNames, filterNames } from '../../../src/plugin/hook-names.js';
import { markdownTable } from './table.js';

const PATH = 'docs/extensions.md';

/** docs/extensions.md: written by hand but for the parts between marks, which follow from the types. */
export function extensionsDocument(): string {
  const hooks = readFileSync(packagePath('src/hooks/hook-map.ts'), 'utf8');
  const context = readFileSync(packagePath('src/plugin/extensions/extension.ts'), 'utf8');
  const kept = readFileSync(packagePath('src/features/retention/extension-data.ts'), 'utf8');
  const parts: Readonly<Record<string, string>> = {
    filters: markdownTable(['filter', 'value and context'], payloadRows(hooks, 'PortalFilters', filterNames)),
    actions: markdownTable(['action', 'event'], payloadRows(hooks, 'PortalActions', actionNames)),
    types: codeBlock(hooks.slice(0, hooks.indexOf('type ByContact'))),
    context: codeBlock(declaration(context, 'ExtensionContext')),
    'personal data': codeBlock(declaration(kept, 'PersonalData')),
  };
  return Object.entries(parts).reduce(replacePart, readFileSync(packagePath(PATH), 'utf8'));
}

function replacePart(text: string, [name, part]: readonly [string, string]): string {
  const [begin, end] = [`<!-- made of the code: ${name} -->`, `<!-- end: ${name} -->`];
  const [before, rest] = text.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`${PATH}: lacks the marks of ${name}`);
  return `${before}${begin}\n\n${part}\n\n${end}${after}`;
}

/** Every hook with its payload as the source has it, in one line. */
function payloadRows(source: string, type: string, names: readonly string[]): readonly (readonly string[])[] {
  const body = declaration(source, type);
  return names.map((name, index) => {
    const start = body.indexOf(`'${name}': `);
    const next = names[index + 1];
    const end = next === undefined ? body.lastIndexOf('}') : body.indexOf(`'${next}': `);
    if (start < 0 || end < start) throw new Error(`${type}: ${name} is not where it was expected`);
    const payload = body.slice(start + name.length + 4, end);
    return [`\`${name}\``, `\`${oneLine(payload)}\``];
  });
}

function oneLine(payload: string): string {
  return payload
    .replace(/\/\*\*.*?\*\//gs, ' ')
    .replaceAll('readonly ', '')
    .replaceAll('ByContact', '{ contact: ContactView }')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/;$/, '')
    .replaceAll('; }', ' }');
}

/** An exported interface, with what stands above it. */
function declaration(source: string, name: string): string {
  const start = source.indexOf(`export interface ${name}`);
  const end = source.indexOf('\n}\n', start);
  if (start < 0 || end < 0) throw new Error(`${name}: is not where it was expected`);
  return source.slice(start, end + 2);
}

function codeBlock(code: string): string {
  return `\`\`\`ts\n${code.trim()}\n\`\`\``;
}
