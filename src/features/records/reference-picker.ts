import type { Permissions } from '../../access/permissions.js';
import type { Viewer } from '../../access/types.js';
import { NotFoundError } from '../../core/errors.js';
import type { FieldSchema } from '../../host/metadata/types.js';
import type { FormService } from './form-service.js';
import type { RecordService } from './record-service.js';

/** Records offered at once; who looks further types more. */
export const SHOWN_PICKS = 20;

/** The first records a reference may be set to; `more`: there are others whose name fits. */
export interface PickedReferences {
  readonly items: readonly { readonly id: number; readonly name: string }[];
  readonly more: boolean;
}

interface ReferencePickerDeps {
  readonly forms: FormService;
  readonly permissions: Permissions;
  readonly records: RecordService;
}

/** Finds records for the reference fields of forms, by name. */
export class ReferencePicker {
  readonly #deps: ReferencePickerDeps;

  constructor(deps: ReferencePickerDeps) {
    this.#deps = deps;
  }

  /** NotFoundError unless the field is one the viewer can write in a form of the module. */
  async pick(viewer: Viewer, module: string, field: string, contains: string): Promise<PickedReferences> {
    const found = await this.#deps.records.choices(viewer, await this.#field(viewer, module, field), SHOWN_PICKS + 1, {
      contains,
    });
    const items = found.slice(0, SHOWN_PICKS).map(({ id, name }) => ({ id, name }));
    return { items, more: found.length > SHOWN_PICKS };
  }

  async #field(viewer: Viewer, name: string, wanted: string): Promise<FieldSchema> {
    const { forms, permissions, records } = this.#deps;
    const module = records.module(viewer, name);
    const writer = forms.companion(name)?.writer;
    if (!writer) throw new NotFoundError();
    const created = forms.mayCreate(viewer, name) ? permissions.formFields(viewer, module, 'create') : [];
    const edited = permissions.formFields(viewer, module, 'edit');
    const entries = [...created, ...(writer.narrow?.(edited) ?? edited)];
    const entry = entries.find(({ field, form }) => field.name === wanted && form !== 'readonly');
    // What a writer offers itself is a closed list.
    if (entry?.field.kind !== 'reference' || (await writer.choices?.(viewer, entry))) throw new NotFoundError();
    return entry.field;
  }
}
