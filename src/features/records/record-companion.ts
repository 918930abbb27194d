import type { FormField } from '../../access/permissions.js';
import type { Viewer } from '../../access/types.js';
import type { RecordPageView } from '../../core/record-view-types.js';
import type { StoredValue } from '../../host/metadata/field-kind.js';
import type { UploadedFile } from '../../web/form.js';
import type { PresenterContext } from '../present-context.js';
import type { ShownRecord } from './record-service.js';

/** What a record's page is to show beyond the record: what came back refused, beside its field, and which comments (page from 1). */
export interface RecordPageDraft {
  readonly commentPage?: number;
  readonly comment?: { readonly text: string; readonly error: string; readonly offersStrip: boolean };
  readonly fileErrors?: readonly string[];
}

/** The parts of a record's page that only some modules have. */
export type RecordSections = Pick<
  RecordPageView,
  'actions' | 'comments' | 'errors' | 'files' | 'timeline' | 'opened' | 'lead' | 'lines'
> & {
  /** Names of fields that these parts show already, so that no block shows them again. */
  readonly covers?: readonly string[];
};

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
  /** Undefined: the module is only read. */
  readonly writer?: RecordWriter;
}

/** Writes a module's records for customers. */
export interface RecordWriter {
  readonly acceptsFiles: boolean;
  /** Creates a record and returns its path below the mount; undefined: nobody makes one here. */
  create?(viewer: Viewer, form: AcceptedForm): Promise<string>;
  /** The fields of an edit as this writer takes them; undefined: as the profile says. */
  narrow?(fields: readonly FormField[]): readonly FormField[];
  /** Whether this viewer may edit this record now. */
  mayEdit(viewer: Viewer, shown: ShownRecord): boolean;
  /** Changes a record; ConflictError when the row is newer than `expectedModified` (wall clock). */
  update(viewer: Viewer, shown: ShownRecord, form: AcceptedForm, expectedModified: string): Promise<string>;
}
