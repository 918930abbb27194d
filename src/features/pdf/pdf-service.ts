import { TICKET_MODULE } from '../../access/ticket-states.js';
import type { Viewer } from '../../access/types.js';
import { NotFoundError, TooManyRequestsError } from '../../core/errors.js';
import type { CommentView } from '../../core/record-view-types.js';
import type { HostAdapter } from '../../host/host-adapter.js';
import { INVENTORY_MODULES } from '../inventory/inventory-companion.js';
import type { PresenterContext } from '../present-context.js';
import type { FormService } from '../records/form-service.js';
import type { RecordSections } from '../records/record-companion.js';
import type { RecordService, ShownRecord } from '../records/record-service.js';
import { presentDocument } from './document-presenter.js';
import type { PdfRenderer } from './pdf-renderer.js';

/** Modules whose records can be had as a PDF. */
export const PDF_MODULES: ReadonlySet<string> = new Set([...INVENTORY_MODULES, TICKET_MODULE]);

/** Comments that go into a document, the newest; their texts have a bound of their own. */
const MOST_COMMENTS = 200;
/** Documents of one customer that are made at once. */
const AT_ONCE = 2;
const RETRY_SECONDS = 5;

interface PdfServiceDeps {
  readonly host: HostAdapter;
  readonly records: RecordService;
  readonly forms: Pick<FormService, 'companion'>;
  readonly renderer: PdfRenderer;
}

/** A finished document. */
export interface MadePdf {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What a record's page is made of, and the pages of its conversation. */
interface RecordParts {
  readonly sections: RecordSections;
  readonly comments: readonly CommentView[];
  readonly olderComments: number;
}

/** Makes PDFs of what a record's page shows, through the same service, rules and parts as the page. */
export class PdfService {
  readonly #deps: PdfServiceDeps;
  readonly #making = new Map<number, number>();

  constructor(deps: PdfServiceDeps) {
    this.#deps = deps;
  }

  /** NotFoundError where there is no such record for this viewer or the module has no PDF; TooManyRequestsError for who asks for many. */
  async make(viewer: Viewer, module: string, id: number, context: PresenterContext): Promise<MadePdf> {
    if (!PDF_MODULES.has(module)) throw new NotFoundError();
    const contactId = viewer.contact.id;
    const making = this.#making.get(contactId) ?? 0;
    if (making >= AT_ONCE) throw new TooManyRequestsError(RETRY_SECONDS, 'pdf:tooMany');
    this.#making.set(contactId, making + 1);
    try {
      return await this.#draw(viewer, await this.#deps.records.show(viewer, module, id), context);
    } finally {
      const left = (this.#making.get(contactId) ?? 1) - 1;
      if (left > 0) this.#making.set(contactId, left);
      else this.#making.delete(contactId);
    }
  }

  /** Ends the drawing; whoever still waits gets an error. */
  stop(): Promise<void> {
    return this.#deps.renderer.stop();
  }

  async #draw(viewer: Viewer, shown: ShownRecord, context: PresenterContext): Promise<MadePdf> {
    const { host, renderer } = this.#deps;
    const parts = await this.#read(viewer, shown, context);
    const { company } = host.metadata.current;
    const view = presentDocument({ shown, ...parts, company, now: host.wallClock.now() }, context);
    return { name: `${view.number || `${view.kind} ${shown.record.id}`}.pdf`, bytes: await renderer.render(view) };
  }

  async #read(viewer: Viewer, shown: ShownRecord, context: PresenterContext): Promise<RecordParts> {
    const companion = this.#deps.forms.companion(shown.module.name);
    const draft = { commentLimit: MOST_COMMENTS };
    const sections = (await companion?.sections(viewer, shown, draft, context)) ?? { actions: {} };
    const comments = sections.comments?.items ?? [];
    return { sections, comments, olderComments: (sections.comments?.count ?? 0) - comments.length };
  }
}
