import { TICKET_MODULE, type TicketRules } from '../../access/ticket-states.js';
import type { Viewer } from '../../access/types.js';
import type { ViewerLoader } from '../../access/viewer-loader.js';
import { NotAllowedError, NotFoundError } from '../../core/errors.js';
import { createForm, type Form } from '../../web/form.js';
import { openKeptForm, placeOfStamp } from '../../web/kept-form.js';
import type { FormService } from '../records/form-service.js';
import type { RecordService } from '../records/record-service.js';
import { ticketFacts } from '../tickets/ticket-facts.js';
import type { DraftFields } from './draft-fields.js';
import { type DraftKeeper, pageOf, type SaveResult } from './draft-keeper.js';
import { type DraftPlace, placePath, readPlace } from './draft-place.js';

interface DraftFormDeps {
  readonly drafts: DraftKeeper;
  readonly forms: FormService;
  readonly records: RecordService;
  readonly rules: TicketRules;
  readonly viewers: Pick<ViewerLoader, 'load'>;
  readonly secret: string;
}

/** A form that came back through the sign-in page: where it stands, and the key of what is said about it. */
export interface ResumedForm {
  readonly path: string;
  readonly word: 'resumed' | 'resumedWithoutFiles' | 'resumedOver' | 'sent';
}

const COMMENT_FIELDS: DraftFields = new Map([['comment', '']]);

/** Keeps forms that their contact may open, and only those. */
export class DraftForms {
  readonly #deps: DraftFormDeps;

  constructor(deps: DraftFormDeps) {
    this.#deps = deps;
  }

  /** What is kept of the form at a place; NotFoundError and NotAllowedError as the form itself says. */
  async fields(viewer: Viewer, place: DraftPlace, language: string): Promise<DraftFields> {
    const { forms, records, rules } = this.#deps;
    if (place.kind !== 'comment') return forms.draftFields(viewer, place, language);
    if (place.module !== TICKET_MODULE) throw new NotFoundError();
    const ticket = ticketFacts(await records.show(viewer, TICKET_MODULE, place.id));
    if (!rules.mayComment(viewer, ticket)) throw new NotAllowedError('mayNotComment');
    return COMMENT_FIELDS;
  }

  async save(viewer: Viewer, place: DraftPlace, form: Form, language: string): Promise<SaveResult> {
    return this.#deps.drafts.save(viewer, place, form, await this.fields(viewer, place, language));
  }

  /**
   * Takes a form back that was closed for want of a session (`keepForm`); undefined when it was made for somebody else, or its contact
   * may not open it any more. Its sender has just sent it: it replaces a draft another page saved meanwhile.
   */
  async resume(contactId: number, sealed: string, language: string): Promise<ResumedForm | undefined> {
    const { drafts, secret, viewers } = this.#deps;
    const kept = openKeptForm(secret, sealed);
    const place = kept && readPlace(placeOfStamp(secret, contactId, kept.stamp) ?? '');
    const viewer = place && (await viewers.load(contactId));
    if (!kept || !place || !viewer) return undefined;
    try {
      const fields = await this.fields(viewer, place, language);
      const form = createForm(kept.values, []);
      const result = await drafts.save(viewer, place, form, fields);
      if (result === 'newer') {
        const newer = await drafts.find(viewer, place);
        await drafts.save(viewer, place, form, fields, { ...pageOf(form), revision: newer?.revision ?? 0 });
      }
      return { path: placePath(place), word: wordFor(result, kept.hadFiles) };
    } catch (error) {
      if (error instanceof NotFoundError || error instanceof NotAllowedError) return undefined;
      throw error;
    }
  }

  /** Refuses files where the form takes none. */
  async demandFiles(viewer: Viewer, place: DraftPlace, language: string): Promise<void> {
    await this.fields(viewer, place, language);
    if (!this.#deps.forms.companion(place.module)?.writer?.acceptsFiles) throw new NotAllowedError('mayNotAttach');
  }
}

function wordFor(result: SaveResult, hadFiles: boolean): ResumedForm['word'] {
  if (result === 'sent') return 'sent';
  if (result === 'newer') return 'resumedOver';
  return hadFiles ? 'resumedWithoutFiles' : 'resumed';
}
