import { authorOf } from '../../access/contact-view.js';
import type { FormField, Permissions } from '../../access/permissions.js';
import type { Viewer } from '../../access/types.js';
import type { HookBus } from '../../hooks/hook-bus.js';
import type { HostAdapter } from '../../host/host-adapter.js';
import type { SubmissionStore } from '../../store/submission-store.js';
import type { PresenterContext } from '../present-context.js';
import type {
  AcceptedForm,
  RecordCompanion,
  RecordPageDraft,
  RecordSections,
  RecordWriter,
} from '../records/record-companion.js';
import type { ShownRecord } from '../records/record-service.js';
import { saveRecord } from '../records/save-record.js';

/** The CRM's module of contacts. */
export const CONTACT_MODULE = 'Contacts';
/** The address is not written as typed: its owner confirms it first. */
export const EMAIL_FIELD = 'email';

interface CompanionDeps {
  readonly host: Pick<HostAdapter, 'contacts' | 'transaction'>;
  readonly permissions: Permissions;
  readonly hooks: HookBus;
  readonly submissions: SubmissionStore;
}

/** A contact's page leads to the form of one's own data; colleagues are only read. */
export class ContactCompanion implements RecordCompanion {
  readonly module = CONTACT_MODULE;
  readonly writer: RecordWriter;
  readonly #deps: CompanionDeps;

  constructor(deps: CompanionDeps) {
    this.#deps = deps;
    this.writer = {
      acceptsFiles: false,
      narrow: (fields) => fields.map(withoutEmail),
      mayEdit: (viewer, shown) => this.#mayEdit(viewer, shown.record.id),
      update: (viewer, shown, form, expectedModified) => this.#update(viewer, shown, form, expectedModified),
    };
  }

  async sections(
    viewer: Viewer,
    { record }: ShownRecord,
    _draft: RecordPageDraft,
    context: PresenterContext,
  ): Promise<RecordSections> {
    if (!this.#mayEdit(viewer, record.id)) return { actions: {} };
    return { actions: { edit: { href: context.path('/me') } } };
  }

  #mayEdit(viewer: Viewer, contactId: number): boolean {
    return contactId === viewer.contact.id && this.#deps.permissions.can(viewer, CONTACT_MODULE, 'edit');
  }

  #update(viewer: Viewer, { record }: ShownRecord, form: AcceptedForm, expectedModified: string): Promise<string> {
    const { contacts } = this.#deps.host;
    return saveRecord(this.#deps, viewer, {
      module: CONTACT_MODULE,
      id: record.id,
      form,
      path: '/me',
      reserve: () => contacts.reserveChange(),
      write: (trx, reservation, { [EMAIL_FIELD]: _unconfirmed, ...values }) =>
        contacts.update(trx, reservation, record.id, values, authorOf(viewer), expectedModified),
    });
  }
}

function withoutEmail(entry: FormField): FormField {
  return entry.field.name === EMAIL_FIELD ? { ...entry, form: 'readonly' } : entry;
}
