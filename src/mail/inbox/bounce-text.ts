import type { DeliveryStory } from './delivery-verdict.js';
import type { MailHeaders } from './mail-headers.js';

const DAEMON = /^(?:mailer-daemon|postmaster|mail-daemon|mailerdaemon)@/;
const QMAIL = /^Hi\. This is the /m;
const FAILED =
  /could not be delivered|delivery to the following recipients? failed|failed permanently|undeliverable|returned mail/i;
const DELAYED =
  /has not yet been delivered|delivery (?:is|was|has been) delayed|will (?:keep|continue) (?:on )?trying|no action is required/i;
/** From here on the returned mail is shown. */
const COPY = /^-{3,}.{0,60}(?:copy of the message|original message|below this line).{0,60}$/im;
/** An address alone on its line, as Exim and Gmail write it; qmail puts it in brackets before a colon. */
const ADDRESS_LINE = /^[ \t]{0,8}<?([^\s<>@"]{1,64}@[a-z0-9.-]{1,253})>?:?[ \t]*$/i;
const MOST_LINES = 500;
const MOST_REASON_LINES = 8;

/** Reads a failure told in words; empty for a mail that no mail server wrote, or whose words are not among those known. */
export function readBounceText(headers: MailHeaders, text: string): readonly DeliveryStory[] {
  if (!isFromServer(headers)) return [];
  const copy = COPY.exec(text);
  const words = copy ? text.slice(0, copy.index) : text;
  const isDelayed = DELAYED.test(words);
  if (!QMAIL.test(words) && !FAILED.test(words) && !isDelayed) return [];
  const failed = headers.addresses('x-failed-recipients');
  const lines = words.split('\n', MOST_LINES);
  const stories = lines.flatMap((line, at): DeliveryStory[] => {
    const address = ADDRESS_LINE.exec(line)?.[1]?.toLowerCase();
    if (address === undefined || (failed.length > 0 && !failed.includes(address))) return [];
    return [{ address, status: '', reason: reasonBelow(lines, at), isDelayed }];
  });
  const told = new Set(stories.map(({ address }) => address));
  const untold = failed.filter((address) => !told.has(address));
  return [...stories, ...untold.map((address) => ({ address, status: '', reason: reasonOf(lines), isDelayed }))];
}

function isFromServer(headers: MailHeaders): boolean {
  if (headers.hasNoReturnPath || headers.has('x-failed-recipients')) return true;
  return headers.addresses('from').some((from) => DAEMON.test(from));
}

/** The lines under an address up to an empty one or the next address. */
function reasonBelow(lines: readonly string[], at: number): string {
  const below = lines.slice(at + 1, at + 1 + MOST_REASON_LINES);
  const end = below.findIndex((line) => line.trim() === '' || ADDRESS_LINE.test(line));
  const words = (end < 0 ? below : below.slice(0, end)).join(' ').trim();
  return words === '' ? reasonOf(lines) : words;
}

/** The first line that quotes an answer of the other server. */
function reasonOf(lines: readonly string[]): string {
  return lines.find((line) => /\b[45]\d\d[ -]\S/.test(line.slice(0, 300)))?.trim() ?? '';
}
