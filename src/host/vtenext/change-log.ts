import { randomInt } from 'node:crypto';
import type { Knex } from 'knex';
import type { Author, StaffAuthor } from '../host-adapter.js';
import type { StoredValue } from '../metadata/field-kind.js';
import type { FieldSchema } from '../metadata/types.js';
import type { HostContext } from './host-context.js';
import { phpJson } from './php-json.js';

/** One changed value as the CRM's log lists it; the last four name the referenced records before and after. */
export type LoggedChange = readonly [
  label: string,
  before: StoredValue,
  after: StoredValue,
  field: string,
  type: string | null,
  beforeModule: string,
  beforeName: string,
  afterModule: string,
  afterName: string,
];

/** The description of a record's creation. */
export const creation: readonly ['ChangeLogCreation'] = ['ChangeLogCreation'];

/** Fields the CRM leaves out of its log. */
export function isLogged(field: FieldSchema): boolean {
  return field.uitype !== 1020 && field.uitype !== 1021 && field.uitype !== 70;
}

/** What the log calls a field's type; null for the kinds the CRM has no word for, plain texts among them. */
export function loggedType(field: FieldSchema): string | null {
  return typeOfUitype.get(field.uitype) ?? null;
}

const typeOfUitype: ReadonlyMap<number, string> = new Map(
  Object.entries({
    text: [19, 20, 21, 24, 210],
    picklist: [15, 16, 212, 300, 310],
    multipicklist: [33, 311],
    picklistmultilanguage: [1015],
    reference: [10, 26, 50, 51, 52, 54, 77, 116, 117, 357],
    owner: [53],
    boolean: [56, 156],
    date: [5],
    datetime: [70, 214],
    time: [73],
    email: [13],
    phone: [11, 1014],
    url: [17, 207, 209],
    currency: [71],
    file: [28, 29, 61],
    signature: [1016],
    skype: [85],
    whatsapp: [86],
    string: [98, 221],
  }).flatMap(([type, uitypes]) => uitypes.map((uitype) => [uitype, type] as const)),
);

/** Writes one entry of a record's history: acted by the portal user and shown as the contact's, or wholly a CRM user's own. */
export async function writeChangeLog(
  { models, metadata, wallClock }: HostContext,
  trx: Knex.Transaction,
  id: number,
  recordId: number,
  author: Author | StaffAuthor,
  description: typeof creation | readonly LoggedChange[],
): Promise<void> {
  const user = 'userId' in author ? { id: author.userId, userName: author.userName } : metadata.current.portalUser;
  const { ChangeLogEntry } = models;
  await ChangeLogEntry.query(trx).insert({
    id,
    revision: description === creation ? 1 : await nextRevision(models, trx, recordId),
    recordId,
    userId: user.id,
    userName: user.userName.slice(0, 20),
    authorId: 'userId' in author ? author.userId : author.contactId,
    authorModule: 'userId' in author ? 'Users' : 'Contacts',
    authorName: author.name.slice(0, 255),
    changedAt: wallClock.now(),
    requestId: requestId(wallClock.clock.now()),
    description: phpJson(description),
    isHidden: 0,
  });
}

/** The history of a record counts 1.0, 1.1, 1.2 …; its column ends at 99.9. The caller holds the record's lock. */
async function nextRevision(models: HostContext['models'], trx: Knex.Transaction, recordId: number): Promise<number> {
  const { ChangeLogEntry } = models;
  const highest = await trx(ChangeLogEntry.tableName)
    .where(ChangeLogEntry.columnOf('recordId'), recordId)
    .max<{ revision: number | string | null }[]>({ revision: ChangeLogEntry.columnOf('revision') });
  const last = highest[0]?.revision;
  if (last === null || last === undefined) return 1;
  return Math.min(999, Math.round(Number(last) * 10) + 1) / 10;
}

/** As PHP's `uniqid` with more entropy makes them: seconds and microseconds in hexadecimal, then a fraction. */
function requestId(now: number): string {
  const seconds = Math.floor(now / 1000).toString(16);
  const micros = ((now % 1000) * 1000 + randomInt(1000)).toString(16).padStart(5, '0');
  return `prt${seconds}${micros}${randomInt(10)}.${String(randomInt(1e8)).padStart(8, '0')}`;
}
