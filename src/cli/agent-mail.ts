import { createInterface } from 'node:readline/promises';
import type { AgentMail } from '../plugin/lifecycle-reports.js';

/** Somebody at a terminal who can be asked. */
export interface Person {
  ask(question: string): Promise<string>;
}

/** The two sides that can mail customers what agents do. */
export const AGENT_MAIL: readonly AgentMail[] = ['portal', 'crm'];

const QUESTION = [
  'Who mails customers what agents do to their tickets: the portal or the CRM?',
  'A CRM with an outgoing mail server does it already.',
  '[portal/crm, empty: portal] ',
].join('\n');

/** Whoever is at the terminal of this process; undefined: nobody is. */
export function personAtTerminal(): Person | undefined {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return undefined;
  return {
    async ask(question) {
      const terminal = createInterface({ input: process.stdin, output: process.stdout });
      try {
        return await terminal.question(question);
      } finally {
        terminal.close();
      }
    },
  };
}

/** Asks until the answer is one. */
export async function askAgentMail(person: Person): Promise<AgentMail> {
  for (;;) {
    const answer = (await person.ask(QUESTION)).trim().toLowerCase();
    const chosen = answer === '' ? 'portal' : AGENT_MAIL.find((side) => side === answer);
    if (chosen) return chosen;
  }
}
