import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { documentsModule } from '../modules/documents.js';
import type { DemoWorld } from './demo-world.js';
import { type DocumentOwners, type SampleDocument, sampleDocuments } from './document-samples.js';
import { adminAuthor, staffIds } from './staff.js';

/** A file to be written below the storage folder. */
interface StoredFile {
  readonly path: string;
  readonly name: string;
  readonly content: Buffer;
}

/** The CRM names the month's folder in English whatever its language. */
const monthName = new Intl.DateTimeFormat('en-US', { month: 'long', timeZone: 'UTC' });

/** Adds documents, some for the portal and some not, and writes their files in the CRM's layout below `storageDir`. */
export async function addDocuments(
  world: DemoWorld,
  now: string,
  storageDir: string,
  owners: DocumentOwners,
): Promise<void> {
  for (const sample of sampleDocuments(now, owners)) {
    const file = addDocument(world, sample);
    if (file === undefined) continue;
    await mkdir(join(storageDir, file.path), { recursive: true });
    await writeFile(join(storageDir, file.path, file.name), file.content, { mode: 0o640 });
  }
}

function addDocument(world: DemoWorld, sample: SampleDocument): StoredFile | undefined {
  const history = { created: sample.at, owner: staffIds.admin, author: sample.author ?? adminAuthor };
  const { content } = sample;
  const id = world.addRecord(
    documentsModule,
    {
      notes_title: sample.title,
      filename: sample.file,
      folderid: sample.folder,
      filestatus: 1,
      filelocationtype: content === undefined ? 'E' : 'B',
      backend_name: content === undefined ? '' : 'file',
      filetype: sample.type,
      filesize: content?.length ?? 0,
      active_portal: sample.isInPortal ? 1 : 0,
    },
    history,
  );
  for (const [crmid, relmodule] of sample.parents) world.add('vte_senotesrel', { crmid, notesid: id, relmodule });
  if (content === undefined) return undefined;
  const attachment = world.takeId();
  const path = storagePath(sample.at);
  const name = `${attachment}_${sample.file}`;
  world.addEntity(attachment, 'Documents Attachment', history);
  world.add('vte_attachments', {
    attachmentsid: attachment,
    name: sample.file,
    type: sample.type,
    path,
    backend_name: 'file',
    backend_key: `${attachment}:${path}${name}`,
  });
  world.add('vte_seattachmentsrel', { crmid: id, attachmentsid: attachment });
  return { path, name, content };
}

/** The CRM's folder for a day: `storage/<year>/<English month>/week<1-5>/`. */
function storagePath(at: string): string {
  const month = monthName.format(Date.parse(`${at.slice(0, 10)}T00:00:00Z`));
  return `storage/${at.slice(0, 4)}/${month}/week${Math.ceil(Number(at.slice(8, 10)) / 7)}/`;
}
