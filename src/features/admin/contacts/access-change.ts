import type { Knex } from 'knex';
import type { AuditAction } from '../../../core/audit-actions.js';
import { ConflictError, InvalidInputError, NotFoundError } from '../../../core/errors.js';
import { cutText } from '../../../core/text.js';
import type { AccessGrant, ContactAccess, HostAdapter } from '../../../host/host-adapter.js';
import type { Outbox } from '../../../mail/outbox.js';
import type { AuditActor, AuditEntry, AuditStore } from '../../../store/audit-store.js';
import type { ContactAccessStore } from '../../../store/contact-access-store.js';
import type { LoginStore } from '../../../store/login-store.js';
import type { ProfileStore } from '../../../store/profile-store.js';
import type { RememberStore } from '../../../store/remember-store.js';
import type { SessionStore } from '../../../store/session-store.js';
import type { TokenStore } from '../../../store/token-store.js';
import { contactLanguage } from '../../contact-language.js';
import { addInvitation } from '../../sign-in/invitation.js';
import { actorOf } from '../actor.js';
import type { AccessReader } from './access-reader.js';
import {
  type AccessWish,
  type ChangeAuthor,
  grantOf,
  isOpen,
  type ShownAccess,
  type WishDay,
  wantedGrant,
  wishFaults,
} from './access-wish.js';

export interface AccessChangeDeps {
  readonly host: Pick<HostAdapter, 'contacts' | 'contactAccess' | 'transaction' | 'wallClock' | 'metadata'>;
  readonly reader: AccessReader;
  readonly access: ContactAccessStore;
  readonly profiles: Pick<ProfileStore, 'assign' | 'list'>;
  readonly logins: LoginStore;
  readonly sessions: SessionStore;
  readonly remembered: RememberStore;
  readonly tokens: TokenStore;
  readonly outbox: Outbox;
  readonly audit: AuditStore;
  readonly graceDays: () => number;
}

/** What a change did. */
export interface AccessOutcome {
  /** The contact's name. */
  readonly name: string;
  readonly isChanged: boolean;
  /** Access data are on their way. */
  readonly isMailed: boolean;
  /** Access begins later, and the mail with it. */
  readonly isMailedLater: boolean;
  /** Another contact signs in with this address already. */
  readonly hasTwin: boolean;
}

/** One change under work. */
interface Change {
  readonly contact: ContactAccess;
  readonly wish: AccessWish;
  readonly author: ChangeAuthor;
  readonly actor: AuditActor;
  readonly wanted: AccessGrant;
  readonly profileId: string | undefined;
  readonly language: string;
}

/** How a change is made. */
export interface ApplyOptions {
  /** Refuses with ConflictError when the access is not as shown any more. */
  readonly shown?: ShownAccess;
  /** Whom the record of changes names; undefined: the author, an administrator. */
  readonly actor?: AuditActor;
  /** Runs in the change's transaction. */
  readonly alongside?: (trx: Knex.Transaction) => Promise<void>;
}

/** Sets contacts' access: the CRM's rows, the invitation and what has to end, all in one transaction. */
export class AccessChange {
  readonly #deps: AccessChangeDeps;

  constructor(deps: AccessChangeDeps) {
    this.#deps = deps;
  }

  /** NotFoundError without a live contact, InvalidInputError with what stands against the wish, ConflictError when somebody was faster. */
  async apply(
    author: ChangeAuthor,
    contactId: number,
    wish: AccessWish,
    options: ApplyOptions = {},
  ): Promise<AccessOutcome> {
    const { host, outbox, logins } = this.#deps;
    const known = await this.#deps.reader.find(contactId);
    if (!known) throw new NotFoundError();
    const { contact, record } = known;
    const shown = options.shown ?? { grant: grantOf(contact), profileId: record.profileId };
    if (shown.profileId !== record.profileId) throw new ConflictError('recordChanged');
    await this.#demandGood(contact, wish);
    const change: Change = {
      contact,
      wish,
      author,
      actor: options.actor ?? actorOf({ ...author, id: author.userId }),
      wanted: wantedGrant(shown.grant, wish),
      profileId: record.profileId,
      language: await contactLanguage(logins, host, contactId),
    };
    const reservation = await host.contactAccess.reserve();
    const outcome = await host.transaction(async (trx) => {
      const { wanted } = change;
      const before = await host.contactAccess.grant(trx, reservation, contactId, wanted, author, shown.grant);
      const outcome = await this.#follow(trx, change, before);
      await options.alongside?.(trx);
      return outcome;
    });
    outbox.wake();
    const isNew = wish.isEnabled === true && !contact.hasPortal;
    const hasTwin = isNew && (await host.contacts.isLoginTaken(contact.email, contactId));
    return { ...outcome, name: nameOf(contact), hasTwin };
  }

  async #demandGood(contact: ContactAccess, wish: AccessWish): Promise<void> {
    const { profiles } = this.#deps;
    const faults = [...wishFaults(contact, wish, this.#day)];
    if (wish.profileId && !(await profiles.list()).some(({ id }) => id === wish.profileId))
      faults.push({ field: 'profile', code: 'admin-contacts:faults.profileUnknown' });
    if (faults.length > 0) throw new InvalidInputError(faults);
  }

  async #follow(
    trx: Knex.Transaction,
    change: Change,
    before: AccessGrant,
  ): Promise<Omit<AccessOutcome, 'name' | 'hasTwin'>> {
    const { contact, wish, wanted } = change;
    const { access, profiles } = this.#deps;
    const isOpenNow = isOpen(contact, wanted, this.#day);
    const isNew = wanted.isEnabled && !before.isEnabled;
    const isOver = !wanted.isEnabled && before.isEnabled;
    let isMailed = wish.invites === true;
    if (isMailed) await this.#invite(trx, change);
    if (isNew) {
      const time = await access.noteEnabled(trx, contact.id, { isDue: !isOpenNow, isAnew: true });
      isMailed = isOpenNow && time !== undefined;
      if (isMailed) await this.#invite(trx, change, `g${time}`);
    }
    if (isOver) {
      await access.noteDisabled(trx, contact.id);
      await this.#deps.tokens.revokeAll(contact.id, trx);
    }
    if (isOver || wish.revokes) await this.#endSessions(trx, contact.id);
    const isReassigned = wish.profileId !== undefined && (wish.profileId ?? undefined) !== change.profileId;
    if (isReassigned) await profiles.assign(contact.id, wish.profileId ?? undefined, trx);
    const happened = {
      'contact.enabled': isNew,
      'contact.disabled': isOver,
      'contact.datesChanged': !isNew && !isSameDates(before, wanted),
      'contact.profileAssigned': isReassigned,
      'contact.invited': isMailed,
      'contact.sessionsRevoked': wish.revokes === true,
    } satisfies Partial<Record<AuditAction, boolean>>;
    const names = Object.keys(happened) as (keyof typeof happened)[];
    const actions = names.filter((name) => happened[name]);
    for (const action of actions) await this.#record(trx, change, before, action);
    return { isChanged: actions.length > 0, isMailed, isMailedLater: isNew && !isOpenNow };
  }

  /** The user name as the CRM's row has it from now on. */
  async #invite(trx: Knex.Transaction, { contact, language }: Change, source?: string): Promise<void> {
    const invited = { ...contact, userName: cutText(contact.email, 50) };
    await addInvitation(trx, this.#deps, { contact: invited, language, ...(source === undefined ? {} : { source }) });
  }

  async #endSessions(trx: Knex.Transaction, contactId: number): Promise<void> {
    await this.#deps.sessions.revokeAll(contactId, undefined, trx);
    await this.#deps.remembered.revokeAll(contactId, trx);
  }

  async #record(
    trx: Knex.Transaction,
    { contact, actor, wanted, wish }: Change,
    before: AccessGrant,
    action: AuditAction,
  ) {
    const details: Partial<Record<AuditAction, AuditEntry['details']>> = {
      'contact.enabled': { ...datesOf(wanted) },
      'contact.datesChanged': { before: datesOf(before), after: datesOf(wanted) },
      'contact.profileAssigned': { profile: wish.profileId },
    };
    const entry: AuditEntry = {
      action,
      actor,
      contactId: contact.id,
      subject: nameOf(contact),
      details: details[action],
    };
    await this.#deps.audit.record(entry, trx);
  }

  get #day(): WishDay {
    return { today: this.#deps.host.wallClock.today(), graceDays: this.#deps.graceDays() };
  }
}

/** «Francesco Villani». */
export function nameOf({
  firstName,
  lastName,
  email,
  id,
}: Pick<ContactAccess, 'firstName' | 'lastName' | 'email' | 'id'>): string {
  return `${firstName} ${lastName}`.trim() || email || `#${id}`;
}

function datesOf({ supportStart, supportEnd }: AccessGrant) {
  return { start: supportStart ?? null, end: supportEnd ?? null };
}

function isSameDates(left: AccessGrant, right: AccessGrant): boolean {
  return left.supportStart === right.supportStart && left.supportEnd === right.supportEnd;
}
