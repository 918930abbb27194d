import type { Viewer } from '../../access/types.js';
import { InvalidInputError, NotFoundError, TooManyRequestsError } from '../../core/errors.js';
import type { HostAdapter, HostContact } from '../../host/host-adapter.js';
import { isPlainAddress } from '../../mail/mail-address.js';
import type { AuditStore } from '../../store/audit-store.js';
import { withLock } from '../../store/lock.js';
import type { LoginStore } from '../../store/login-store.js';
import type { ManagerLimits, ManagerStore } from '../../store/manager-store.js';
import type { SubmissionStore } from '../../store/submission-store.js';
import type { ThrottleStore } from '../../store/throttle-store.js';
import { submissionFingerprint, submitOnce } from '../submission.js';
import type { AccessWriter } from './access-writer.js';
import { type ColleagueState, colleagueState, mayInvite, takesPlace } from './colleague-state.js';
import { type CompanyManagers, MOST_COLLEAGUES, nameOf } from './company-managers.js';

const LINKS_PER_HOUR = 3;
const HOUR_MS = 3_600_000;
const PAGE = '/colleagues';

/** What a manager does to a colleague. */
export type ColleagueAction = 'invite' | 'suspend' | 'link';

/** One colleague and what the manager may do. */
export interface Colleague {
  readonly contact: HostContact;
  readonly state: ColleagueState;
  readonly isMe: boolean;
  readonly isManager: boolean;
  readonly actions: readonly ColleagueAction[];
}

/** The company as its manager sees it; `free` undefined: no limit. */
export interface Company {
  readonly name: string;
  readonly people: readonly Colleague[];
  readonly free: number | undefined;
}

interface ColleagueServiceDeps {
  readonly host: Pick<HostAdapter, 'knex' | 'contactLists' | 'wallClock'>;
  readonly companyManagers: CompanyManagers;
  readonly managers: Pick<ManagerStore, 'suspended' | 'noteSuspension' | 'forgetSuspension'>;
  readonly logins: Pick<LoginStore, 'findMany'>;
  readonly submissions: SubmissionStore;
  readonly throttle: Pick<ThrottleStore, 'hit'>;
  readonly access: AccessWriter;
  readonly audit: Pick<AuditStore, 'record'>;
}

/** A company's manager invites and suspends colleagues; never another company's contacts, never new ones. */
export class ColleagueService {
  readonly #deps: ColleagueServiceDeps;

  constructor(deps: ColleagueServiceDeps) {
    this.#deps = deps;
  }

  /** The manager's company; NotFoundError for everybody else, as for a page that does not exist. */
  async company(viewer: Viewer): Promise<Company> {
    const { accountId, limits } = await this.#demandManager(viewer);
    const people = await this.#people(viewer, accountId);
    const free = freePlaces(limits, people);
    return {
      name: viewer.contact.accountName,
      free,
      people: people.map((person) => ({ ...person, actions: this.#actions(viewer, person, free) })),
    };
  }

  /** A colleague to whom this may be done now; NotFoundError for anybody else, InvalidInputError with why not. */
  async colleague(viewer: Viewer, contactId: number, action: ColleagueAction): Promise<Colleague> {
    const { people, free } = await this.company(viewer);
    const person = people.find(({ contact }) => contact.id === contactId);
    if (!person) throw new NotFoundError();
    if (person.actions.includes(action)) return person;
    throw refused(action === 'invite' && mayInvite(person.state) && free === 0 ? 'limit' : 'notNow');
  }

  /** Does it, once per submission key; of parallel ones none goes beyond the limit. Returns whom it was done to. */
  async act(
    viewer: Viewer,
    contactId: number,
    action: ColleagueAction,
    key: string,
  ): Promise<{ readonly name: string }> {
    const { host, submissions } = this.#deps;
    const { accountId, limits } = await this.#demandManager(viewer);
    const submission = {
      contactId: viewer.contact.id,
      key,
      fingerprint: submissionFingerprint('colleague', action, contactId),
    };
    await withLock(host.knex, `colleagues:${accountId}`, () =>
      submitOnce(submissions, submission, async (record) => {
        const { contact } = await this.colleague(viewer, contactId, action);
        await this.#write(viewer, contact, action, limits, (trx) => record(trx, PAGE));
        return PAGE;
      }),
    );
    const person = (await this.#people(viewer, accountId)).find(({ contact }) => contact.id === contactId);
    return { name: person ? nameOf(person.contact) : '' };
  }

  async #write(
    viewer: Viewer,
    contact: HostContact,
    action: ColleagueAction,
    limits: ManagerLimits,
    record: Parameters<AccessWriter['disable']>[1],
  ): Promise<void> {
    const { access, managers, host, throttle } = this.#deps;
    const names = { invite: 'colleague.invited', suspend: 'colleague.suspended', link: 'colleague.linkSent' } as const;
    const alongside: Parameters<AccessWriter['disable']>[1] = async (trx) => {
      if (action === 'suspend') await managers.noteSuspension(trx, contact.id, viewer.contact.id);
      if (action === 'invite') await managers.forgetSuspension(trx, contact.id);
      const actor = { kind: 'customer', id: viewer.contact.id, name: viewer.name } as const;
      const entry = { action: names[action], actor, contactId: contact.id, subject: nameOf(contact) };
      await this.#deps.audit.record(entry, trx);
      await record(trx);
    };
    if (action === 'suspend') return access.disable(contact.id, alongside);
    if (action === 'link') {
      const hit = await throttle.hit(`colleague-link:${contact.id}`, LINKS_PER_HOUR, HOUR_MS);
      if (hit.isOver) throw new TooManyRequestsError(hit.retryAfter);
      return access.invite(contact.id, alongside);
    }
    // Never longer than the manager's own access.
    const end = viewer.contact.supportEnd ?? host.wallClock.today();
    await access.enable(contact.id, { start: host.wallClock.today(), end, profileId: limits.profileId }, alongside);
  }

  /** In the days of grace a manager reads only, and there is nothing to read here. */
  async #demandManager({ contact, mayWrite }: Viewer): Promise<{ accountId: number; limits: ManagerLimits }> {
    const limits = mayWrite ? await this.#deps.companyManagers.limitsOf(contact) : undefined;
    if (!limits || contact.accountId === undefined) throw new NotFoundError();
    return { accountId: contact.accountId, limits };
  }

  async #people(viewer: Viewer, accountId: number): Promise<readonly Omit<Colleague, 'actions'>[]> {
    const { host, companyManagers, logins, managers } = this.#deps;
    const contacts = await host.contactLists.ofCompany(accountId, MOST_COLLEAGUES);
    const ids = contacts.map(({ id }) => id);
    const [marked, known, suspended] = await Promise.all([
      companyManagers.of(accountId),
      logins.findMany(ids),
      managers.suspended(ids),
    ]);
    const today = host.wallClock.today();
    return contacts.map((contact) => ({
      contact,
      state: colleagueState({
        contact,
        login: known.get(contact.id),
        isSuspended: suspended.has(contact.id),
        hasAddress: isPlainAddress(contact.email),
        today,
      }),
      isMe: contact.id === viewer.contact.id,
      isManager: marked.has(contact.id),
    }));
  }

  #actions(
    viewer: Viewer,
    { state, isMe, isManager, contact }: Omit<Colleague, 'actions'>,
    free: number | undefined,
  ): readonly ColleagueAction[] {
    if (isMe || isManager || contact.accountId !== viewer.contact.accountId) return [];
    if (mayInvite(state)) return free === 0 ? [] : ['invite'];
    if (state === 'invited') return ['link', 'suspend'];
    return takesPlace(state) ? ['suspend'] : [];
  }
}

/** Managers take no place: the limit counts colleagues they could suspend. */
function freePlaces(
  { mostColleagues }: ManagerLimits,
  people: readonly Omit<Colleague, 'actions'>[],
): number | undefined {
  if (mostColleagues === undefined) return undefined;
  const taken = people.filter(({ state, isMe, isManager }) => takesPlace(state) && !isMe && !isManager).length;
  return Math.max(0, mostColleagues - taken);
}

function refused(name: string): InvalidInputError {
  return new InvalidInputError([{ field: 'colleague', code: `colleagues:faults.${name}` }]);
}
