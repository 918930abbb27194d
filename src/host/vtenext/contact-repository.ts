import type { Knex } from 'knex';
import { firstAstralCharacter } from '../../core/text.js';
import type {
  Author,
  Colleague,
  ColleagueQuery,
  ContactPhoto,
  ContactRepository,
  ContactReservation,
  HostContact,
} from '../host-adapter.js';
import type { StoredValue } from '../metadata/field-kind.js';
import { isCrmReadOnly } from '../read-only.js';
import { changeContact, contactSchema, emailField, lockContact, userNameOf } from './contact-change.js';
import { type ContactRow, contactRows, presentContact } from './contact-rows.js';
import type { HostContext } from './host-context.js';
import { nextId } from './ids.js';
import { decodePortalPassword } from './portal-password.js';
import { lockedValue } from './record-change.js';

/** Contacts of a vtenext database and what decides about their access. */
export class VtenextContactRepository implements ContactRepository {
  readonly #context: HostContext;

  constructor(context: HostContext) {
    this.#context = context;
  }

  async byId(contactId: number): Promise<HostContact | undefined> {
    const { Contact } = this.#context.models;
    const row: ContactRow | undefined = await contactRows(this.#context)
      .where(Contact.columnOf('id'), contactId)
      .first();
    return row && presentContact(row);
  }

  async byIds(contactIds: readonly number[]): Promise<readonly HostContact[]> {
    if (contactIds.length === 0) return [];
    const { Contact } = this.#context.models;
    const rows: ContactRow[] = await contactRows(this.#context).whereIn(Contact.columnOf('id'), [...contactIds]);
    return rows.map(presentContact);
  }

  async candidates(login: string): Promise<readonly HostContact[]> {
    const { knex, models } = this.#context;
    const { Contact, PortalInfo } = models;
    // The CRM's columns cannot hold such a character, and the server refuses to compare them with one.
    if (firstAstralCharacter(login) !== undefined) return [];
    const spellings = [...new Set([login, login.toLowerCase()])];
    // Two searches by index; one condition over both tables would read every contact.
    const ids: { readonly id: number }[] = await knex.union([
      knex(PortalInfo.tableName).whereIn(PortalInfo.columnOf('userName'), spellings).select(PortalInfo.select('id')),
      knex(Contact.tableName).whereIn(Contact.columnOf('email'), spellings).select(Contact.select('id')),
    ]);
    if (ids.length === 0) return [];
    const rows: ContactRow[] = await contactRows(this.#context).whereIn(
      Contact.columnOf('id'),
      ids.map((row) => row.id),
    );
    // The CRM's collation also takes è for e; an address must be the same but for upper and lower case.
    const isLogin = (text: string): boolean => text.toLowerCase() === login.toLowerCase();
    const byUserName = (contact: HostContact): number => (isLogin(contact.userName) ? 0 : 1);
    return rows
      .map(presentContact)
      .filter((contact) => isLogin(contact.userName) || isLogin(contact.email))
      .sort((a, b) => byUserName(a) - byUserName(b) || a.id - b.id);
  }

  async colleagues({ accountId, recordId, shares, onlyShared, limit }: ColleagueQuery): Promise<readonly Colleague[]> {
    const { knex, models } = this.#context;
    const { Account, Contact, CrmEntity, CustomerAccess, PortalInfo } = models;
    const isShared = knex
      .from({ share: shares.table })
      .where(`share.${shares.recordColumn}`, recordId)
      .where(`share.${shares.contactColumn}`, knex.ref(Contact.columnOf('id')));
    const query = contactRows(this.#context)
      .where({
        [Account.columnOf('id')]: accountId,
        [CrmEntity.columnOf('isDeleted')]: 0,
        [CustomerAccess.columnOf('hasPortal')]: '1',
        [PortalInfo.columnOf('isActive')]: 1,
      })
      .select({ isShared: knex.raw('exists ?', [isShared.clone().select(knex.raw('1'))]) })
      .orderByRaw('?? desc, ??, ??, ??', [
        'isShared',
        Contact.columnOf('lastName'),
        Contact.columnOf('firstName'),
        Contact.columnOf('id'),
      ])
      .limit(limit);
    if (onlyShared) query.whereExists(isShared);
    const rows: (ContactRow & { readonly isShared: number })[] = await query;
    return rows.map((row) => ({ contact: presentContact(row), isShared: Number(row.isShared) === 1 }));
  }

  decodePassword(encoded: string): string | undefined {
    return decodePortalPassword(encoded) || undefined;
  }

  async recordSignIn(contactId: number): Promise<void> {
    const { knex, models, wallClock } = this.#context;
    if (isCrmReadOnly(knex)) return;
    const { PortalInfo } = models;
    await PortalInfo.query().where(PortalInfo.columnOf('id'), contactId).patch({ signedInAt: wallClock.now() });
  }

  async recordSignOut(contactId: number): Promise<void> {
    const { knex, models, wallClock } = this.#context;
    if (isCrmReadOnly(knex)) return;
    const { PortalInfo } = models;
    await knex(PortalInfo.tableName)
      .where(PortalInfo.columnOf('id'), contactId)
      .update({
        [PortalInfo.column('lastSignedInAt')]: knex.ref(PortalInfo.columnOf('signedInAt')),
        [PortalInfo.column('signedOutAt')]: wallClock.now(),
      });
  }

  async reserveChange(): Promise<ContactReservation> {
    const { knex, prefix } = this.#context;
    return { changeLogId: await nextId(knex, prefix, 'changelog') };
  }

  async update(
    trx: Knex.Transaction,
    { changeLogId }: ContactReservation,
    contactId: number,
    values: Readonly<Record<string, StoredValue>>,
    author: Author,
    expectedModified?: string,
  ): Promise<readonly string[]> {
    const contact = await lockContact(this.#context, trx, contactId);
    const expected = expectedModified === undefined ? {} : { expectedModified };
    return changeContact(this.#context, trx, contact, { changeLogId, author, values, ...expected });
  }

  async changeEmail(
    trx: Knex.Transaction,
    { changeLogId }: ContactReservation,
    contactId: number,
    change: { readonly from: string; readonly to: string },
    author: Author,
  ): Promise<boolean> {
    const contact = await lockContact(this.#context, trx, contactId);
    const field = contactSchema(this.#context).fields.get(emailField);
    if (!field || lockedValue(contact, field) !== change.from) return false;
    await changeContact(this.#context, trx, contact, { changeLogId, author, values: { [emailField]: change.to } });
    return true;
  }

  async isLoginTaken(address: string, contactId: number): Promise<boolean> {
    const spellings = [...new Set([address, userNameOf(address)])];
    const found = await Promise.all(spellings.map((spelling) => this.candidates(spelling)));
    return found.flat().some((other) => other.id !== contactId && !other.isDeleted && other.userName !== '');
  }

  async photo(contactId: number): Promise<ContactPhoto | undefined> {
    const { knex, models } = this.#context;
    const { AttachmentRelation, Attachment, CrmEntity } = models;
    return knex(AttachmentRelation.tableName)
      .join(CrmEntity.tableName, CrmEntity.columnOf('id'), AttachmentRelation.columnOf('attachmentId'))
      .join(Attachment.tableName, Attachment.columnOf('id'), AttachmentRelation.columnOf('attachmentId'))
      .where(AttachmentRelation.columnOf('recordId'), contactId)
      .where(CrmEntity.columnOf('module'), 'Contacts Image')
      .where(CrmEntity.columnOf('isDeleted'), 0)
      .orderBy(Attachment.columnOf('id'), 'desc')
      .select({ attachmentId: Attachment.columnOf('id'), name: Attachment.columnOf('name') })
      .first();
  }
}
