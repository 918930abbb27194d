import { systemClock } from '../../src/core/clock.js';
import { silentLogger } from '../../src/core/logger.js';
import { openDatabase } from '../../src/host/connection.js';
import { buildInbox } from './inbox-site.js';

// A process of its own: killed-inbox.ts <before|after> <n>. It reads a mailbox and dies as by kill -9 at its n-th mail, ahead of writing
// it down or when that is committed and the mail not filed yet.
const [moment, nth] = process.argv.slice(2);
const { TEST_DATABASE_URL = '', TEST_IMAP_URL = '' } = process.env;
const inbox = await buildInbox(openDatabase(TEST_DATABASE_URL, { log: silentLogger }), systemClock);
const taker = inbox.taker();
taker[moment === 'after' ? 'after' : 'before'] = () => {
  if (taker.shown.length === Number(nth)) process.kill(process.pid, 'SIGKILL');
};
inbox.worker(TEST_IMAP_URL, taker).start();
