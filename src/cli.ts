#!/usr/bin/env node
import { text } from 'node:stream/consumers';
import { personAtTerminal } from './cli/agent-mail.js';
import { processOutput } from './cli/output.js';
import { runCommand } from './cli/program.js';

// Whoever reads our lines may stop reading: `portal serve | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await runCommand(process.argv.slice(2), {
  environment: process.env,
  output: processOutput,
  person: personAtTerminal(),
  input: () => text(process.stdin),
});

// What an extension left running must not keep a command from ending; what was printed is written first.
setInterval(() => {
  if (process.stdout.writableLength === 0 && process.stderr.writableLength === 0) process.exit();
}, 1_000).unref();
