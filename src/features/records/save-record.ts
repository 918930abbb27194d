import type { Knex } from 'knex';
import { contactView } from '../../access/contact-view.js';
import type { Viewer } from '../../access/types.js';
import type { HookBus } from '../../hooks/hook-bus.js';
import type { HostAdapter } from '../../host/host-adapter.js';
import type { StoredValue } from '../../host/metadata/field-kind.js';
import type { SubmissionStore } from '../../store/submission-store.js';
import { submitOnce } from '../submission.js';
import type { AcceptedForm } from './record-companion.js';

interface SaveDeps {
  readonly host: Pick<HostAdapter, 'transaction'>;
  readonly hooks: HookBus;
  readonly submissions: SubmissionStore;
}

/** One record's change: what is reserved before the transaction, and the write inside it. */
export interface RecordSave<R> {
  readonly module: string;
  readonly id: number;
  readonly form: AcceptedForm;
  /** Where the answer leads, below the mount. */
  readonly path: string;
  reserve(): Promise<R>;
  write(trx: Knex.Transaction, reservation: R, values: Readonly<Record<string, StoredValue>>): Promise<unknown>;
}

/** Saves a record once per submission key: extensions may change or refuse the values, and hear of it after the commit. */
export async function saveRecord<R>(deps: SaveDeps, viewer: Viewer, save: RecordSave<R>): Promise<string> {
  const { host, hooks, submissions } = deps;
  const { module, id, form, path } = save;
  const contact = contactView(viewer.contact);
  let isSaved = false;
  const submission = { contactId: viewer.contact.id, key: form.key, fingerprint: form.fingerprint };
  const location = await submitOnce(submissions, submission, async (record) => {
    const draft = { module, values: withoutNull(form.values) };
    const allowed = await hooks.applyFilters('record.beforeSave', draft, { contact, id });
    const reservation = await save.reserve();
    await host.transaction(async (trx) => {
      await save.write(trx, reservation, { ...form.values, ...allowed.values });
      await record(trx, path);
    });
    isSaved = true;
    return path;
  });
  if (isSaved) await hooks.runActions('record.updated', { module, id, contact });
  return location;
}

/** Values as extensions see them: what is empty is an empty text. */
export function withoutNull(values: Readonly<Record<string, StoredValue>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? '']));
}
