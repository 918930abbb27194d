import { isPlainAddress } from '../mail-address.js';
import { oneLine } from '../mail-text.js';
import type { DeliveryReport } from './incoming-mail.js';

const LONGEST_REASON = 500;
const MOST_REPORTS = 50;

/** Statuses that mean: no such mailbox or domain, now or later. */
const GONE = /^5\.(?:1\.(?:0|1|2|3|4|6|10)|2\.1|4\.4|4\.310)$/;
/** Statuses that say too little; then the words decide. */
const VAGUE = /^5\.(?:0\.0|4\.1|5\.0|7\.1|3\.0|2\.0)$/;
const GONE_WORDS =
  /user unknown|unknown user|no such (?:user|mailbox|recipient|address)|user not found|recipient not found|recipnotfound|does(?:n't| not) (?:exist|have an? \S{1,60} account)|mailbox (?:unavailable|not found|disabled|does not exist)|unrouteable address|unknown (?:address|recipient|local part)|address rejected: access denied|invalid (?:recipient|mailbox)|account (?:has been )?(?:disabled|closed)|host or domain name not found|domain not found|no mailbox here by that name|casella inesistente|utente sconosciuto|empfänger unbekannt|couldn't find any host/i;
const FULL_WORDS =
  /mailbox (?:is )?full|over(?:\s|-)?quota|quota (?:exceeded|full)|exceed\w{0,4} (?:\w{1,20} ){0,3}quota|out of storage|casella piena|postfach (?:ist )?voll|\b552[ -]/i;

/** What a server told of one address, as it stands in its report. */
export interface DeliveryStory {
  readonly address: string;
  /** As stated; empty when it is not. */
  readonly status: string;
  readonly reason: string;
  readonly isDelayed: boolean;
}

/** Judges what a server told; stories about what is no address are left out, and one address is told of once. */
export function judgeDelivery(
  stories: readonly DeliveryStory[],
  originalMessageId: string | undefined,
): readonly DeliveryReport[] {
  const reports = new Map<string, DeliveryReport>();
  for (const story of stories) {
    const address = story.address.toLowerCase();
    if (!isPlainAddress(address) || reports.has(address) || reports.size >= MOST_REPORTS) continue;
    const status = statusOf(story);
    const reason = oneLine(story.reason, LONGEST_REASON);
    const isHard = !story.isDelayed && isGone(status, reason);
    reports.set(address, { address, isHard, status, reason, originalMessageId });
  }
  return [...reports.values()];
}

function isGone(status: string, reason: string): boolean {
  if (!status.startsWith('5.') || FULL_WORDS.test(reason)) return false;
  return GONE.test(status)
    ? status !== '5.1.0' || !/sender/i.test(reason)
    : VAGUE.test(status) && GONE_WORDS.test(reason);
}

/** The more exact of the stated status and the one within the server's words. */
function statusOf({ status, reason, isDelayed }: DeliveryStory): string {
  const stated = /^[245]\.\d{1,3}\.\d{1,3}/.exec(status.trim())?.[0];
  const told = /(?:^|[\s(#;-])([45]\.\d{1,3}\.\d{1,3})(?=[\s);:,]|$)/.exec(reason.slice(0, LONGEST_REASON))?.[1];
  const isExact = stated !== undefined && !/^[245]\.0\.0$/.test(stated);
  if (isExact || (stated !== undefined && told?.[0] !== stated[0])) return stated;
  if (told !== undefined) return told;
  if (stated !== undefined) return stated;
  return isDelayed || /(?:^|\s)4\d\d[ -]/.test(reason) ? '4.0.0' : '5.0.0';
}
