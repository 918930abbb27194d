import { profileSchema } from '../../../access/profile-schema.js';
import type { Viewer } from '../../../access/types.js';
import { createViewer } from '../../../access/viewer-loader.js';
import { isPortalError } from '../../../core/errors.js';
import type { HostAdapter, HostContact, RecordFile } from '../../../host/host-adapter.js';
import type { PortalFileStore } from '../../../store/file-store.js';
import type { ProfileStore } from '../../../store/profile-store.js';
import type { RecordService, ShownRecord } from '../../records/record-service.js';
import { type DataPart, jsonPart } from './data-parts.js';

const TICKETS = 'HelpDesk';
const COMMENTS_AT_ONCE = 500;
/** More tickets than that are asked for otherwise. */
const MOST_TICKETS = 2_000;

/** What the CRM's part is read with. */
export interface CrmDataDeps {
  readonly host: HostAdapter;
  readonly records: RecordService;
  readonly profiles: Pick<ProfileStore, 'pointerOf' | 'document'>;
  readonly files: Pick<PortalFileStore, 'documentsBy'>;
}

/** What the CRM holds of a contact as the portal shows it: their own row, tickets, talks, documents and the files they sent. */
export async function crmParts(
  deps: CrmDataDeps,
  contact: HostContact,
  language: string,
): Promise<readonly DataPart[]> {
  const viewer = await viewerOf(deps, contact);
  const own = viewer && (await shown(deps, viewer, 'Contacts', contact.id));
  const tickets = viewer ? await ticketsOf(deps, viewer, language) : [];
  const { files, links } = await deps.host.documents.ofDocuments(await deps.files.documentsBy(contact.id));
  const published = await deps.host.documents.published(contact.id);
  const documents = [
    ...files,
    ...published.files.filter(({ documentId }) => !files.some((file) => file.documentId === documentId)),
  ];
  return [
    jsonPart('crm/contact.json', own ? describe(deps, own, language) : bareContact(contact)),
    ...(tickets.length > 0 ? [jsonPart('crm/tickets.json', tickets)] : []),
    ...(documents.length + links.length > 0
      ? [jsonPart('crm/documents.json', [...documents, ...links, ...published.links])]
      : []),
    ...files.map((file) => filePart(deps, file)),
  ];
}

/** The profile the contact has or would have; whether access is open does not matter for asking what is kept. */
async function viewerOf({ profiles }: CrmDataDeps, contact: HostContact): Promise<Viewer | undefined> {
  const pointer = await profiles.pointerOf(contact.id);
  const document = pointer && (await profiles.document(pointer.id, pointer.version));
  return document === undefined ? undefined : createViewer(contact, profileSchema.parse(document), false);
}

async function shown(
  { records }: CrmDataDeps,
  viewer: Viewer,
  module: string,
  id: number,
): Promise<ShownRecord | undefined> {
  try {
    return await records.show(viewer, module, id);
  } catch (error) {
    // Not among what the profile shows.
    if (isPortalError(error) && error.status === 404) return undefined;
    throw error;
  }
}

async function ticketsOf(deps: CrmDataDeps, viewer: Viewer, language: string): Promise<readonly object[]> {
  const { host } = deps;
  const module = host.metadata.current.module(TICKETS);
  if (!module) return [];
  const { id: contactId, accountId } = viewer.contact;
  const scope = { kind: 'customer', contactId, accountId, includesCompany: false } as const;
  const ids = await host.records.ids({ module, scope, filters: [], anyOf: [], sort: undefined, limit: MOST_TICKETS });
  const tickets: object[] = [];
  for (const id of ids) {
    const ticket = await shown(deps, viewer, TICKETS, id);
    if (!ticket) continue;
    const files = await host.documents.ofTicket(id, []);
    tickets.push({ ...describe(deps, ticket, language), comments: await commentsOf(host, id), files });
  }
  return tickets;
}

async function commentsOf(host: HostAdapter, ticketId: number): Promise<readonly object[]> {
  const all: object[] = [];
  for (let skip = 0; ; skip += COMMENTS_AT_ONCE) {
    const { items, total } = await host.tickets.comments(ticketId, { limit: COMMENTS_AT_ONCE, skip });
    // What only the staff can read stays with the staff.
    all.push(
      ...items.map(({ id, text, authorType, authorName, createdAt }) => ({
        id,
        text,
        authorType,
        authorName,
        createdAt,
      })),
    );
    if (skip + COMMENTS_AT_ONCE >= total) return all;
  }
}

/** A record's shown fields by their labels. */
function describe({ host }: CrmDataDeps, { module, record, fields }: ShownRecord, language: string): object {
  const { labels } = host.metadata.current;
  return {
    id: record.id,
    module: module.name,
    fields: fields.map((field) => ({
      name: field.name,
      label: labels.label(module.name, field.label, language),
      value: record.values[field.name] ?? null,
    })),
  };
}

function bareContact({ encodedPassword: _secret, ...contact }: HostContact): object {
  return contact;
}

function filePart({ host }: CrmDataDeps, file: RecordFile): DataPart {
  // A name from a stranger's machine must not lead out of the folder it is unpacked in.
  const name = file.name.replace(/[\\/:*?"<>|\p{Cc}]+/gu, '_').replace(/^\.+/, '_');
  return {
    name: `files/${file.attachmentId}-${name}`,
    open: async () => (await host.documents.open(file.attachmentId))?.stream,
  };
}
