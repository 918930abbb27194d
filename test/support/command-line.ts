import { runCommand } from '../../src/cli/program.js';

/** What a command ended with, and all it said. */
export interface CommandAnswer {
  readonly code: number;
  readonly said: string;
}

/** Runs commands in this process under these environment variables; `input` is what stands on the standard input. */
export function commandLine(
  settings: Readonly<Record<string, string>>,
): (words: string, changes?: Readonly<Record<string, string>>, input?: string) => Promise<CommandAnswer> {
  return async (words, changes = {}, input = undefined) => {
    const lines: string[] = [];
    const say = (line: string): unknown => lines.push(line);
    const environment = { ...settings, ...changes };
    const read = input === undefined ? {} : { input: async () => input };
    const code = await runCommand(words.split(' '), { environment, output: { out: say, err: say }, ...read });
    return { code, said: lines.join('\n') };
  };
}
