import { runCommand } from '../../src/cli/program.js';

/** What a command ended with, and all it said. */
export interface CommandAnswer {
  readonly code: number;
  readonly said: string;
}

/** Runs commands in this process under these environment variables. */
export function commandLine(
  settings: Readonly<Record<string, string>>,
): (words: string, changes?: Readonly<Record<string, string>>) => Promise<CommandAnswer> {
  return async (words, changes = {}) => {
    const lines: string[] = [];
    const say = (line: string): unknown => lines.push(line);
    const environment = { ...settings, ...changes };
    const code = await runCommand(words.split(' '), { environment, output: { out: say, err: say } });
    return { code, said: lines.join('\n') };
  };
}
