import { readFileSync } from 'node:fs';

/** A file's settings, and what is wrong with it, one text a fault. */
export interface ConfigFile {
  readonly values: Readonly<Record<string, string>>;
  readonly faults: readonly string[];
}

/** Reads the file that `PORTAL_CONFIG` names; never throws. */
export function readConfigFile(file: string): ConfigFile {
  try {
    return parseConfigFile(readFileSync(file, 'utf8'));
  } catch (error) {
    const cause = error instanceof Error ? error.message : 'unknown';
    return { values: {}, faults: [`PORTAL_CONFIG: ${file} cannot be read (${cause})`] };
  }
}

const LINE = /^(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)$/;
const QUOTED = /^(["'])(.*)\1\s*(?:#.*)?$/;

/** `NAME=value` lines, as a shell would read them: a value may stand in quotes, and ` #` starts a remark. */
function parseConfigFile(text: string): ConfigFile {
  const values: Record<string, string> = {};
  const faults: string[] = [];
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const [, name, value = ''] = LINE.exec(line) ?? [];
    // The line itself may hold a secret and is not repeated.
    if (name === undefined) faults.push(`PORTAL_CONFIG: line ${index + 1} is not NAME=value`);
    else values[name] = QUOTED.exec(value)?.[2] ?? value.replace(/(^|\s+)#.*$/, '');
  }
  return { values, faults };
}
