import type { AccessReason } from '../../../access/access-window.js';
import { TICKET_MODULE } from '../../../access/ticket-states.js';
import type { Viewer } from '../../../access/types.js';
import { type AccessJudgement, type ViewerLoader, viewerWithProfile } from '../../../access/viewer-loader.js';
import { NotFoundError } from '../../../core/errors.js';
import type { HostAdapter } from '../../../host/host-adapter.js';
import type { AdminView, AdminViewStore } from '../../../store/admin-view-store.js';
import type { AuditStore } from '../../../store/audit-store.js';
import type { LoginStore } from '../../../store/login-store.js';
import type { ProfileDraftStore } from '../../../store/profile-draft-store.js';
import type { ProfileStore, ProfileSummary } from '../../../store/profile-store.js';
import type { Admin } from '../../../web/admin-visitor.js';
import type { VisitedAs } from '../../../web/visit-as.js';
import { actorOf } from '../actor.js';

interface ViewDeps {
  readonly host: Pick<HostAdapter, 'transaction' | 'metadata' | 'traces'>;
  readonly views: AdminViewStore;
  readonly viewers: Pick<ViewerLoader, 'judge' | 'loadWith'>;
  readonly profiles: Pick<ProfileStore, 'list' | 'document'>;
  readonly drafts: Pick<ProfileDraftStore, 'read'>;
  readonly logins: Pick<LoginStore, 'find'>;
  readonly audit: AuditStore;
}

/** As whom an administrator wants to see the portal. */
export interface WantedView {
  readonly contactId: number;
  /** Undefined: the contact's own. */
  readonly profileId: string | undefined;
  readonly isDraft: boolean;
}

/** An open look, with everything its banner says. */
export interface OpenView extends VisitedAs {
  readonly profileName: string;
  readonly isDraft: boolean;
  /** Why the contact could not get in today. */
  readonly reason: AccessReason;
}

/** Whose a ticket is can be asked without a contact in mind. */
const ANYBODY = { kind: 'customer', contactId: 0, accountId: undefined, includesCompany: true } as const;

/** Opens and ends looks at the portal as a customer; nothing of the customer's is changed by one. */
export class ViewService {
  readonly #deps: ViewDeps;

  constructor(deps: ViewDeps) {
    this.#deps = deps;
  }

  /** NotFoundError: no such contact, no such profile, or the contact has none. */
  async open(admin: Admin, wanted: WantedView): Promise<AdminView> {
    const { viewer, name } = await this.#look(wanted);
    return this.#deps.host.transaction(async (trx) => {
      const view = await this.#deps.views.open({ ...wanted, userId: admin.id }, trx);
      const { contactId, isDraft } = wanted;
      const details = { view: view.id, profile: name, isDraft };
      const subject = viewer.name;
      await this.#deps.audit.record(
        { action: 'contact.viewed', actor: actorOf(admin), contactId, subject, details },
        trx,
      );
      return view;
    });
  }

  /** The contact a ticket belongs to; undefined: a company's ticket, or none. */
  async customerOf(ticketId: number): Promise<number | undefined> {
    const { metadata, traces } = this.#deps.host;
    const module = metadata.current.module(TICKET_MODULE);
    const trace = module && (await traces.trace(module, ticketId, ANYBODY));
    return trace?.relations.find(({ kind, holder }) => kind === 'field' && holder.module === 'Contacts')?.holder.id;
  }

  /** NotFoundError unless it is this administrator's own and still open. Three statements or four. */
  async find(id: string, admin: Admin): Promise<OpenView> {
    const view = await this.#deps.views.find(id, admin.id);
    if (!view) throw new NotFoundError('visitOver');
    const { viewer, name, judged } = await this.#look(view);
    const login = await this.#deps.logins.find(view.contactId);
    const choice = { language: login?.language, theme: login?.theme };
    return { id, viewer, choice, profileName: name, isDraft: view.isDraft, reason: judged.reason };
  }

  /** Returns the contact who was looked at; undefined: the look was over, or another administrator's. */
  async end(id: string, admin: Admin): Promise<number | undefined> {
    const view = await this.#deps.views.find(id, admin.id);
    if (!view) return undefined;
    const { contactId } = view;
    await this.#deps.host.transaction(async (trx) => {
      await this.#deps.views.end(id, trx);
      const details = { view: id };
      await this.#deps.audit.record({ action: 'contact.viewEnded', actor: actorOf(admin), contactId, details }, trx);
    });
    return contactId;
  }

  /** The contact as of today and as a profile's draft would have them; NotFoundError as for `open`. */
  async compare(contactId: number, profileId: string): Promise<{ readonly today: Viewer; readonly drafted: Viewer }> {
    const today = await this.#look({ contactId, profileId: undefined, isDraft: false });
    const drafted = await this.#look({ contactId, profileId, isDraft: true });
    return { today: today.viewer, drafted: drafted.viewer };
  }

  /** Profiles to choose among. */
  profiles(): Promise<readonly ProfileSummary[]> {
    return this.#deps.profiles.list();
  }

  async #look({ contactId, profileId, isDraft }: WantedView): Promise<{
    readonly viewer: Viewer;
    readonly name: string;
    readonly judged: AccessJudgement;
  }> {
    const { viewers } = this.#deps;
    const judged = await viewers.judge(contactId);
    if (!judged) throw new NotFoundError();
    const own = profileId ?? (isDraft ? judged.pointer?.id : undefined);
    const document = own === undefined ? undefined : await this.#document(own, isDraft);
    const viewer =
      document === undefined
        ? await viewers.loadWith(contactId)
        : await viewerWithProfile(viewers, contactId, document);
    if (!viewer) throw new NotFoundError();
    return { viewer, name: viewer.profile.name, judged };
  }

  /** A profile without a draft is looked at as it is published. */
  async #document(profileId: string, isDraft: boolean): Promise<unknown> {
    const draft = isDraft ? (await this.#deps.drafts.read(profileId))?.document : undefined;
    if (draft !== undefined) return draft;
    const profile = (await this.#deps.profiles.list()).find(({ id }) => id === profileId);
    const published = profile && (await this.#deps.profiles.document(profile.id, profile.version));
    if (published === undefined) throw new NotFoundError();
    return published;
  }
}
