import { contactView } from '../../access/contact-view.js';
import type { Viewer } from '../../access/types.js';
import type { ViewerLoader } from '../../access/viewer-loader.js';
import { isErrorOf, NotAllowedError, NotFoundError } from '../../core/errors.js';
import type { ListNarrow } from '../../features/records/list-narrow.js';
import type { RecordService } from '../../features/records/record-service.js';
import { newSubmissionKey, readSubmissionKey, submissionFingerprint, submitOnce } from '../../features/submission.js';
import type { TicketActions } from '../../features/tickets/ticket-actions.js';
import type { HostAdapter, HostRecord } from '../../host/host-adapter.js';
import type { FieldSchema } from '../../host/metadata/types.js';
import { ownTable } from '../../store/extension-migrator.js';
import type { SubmissionStore } from '../../store/submission-store.js';
import type { ExtensionMailer } from './extension-mailer.js';
import type { ExtensionServices } from './extension-services.js';

/** What the services stand on. */
export interface ServiceDeps {
  readonly host: HostAdapter;
  readonly viewers: Pick<ViewerLoader, 'load'>;
  readonly records: RecordService;
  readonly actions: Pick<TicketActions, 'comment'>;
  readonly submissions: SubmissionStore;
  readonly mails: Pick<ExtensionMailer, 'send'>;
}

const PAGE_SIZE = 50;
const NOWHERE: ListNarrow = { within: new Map(), related: undefined, part: undefined };

/** What the portal does for one extension. */
export function createExtensionServices(id: string, deps: ServiceDeps): ExtensionServices {
  const { host, viewers, records, actions, submissions } = deps;
  const viewerOf = async (contactId: number): Promise<Viewer> => {
    const viewer = await viewers.load(contactId);
    if (!viewer) throw new NotAllowedError();
    return viewer;
  };
  return {
    contacts: {
      async find(contactId) {
        const viewer = await viewers.load(contactId);
        return viewer && contactView(viewer.contact);
      },
    },
    tickets: {
      async find(ticketId) {
        const [ticket] = await host.changes.tickets([ticketId]);
        if (!ticket) return undefined;
        const { number, title, status, parentId, parentIsContact } = ticket;
        return { id: ticketId, number, title, status, contactId: parentIsContact ? parentId : undefined };
      },
      async comment(contactId, ticketId, text, key) {
        await actions.comment(await viewerOf(contactId), ticketId, text, keyOf(id, key));
      },
      owners: (ticketId) => host.users.ownersOf(ticketId),
    },
    records: {
      async list(contactId, name, { page = 1, search = '' } = {}) {
        const viewer = await viewerOf(contactId);
        const plan = records.plan(viewer, name);
        const request = {
          page,
          size: PAGE_SIZE,
          sort: undefined,
          search,
          filters: new Map(),
          isOwnOnly: false,
          narrow: NOWHERE,
        };
        const found = await records.list(viewer, plan, request, host.metadata.current.labels.defaultLanguage);
        return { records: found.records.map((record) => shownValues(record, plan.columns)), total: found.total };
      },
      async show(contactId, name, recordId) {
        try {
          const { record, fields } = await records.show(await viewerOf(contactId), name, recordId);
          return shownValues(record, fields);
        } catch (error) {
          if (isErrorOf(error, NotFoundError)) return undefined;
          throw error;
        }
      },
    },
    mail: { send: (intent, trx) => deps.mails.send(id, intent, trx) },
    table: (name, trx) => (trx ?? host.knex)(ownTable(id, name)),
    transaction: (work) => host.transaction(work),
    newKey: newSubmissionKey,
    once(contactId, form, fields, work) {
      const key = readSubmissionKey(form.text('_key'));
      const typed = fields.map((name) => [name, ...form.list(name)]);
      const submission = { contactId, key, fingerprint: submissionFingerprint('extension', id, typed) };
      return submitOnce(submissions, submission, (record) =>
        host.transaction(async (trx) => {
          const location = await work(trx);
          await record(trx, location);
          return location;
        }),
      );
    },
    now: () => host.wallClock.now(),
    host: { id: host.id, zone: host.wallClock.zone },
  };
}

/** Only what the viewer is shown. */
function shownValues({ module, id, values }: HostRecord, fields: readonly FieldSchema[]) {
  return { module, id, values: Object.fromEntries(fields.map(({ name }) => [name, values[name] ?? null])) };
}

/** A key of the form's shape, the same for the same words. */
function keyOf(id: string, key: string): string {
  return submissionFingerprint(id, key).slice(0, 24);
}
