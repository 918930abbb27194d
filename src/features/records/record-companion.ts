import type { FormField } from '../../access/permissions.js';
import type { Viewer } from '../../access/types.js';
import type { ListPartsView } from '../../core/list-parts-view-types.js';
import type { ProgressParts } from '../../core/progress-view-types.js';
import type { RecordPageView } from '../../core/record-view-types.js';
import type { HostReference, ListResult } from '../../host/host-adapter.js';
import type { StoredValue } from '../../host/metadata/field-kind.js';
import type { UploadedFile } from '../../web/form.js';
import type { PresenterContext } from '../present-context.js';
import type { ListRequest } from './list-request.js';
import type { ListPlan, ShownRecord } from './record-service.js';

/** What a record's page is to show beyond the record: what came back refused, beside its field, and which comments (page from 1). */
export interface RecordPageDraft {
  /** A person opened the page: what stands on it counts as seen. Not so a page that is only fetched ahead, drawn as a PDF or came back. */
  readonly isVisit?: boolean;
  readonly commentPage?: number;
  /** How many comments a page holds where it is no page of the browser's. */
  readonly commentLimit?: number;
  readonly comment?: {
    readonly text: string;
    readonly error: string;
    readonly offersStrip: boolean;
    /** The draft's revision the page goes on with; undefined: that of the draft as it stands. */
    readonly revision?: number;
  };
  readonly fileErrors?: readonly string[];
  readonly participant?: { readonly error: string };
  readonly rating?: { readonly stars: string; readonly word: string; readonly error: string };
  /** An answer to a request for secret data, without the data. */
  readonly confidential?: { readonly requestId: number; readonly comment: string; readonly error: string };
}

/** The parts of a record's page that only some modules have. */
export type RecordSections = Pick<
  RecordPageView,
  | 'actions'
  | 'comments'
  | 'errors'
  | 'files'
  | 'participants'
  | 'mute'
  | 'timeline'
  | 'opened'
  | 'validity'
  | 'notice'
  | 'lead'
  | 'lines'
  | 'cards'
  | 'project'
  | 'summary'
  | keyof ProgressParts
> & {
  /** Names of fields that these parts show already, so that no block shows them again. */
  readonly covers?: readonly string[];
  /** Modules whose related records these parts show already. */
  readonly instead?: readonly string[];
};

/** One page of a module's list, as it was asked for and found. */
export interface ListPage {
  readonly plan: ListPlan;
  readonly request: ListRequest;
  readonly result: ListResult;
}

/** A form whose inputs were all accepted; `values` by field name, as the CRM will store them. */
export interface AcceptedForm {
  readonly values: Readonly<Record<string, StoredValue>>;
  readonly files: readonly UploadedFile[];
  readonly key: string;
  readonly fingerprint: string;
}

/** What a module's page has beyond its fields, and how its records are written; the module's own feature brings it. */
export interface RecordCompanion {
  readonly module: string;
  sections(
    viewer: Viewer,
    shown: ShownRecord,
    draft: RecordPageDraft,
    context: PresenterContext,
  ): Promise<RecordSections>;
  /** What the module's list has beyond its table. */
  list?(viewer: Viewer, page: ListPage, context: PresenterContext): Promise<ListPartsView>;
  /** Undefined: the module is only read. */
  readonly writer?: RecordWriter;
}

/** What a module's forms say instead of the general words; message keys, and the icon of the button that leads there. */
export interface WriterWords {
  readonly create: string;
  readonly icon: string;
  readonly title: string;
  readonly send: string;
  readonly saved: string;
}

/** Writes a module's records for customers. */
export interface RecordWriter {
  readonly acceptsFiles: boolean;
  /** Files of one record; undefined: as many as the profile lets. */
  readonly mostFiles?: number;
  readonly words?: WriterWords;
  /** Creates a record and returns its path below the mount; undefined: nobody makes one here. */
  create?(viewer: Viewer, form: AcceptedForm): Promise<string>;
  /** What a field of a new record may be set to, where that is not for the CRM to say; undefined: it is. */
  choices?(viewer: Viewer, field: FormField): Promise<readonly HostReference[] | undefined>;
  /** Names of fields whose texts must not be kept in drafts. */
  readonly undrafted?: ReadonlySet<string>;
  /** The fields of an edit as this writer takes them; undefined: as the profile says. */
  narrow?(fields: readonly FormField[]): readonly FormField[];
  /** Whether this viewer may edit this record now. */
  mayEdit(viewer: Viewer, shown: ShownRecord): boolean;
  /** Changes a record; ConflictError when the row is newer than `expectedModified` (wall clock). */
  update(viewer: Viewer, shown: ShownRecord, form: AcceptedForm, expectedModified: string): Promise<string>;
}
