#!/usr/bin/env node
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
});
