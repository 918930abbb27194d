import type { Knex } from 'knex';
import { ConflictError, InvalidInputError } from '../../core/errors.js';
import type { AccessGrant, ContactReservation, StaffAuthor } from '../host-adapter.js';
import type { StoredValue } from '../metadata/field-kind.js';
import { writeAddressBook } from './address-book.js';
import { addressesAfter, contactModule, contactSchema, emailField, lockContact, userNameOf } from './contact-change.js';
import { touchEntity } from './entity-rows.js';
import type { HostContext } from './host-context.js';
import { changedFields, type LockedRecord, lockedValue, writeTraces } from './record-change.js';

/**
 * Stands where the CRM would keep a readable password: its own encoding never yields this, so that nobody signs in to the old portal with
 * it (an empty text would match an empty password), and it decodes to nothing, should a later save there mail the access data again.
 */
const NO_PASSWORD = '!';

const ZERO_TIME = '0000-00-00 00:00:00';

/** Names of the three fields of the contact's block «Portal user». */
const FIELDS = { isEnabled: 'portal', supportStart: 'support_start_date', supportEnd: 'support_end_date' } as const;

export interface GrantInput {
  readonly reservation: ContactReservation;
  readonly contactId: number;
  readonly wanted: AccessGrant;
  readonly author: StaffAuthor;
  readonly expected: AccessGrant | undefined;
}

/** Sets tick and dates of a locked contact with all a save in the CRM leaves behind; returns what stood there. */
export async function grantAccess(
  context: HostContext,
  trx: Knex.Transaction,
  input: GrantInput,
): Promise<AccessGrant> {
  const { contactId, wanted, expected } = input;
  const contact = await lockContact(context, trx, contactId);
  const state = await readState(context, trx, contactId);
  if (expected && !isSameGrant(expected, state.grant)) throw new ConflictError('recordChanged');
  const email = emailOf(context, contact);
  if (wanted.isEnabled && email.trim() === '')
    throw new InvalidInputError([{ field: 'access', code: 'admin-contacts:faults.noEmail' }]);
  if (isSameGrant(wanted, state.grant) && state.isConsistent) return state.grant;
  await write(context, trx, input, contact, state, email);
  return state.grant;
}

/** Tick and portal row as they stand; `isConsistent`: both say the same. */
interface PortalState {
  readonly grant: AccessGrant;
  readonly hasAccessRow: boolean;
  readonly hasPortalRow: boolean;
  readonly isConsistent: boolean;
  /** As stored, for the log. */
  readonly stored: Readonly<Record<keyof AccessGrant, StoredValue>>;
}

async function readState(
  { models: { CustomerAccess, PortalInfo } }: HostContext,
  trx: Knex.Transaction,
  contactId: number,
): Promise<PortalState> {
  const access = await CustomerAccess.query(trx).findById(contactId);
  const portal = await PortalInfo.query(trx)
    .where(PortalInfo.columnOf('id'), contactId)
    .select(PortalInfo.columnOf('isActive'))
    .first();
  const isTicked = Number(access?.hasPortal) === 1;
  const isActive = Number(portal?.isActive) === 1;
  const date = (text: string | null | undefined) => (text && !text.startsWith('0000') ? text.slice(0, 10) : undefined);
  const grant = {
    isEnabled: isTicked && isActive,
    supportStart: date(access?.supportStart),
    supportEnd: date(access?.supportEnd),
  };
  return {
    grant,
    hasAccessRow: access !== undefined,
    hasPortalRow: portal !== undefined,
    isConsistent: isTicked === isActive,
    stored: {
      isEnabled: isTicked ? '1' : '0',
      supportStart: grant.supportStart ?? '',
      supportEnd: grant.supportEnd ?? '',
    },
  };
}

async function write(
  context: HostContext,
  trx: Knex.Transaction,
  { reservation, contactId, wanted, author }: GrantInput,
  contact: LockedRecord,
  state: PortalState,
  email: string,
): Promise<void> {
  await touchEntity(context, trx, contact, context.wallClock.now(), author.userId);
  await writeAccess(context, trx, contactId, wanted, state);
  await writeAddressBook(
    context,
    trx,
    { id: contactId, module: contactModule },
    addressesAfter(context, contact, { values: {} }),
    author.userId,
  );
  await writePortalRow(context, trx, contactId, wanted, state, email);
  const values = {
    [FIELDS.isEnabled]: wanted.isEnabled ? '1' : '0',
    [FIELDS.supportStart]: wanted.supportStart ?? '',
    [FIELDS.supportEnd]: wanted.supportEnd ?? '',
  };
  const record = withAccess(context, contact, state);
  const module = contactSchema(context);
  const change = { changeLogId: reservation.changeLogId, author, values };
  await writeTraces(context, trx, module, record, changedFields(module, record, change), change);
}

async function writeAccess(
  { models: { CustomerAccess } }: HostContext,
  trx: Knex.Transaction,
  id: number,
  wanted: AccessGrant,
  { hasAccessRow }: PortalState,
): Promise<void> {
  const row = {
    hasPortal: wanted.isEnabled ? '1' : '0',
    supportStart: wanted.supportStart ?? null,
    supportEnd: wanted.supportEnd ?? null,
  };
  // An imported contact may lack a row that the CRM itself always makes.
  if (!hasAccessRow) await CustomerAccess.query(trx).insert({ id, ...row });
  else await CustomerAccess.query(trx).where(CustomerAccess.columnOf('id'), id).patch(row);
}

async function writePortalRow(
  { models: { PortalInfo } }: HostContext,
  trx: Knex.Transaction,
  id: number,
  { isEnabled }: AccessGrant,
  { hasPortalRow }: PortalState,
  email: string,
): Promise<void> {
  const row = { userName: userNameOf(email), isActive: isEnabled ? 1 : 0 };
  if (hasPortalRow) {
    await PortalInfo.query(trx).where(PortalInfo.columnOf('id'), id).patch(row);
    return;
  }
  if (!isEnabled) return;
  await PortalInfo.query(trx).insert({
    id,
    ...row,
    encodedPassword: NO_PASSWORD,
    kind: 'C',
    lastSignedInAt: ZERO_TIME,
    signedInAt: ZERO_TIME,
    signedOutAt: ZERO_TIME,
  });
}

/** The locked row with the three fields the log compares; they stand in a table no customer's change reaches. */
function withAccess(context: HostContext, contact: LockedRecord, { stored }: PortalState): LockedRecord {
  const { fields } = contactSchema(context);
  const columns = Object.entries(FIELDS).flatMap(([key, name]) => {
    const field = fields.get(name);
    return field ? [[field.column, stored[key as keyof AccessGrant]] as const] : [];
  });
  return { ...contact, row: { ...contact.row, ...Object.fromEntries(columns) } };
}

function emailOf(context: HostContext, contact: LockedRecord): string {
  const field = contactSchema(context).fields.get(emailField);
  return (field && lockedValue(contact, field)) ?? '';
}

function isSameGrant(left: AccessGrant, right: AccessGrant): boolean {
  return (
    left.isEnabled === right.isEnabled &&
    left.supportStart === right.supportStart &&
    left.supportEnd === right.supportEnd
  );
}
