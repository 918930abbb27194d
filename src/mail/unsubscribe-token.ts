import { equalsInConstantTime, keyedHash } from '../core/secrets.js';
import { parseId } from '../core/text.js';
import { type MailTopic, mailTopics } from './email-definition.js';

/** The one choice a link in a mail may change. */
export interface UnsubscribeClaim {
  readonly contactId: number;
  readonly topic: MailTopic;
}

/** What stands in an unsubscribe link: whose choice of which topic, sealed; nothing is stored for it. */
export function unsubscribeToken(secret: string, { contactId, topic }: UnsubscribeClaim): string {
  return `${contactId}.${topic}.${seal(secret, contactId, topic)}`;
}

/** The claim of a token this portal made; undefined for everything else. */
export function readUnsubscribeToken(secret: string, token: string): UnsubscribeClaim | undefined {
  const [id = '', name, mark = '', ...more] = token.split('.');
  const contactId = parseId(id);
  const topic = mailTopics.find((known) => known === name);
  if (contactId === undefined || topic === undefined || more.length > 0) return undefined;
  return equalsInConstantTime(mark, seal(secret, contactId, topic)) ? { contactId, topic } : undefined;
}

function seal(secret: string, contactId: number, topic: MailTopic): string {
  return keyedHash(secret, 'unsubscribe', `${contactId}.${topic}`);
}
