import type { Command } from 'commander';
import { createProgram } from '../../../src/cli/program.js';
import { GENERATED, markdownTable } from './table.js';

/** docs/commands.md: every command of the command line, as its definitions have it. */
export function commandsDocument(): string {
  const program = createProgram({ environment: {}, output: { out: () => undefined, err: () => undefined } });
  return [
    '# Commands',
    GENERATED,
    'Inside the checkout `npx portal …`. A command ends with 0 (done), 1 (refused or failed, with one line a reason) or 2 (wrong use). Settings come from the environment: [settings.md](settings.md).',
    ...leavesOf(program, 'portal').map(describeCommand),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

interface Leaf {
  readonly path: string;
  readonly command: Command;
}

/** The commands that do something, with their groups' names before them. */
function leavesOf(command: Command, path: string): readonly Leaf[] {
  if (command.commands.length === 0) return [{ path, command }];
  return command.commands.flatMap((child) => leavesOf(child, `${path} ${child.name()}`));
}

function describeCommand({ path, command }: Leaf): string {
  const words = command.registeredArguments.map((argument) => {
    const name = argument.variadic ? `${argument.name()}…` : argument.name();
    return argument.required ? `<${name}>` : `[${name}]`;
  });
  const facts = [
    ...command.registeredArguments.map((argument) => ({
      name: `<${argument.name()}>`,
      description: argument.description,
      choices: argument.argChoices,
      value: argument.defaultValue as unknown,
    })),
    ...command.options.map((option) => ({
      name: option.flags,
      description: option.description,
      choices: option.argChoices,
      value: option.defaultValue as unknown,
    })),
  ].filter(({ description, choices }) => description !== '' || choices !== undefined);
  const rows = facts.map(({ name, description, choices, value }) => [
    `\`${name}\``,
    [description, choices?.map((choice) => `\`${choice}\``).join(', ')].filter(Boolean).join(': '),
    value === undefined || typeof value === 'boolean' ? '' : `\`${String(value)}\``,
  ]);
  return [
    `## ${[path, ...words].join(' ')}`,
    sentence(command.description()),
    ...(rows.length > 0 ? [markdownTable(['word', 'meaning', 'default'], rows)] : []),
  ].join('\n\n');
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
