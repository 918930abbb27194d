import type { Viewer } from '../../access/types.js';
import type { FieldFault } from '../../core/errors.js';
import type { HostAdapter } from '../../host/host-adapter.js';
import type { DraftFile, DraftFileStore } from '../../store/draft-file-store.js';
import type { Draft, DraftChange, DraftRefusal, DraftStore, DraftValues } from '../../store/draft-store.js';
import type { PortalFileStore } from '../../store/file-store.js';
import type { ThrottleStore } from '../../store/throttle-store.js';
import type { Form, UploadedFile } from '../../web/form.js';
import { stampForm } from '../../web/kept-form.js';
import { readSubmissionKey } from '../submission.js';
import { type DraftFields, draftValues, isUntouched } from './draft-fields.js';
import { type DraftPlace, placeName } from './draft-place.js';

/** A draft as its contact finds it again. */
export interface OpenDraft {
  readonly values: DraftValues;
  readonly revision: number;
  /** Wall clock. */
  readonly savedAt: string;
  readonly files: readonly DraftFile[];
}

/** What a page says of itself: its one-time key, and the revision of the draft it began with. */
export type DraftPage = Pick<DraftChange, 'key' | 'revision'>;

/** What became of chosen files: the ids of those that are kept, and what was refused. */
export interface AddedFiles {
  readonly ids: readonly string[];
  readonly faults: readonly FieldFault[];
}

/** What became of a save: `empty`, since nothing was typed yet. */
export type SaveResult = OpenDraft | DraftRefusal | 'empty';

interface KeeperDeps {
  readonly host: Pick<HostAdapter, 'transaction' | 'wallClock'>;
  readonly drafts: DraftStore;
  readonly draftFiles: DraftFileStore;
  readonly files: PortalFileStore;
  readonly throttle: ThrottleStore;
  readonly secret: string;
}

const DAY_MS = 86_400_000;
/** Somebody who adds and removes files all day long fills the database's log, if not its tables. */
const MOST_FILES_A_DAY = 500;

/** A form names its draft's files one by one, and takes no more values of one name. */
const MOST_FILES = 20;

/** Keeps what contacts type and choose until it is sent; who may open which form is the caller's to know. */
export class DraftKeeper {
  readonly #deps: KeeperDeps;

  constructor(deps: KeeperDeps) {
    this.#deps = deps;
  }

  /** The form's hidden field `_draft`. */
  stamp(viewer: Viewer, place: DraftPlace): string {
    return stampForm(this.#deps.secret, viewer.contact.id, placeName(place));
  }

  /** One statement, and one more where files can be. */
  async find(viewer: Viewer, place: DraftPlace): Promise<OpenDraft | undefined> {
    const draft = await this.#deps.drafts.find(viewer.contact.id, placeName(place));
    return draft && this.#open(draft, place);
  }

  /** Keeps a form as it stands; one in which nothing was typed, and no file waits, is forgotten. */
  async save(
    viewer: Viewer,
    place: DraftPlace,
    form: Form,
    fields: DraftFields,
    page: DraftPage = pageOf(form),
  ): Promise<SaveResult> {
    const { drafts } = this.#deps;
    const values = draftValues(form, fields);
    const { id } = viewer.contact;
    if (isUntouched(values, fields)) {
      const present = await this.find(viewer, place);
      if (!present || present.files.length === 0) {
        await drafts.discard(id, placeName(place), page.revision, page.key);
        return 'empty';
      }
    }
    const saved = await drafts.save(id, placeName(place), { values, ...page });
    return typeof saved === 'string' ? saved : this.#open(saved, place);
  }

  /** Lets the draft a form began with end when the form is written. */
  async claim(viewer: Viewer, place: DraftPlace, { revision, key }: DraftPage): Promise<void> {
    await this.#deps.drafts.claim(viewer.contact.id, placeName(place), revision, key);
  }

  /** False: a newer one was saved elsewhere, which stays. */
  async discard(viewer: Viewer, place: DraftPlace, { revision, key }: DraftPage): Promise<boolean> {
    const { drafts } = this.#deps;
    const isGone = await drafts.discard(viewer.contact.id, placeName(place), revision, key);
    return isGone || (await drafts.find(viewer.contact.id, placeName(place))) === undefined;
  }

  /** Puts the good ones of several files into the draft; what its limits refuse comes back as faults. */
  async addFiles(
    viewer: Viewer,
    place: DraftPlace,
    files: readonly UploadedFile[],
    key: string,
  ): Promise<AddedFiles | DraftRefusal> {
    const { drafts, throttle } = this.#deps;
    const { id } = viewer.contact;
    const ids: string[] = [];
    const faults: FieldFault[] = files.flatMap((file) => (file.fault ? [{ field: 'files', ...file.fault }] : []));
    const good = files.filter((file) => !file.fault);
    if (good.length === 0) return { ids, faults };
    const draft = await drafts.open(id, placeName(place), key);
    if (typeof draft === 'string') return draft;
    for (const file of good) {
      const hit = await throttle.hit(`draft-files:${id}`, MOST_FILES_A_DAY, DAY_MS);
      if (hit.isOver) {
        // A fault like any other: the text beside the files is kept all the same.
        faults.push({ field: 'files', code: 'files:dayFull' });
        break;
      }
      const added = await this.#add(viewer, draft, file);
      if (typeof added === 'string') ids.push(added);
      else faults.push(added);
    }
    return { ids, faults };
  }

  /** Takes files out of a draft; ids that are not of it are passed over. */
  async removeFiles(viewer: Viewer, place: DraftPlace, ids: readonly string[]): Promise<void> {
    const draft = await this.#deps.drafts.find(viewer.contact.id, placeName(place));
    if (draft) await this.#deps.draftFiles.remove(viewer.contact.id, draft.id, ids);
  }

  /** The files of a draft that a form names; fewer than named when some are gone, or somebody else's. */
  filesOf(viewer: Viewer, place: DraftPlace, ids: readonly string[]): Promise<readonly DraftFile[]> {
    return this.#deps.draftFiles.find(viewer.contact.id, placeName(place), ids);
  }

  /** The bytes of a file that `filesOf` gave. */
  read(file: DraftFile): AsyncIterable<Buffer> {
    return this.#deps.draftFiles.read(file.id);
  }

  /** Whether a form was written already. */
  isSent(viewer: Viewer, key: string): Promise<boolean> {
    return this.#deps.drafts.isSent(viewer.contact.id, key);
  }

  async #open(draft: Draft, place: DraftPlace): Promise<OpenDraft> {
    const { host, draftFiles } = this.#deps;
    const { id, values, revision, savedAt } = draft;
    const files = place.kind === 'new' ? await draftFiles.list(id) : [];
    return { values, revision, savedAt: host.wallClock.format(savedAt), files };
  }

  /** Room is counted under the contact's lock: many uploads at once would all find the same. */
  #add(viewer: Viewer, draft: Draft, file: UploadedFile): Promise<string | FieldFault> {
    const { host, draftFiles, files } = this.#deps;
    const { maxTicketBytes, maxDayBytes } = viewer.profile.uploads;
    const maxFiles = Math.min(viewer.profile.uploads.maxFiles, MOST_FILES);
    const { id } = viewer.contact;
    return host.transaction(async (trx) => {
      await files.takeTurn(trx, id);
      const present = await draftFiles.list(draft.id, trx);
      const values = { name: file.name, max: maxFiles };
      if (present.length >= maxFiles) return { field: 'files', code: 'errors:tooManyFiles', values };
      const inDraft = present.reduce((sum, { bytes }) => sum + bytes, file.bytes);
      if (inDraft > maxTicketBytes) return { field: 'files', code: 'files:ticketFull' };
      const today = (await draftFiles.bytesOf(id, trx)) + (await files.bytesOfDay(id, trx)) + file.bytes;
      if (today > maxDayBytes) return { field: 'files', code: 'files:dayFull' };
      return draftFiles.add(trx, id, draft.id, file);
    });
  }
}

/** Reads a form's `_key` and `_revision`; MalformedRequestError without a key. */
export function pageOf(form: Form): DraftPage {
  const revision = form.text('_revision');
  return { key: readSubmissionKey(form.text('_key')), revision: /^\d{1,9}$/.test(revision) ? Number(revision) : 0 };
}
