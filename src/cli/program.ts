import { Command, CommanderError } from 'commander';
import { readManifest } from '../plugin/read-manifest.js';
import { addContactCommand } from './contact-command.js';
import { addDemoCommand } from './demo-command.js';
import { addDoctorCommand } from './doctor-command.js';
import { addExtensionCommand } from './extension-command.js';
import { addGrantsCommand } from './grants-command.js';
import { addLeaksCommand } from './leaks-command.js';
import { addLifecycleCommands } from './life-cycle-commands.js';
import { addLookCommand } from './look-command.js';
import { addMailCommand } from './mail-command.js';
import { failureLines } from './output.js';
import { addProfileCommand } from './profile-command.js';
import { addReadOnlyCommand } from './read-only-command.js';
import { addServeCommand } from './serve-command.js';
import type { CommandContext } from './settings.js';
import { addSettingsCommand } from './settings-command.js';

/** The exit codes of every command: done, refused or failed, wrong use. */
export const ExitCode = { done: 0, failed: 1, usage: 2 } as const;

/** Runs one command line (without node and script) and returns its exit code; prints what went wrong. */
export async function runCommand(words: readonly string[], context: CommandContext): Promise<number> {
  try {
    await createProgram(context).parseAsync([...words], { from: 'user' });
    return ExitCode.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.done : ExitCode.usage;
    for (const line of failureLines(error)) context.output.err(line);
    return ExitCode.failed;
  }
}

/** Every command, ready to be run or described. */
export function createProgram(context: CommandContext): Command {
  const { name, version } = readManifest();
  const program = new Command('portal').description(name).version(version).exitOverride();
  program.configureOutput({
    writeOut: (text) => context.output.out(text.trimEnd()),
    writeErr: (text) => context.output.err(text.trimEnd()),
  });
  addServeCommand(program, context);
  addLifecycleCommands(program, context);
  addDoctorCommand(program, context);
  addGrantsCommand(program, context);
  addDemoCommand(program, context);
  addContactCommand(program, context);
  addMailCommand(program, context);
  addLookCommand(program, context);
  addProfileCommand(program, context);
  addSettingsCommand(program, context);
  addExtensionCommand(program, context);
  addLeaksCommand(program, context);
  addReadOnlyCommand(program, context);
  for (const command of allCommands(program)) command.exitOverride();
  return program;
}

/** Commander hands its settings to commands when they are made, but a group's own commands come later. */
function allCommands(command: Command): readonly Command[] {
  return command.commands.flatMap((child) => [child, ...allCommands(child)]);
}
