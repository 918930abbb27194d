import { diffProfiles, type ProfileChange } from '../../../access/profile-diff.js';
import { ConflictError, type FieldFault, InvalidInputError, NotFoundError } from '../../../core/errors.js';
import type { MetadataSource } from '../../../host/host-adapter.js';
import type { Form } from '../../../web/form.js';
import type { Editor, ProfileDesk } from '../profiles/profile-desk.js';
import { type EditorPlace, formOf } from './editor-place.js';
import type { EditorFacts } from './typed-form.js';

/** Somebody else changed the profile while the form was open. */
export interface Meanwhile {
  /** Empty where nobody is known. */
  readonly who: string;
  /** As people read it. */
  readonly when: string;
  /** What saving the form now would change of theirs. */
  readonly changes: readonly ProfileChange[];
}

/** What became of a sent form; what is refused is to be shown again with everything typed. */
export type SaveResult =
  | { readonly kind: 'saved' }
  | { readonly kind: 'refused'; readonly faults: readonly FieldFault[]; readonly meanwhile?: Meanwhile };

interface ProfileEditorDeps {
  readonly metadata: MetadataSource;
  readonly desk: Pick<ProfileDesk, 'open' | 'save' | 'summary'>;
}

/** Turns the editor's forms into drafts; nothing here is ever published. */
export class ProfileEditor {
  readonly #deps: ProfileEditorDeps;

  constructor(deps: ProfileEditorDeps) {
    this.#deps = deps;
  }

  /** The draft with what publishing it would change; NotFoundError. */
  open(profileId: string): ReturnType<ProfileDesk['summary']> {
    return this.#deps.desk.summary(profileId);
  }

  facts(languages: readonly string[], language: string): EditorFacts {
    return { metadata: this.#deps.metadata.current, languages, language };
  }

  /** Keeps a page's form as the draft; with another's work in between nothing is written, and the answer says what would be. */
  async save(place: EditorPlace, form: Form, facts: EditorFacts, editor: Editor): Promise<SaveResult> {
    const { desk } = this.#deps;
    const open = await desk.open(place.profileId);
    const read = formOf(place, facts)?.read(form, open.document);
    if (!read) throw new NotFoundError();
    const revision = Number(/^\d{1,9}$/.exec(form.text('revision'))?.[0] ?? -1);
    const changes = (): readonly ProfileChange[] => diffProfiles(open.document, read.document);
    if (read.faults.length > 0) {
      const { savedBy: who = '' } = open;
      const isOld = revision !== open.revision;
      return {
        kind: 'refused',
        faults: read.faults,
        ...(isOld ? { meanwhile: { who, when: '', changes: changes() } } : {}),
      };
    }
    try {
      await desk.save(place.profileId, read.document, revision, editor);
      return { kind: 'saved' };
    } catch (error) {
      if (error instanceof InvalidInputError) return { kind: 'refused', faults: error.faults };
      if (!(error instanceof ConflictError) || error.code !== 'profileChanged') throw error;
      const { who = '', when = '' } = error.values;
      return { kind: 'refused', faults: [], meanwhile: { who: String(who), when: String(when), changes: changes() } };
    }
  }
}
