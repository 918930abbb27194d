import { contactView } from '../../access/contact-view.js';
import type { Permissions } from '../../access/permissions.js';
import type { Viewer } from '../../access/types.js';
import { NotAllowedError, NotFoundError } from '../../core/errors.js';
import type { HookBus } from '../../hooks/hook-bus.js';
import type { FaqCommentPage, HostAdapter } from '../../host/host-adapter.js';
import type { SubmissionStore } from '../../store/submission-store.js';
import type { RecordService } from '../records/record-service.js';
import { submissionFingerprint, submitOnce } from '../submission.js';
import { checkComment } from '../tickets/comment-check.js';
import { FAQ_MODULE } from './faq-fields.js';

/** Each may be as long as the CRM's column, so that a page holds a bounded text. */
const COMMENTS_A_PAGE = 25;

/** One page of a question's remarks, newest first; `skip` newer ones stand on the pages before. */
export interface ShownFaqComments extends FaqCommentPage {
  readonly page: number;
  readonly skip: number;
}

interface FaqCommentsDeps {
  readonly host: HostAdapter;
  readonly permissions: Permissions;
  readonly hooks: HookBus;
  readonly records: RecordService;
  readonly submissions: SubmissionStore;
}

/** Remarks on questions: the CRM keeps them without their author, and every customer reads them. */
export class FaqComments {
  readonly #deps: FaqCommentsDeps;

  constructor(deps: FaqCommentsDeps) {
    this.#deps = deps;
  }

  /** A page of remarks on a question the viewer sees; NotFoundError beyond the last one. */
  async page(faqId: number, page: number): Promise<ShownFaqComments> {
    const skip = (page - 1) * COMMENTS_A_PAGE;
    const found = await this.#deps.host.faq.comments(faqId, { limit: COMMENTS_A_PAGE, skip });
    if (skip > 0 && found.items.length === 0) throw new NotFoundError();
    return { ...found, page, skip };
  }

  mayComment(viewer: Viewer): boolean {
    return this.#deps.permissions.can(viewer, FAQ_MODULE, 'comment');
  }

  /** Adds a remark once per submission key; returns its path. */
  async add(viewer: Viewer, faqId: number, text: string, key: string): Promise<string> {
    const { host, hooks, records, submissions } = this.#deps;
    await records.show(viewer, FAQ_MODULE, faqId);
    if (!this.mayComment(viewer)) throw new NotAllowedError('mayNotComment');
    checkComment(text, host.metadata.current);
    const contact = contactView(viewer.contact);
    const fingerprint = submissionFingerprint(FAQ_MODULE, faqId, text);
    return submitOnce(submissions, { contactId: viewer.contact.id, key, fingerprint }, async (record) => {
      const draft = await hooks.applyFilters('comment.beforeCreate', { ticketId: undefined, faqId, text }, { contact });
      const commentId = await host.faq.reserveComment();
      const path = `/${FAQ_MODULE}/${faqId}#c${commentId}`;
      await host.transaction(async (trx) => {
        await host.faq.addComment(trx, commentId, faqId, draft.text);
        await record(trx, path);
      });
      await hooks.runActions('comment.created', { ticketId: undefined, faqId, commentId, contact });
      return path;
    });
  }
}
