import { readForm } from '../../web/form.js';
import type { PortalRouter } from '../../web/portal-context.js';
import { redirectTo } from '../../web/redirect.js';
import { requireViewer } from '../../web/viewer.js';
import { refusalOf } from '../fault-sentence.js';
import type { ShowRecordPage } from '../records/show-record-page.js';
import { idParam } from '../route-params.js';
import { readSubmissionKey } from '../submission.js';
import { typedText } from '../typed-text.js';
import type { FaqComments } from './faq-comments.js';
import { FAQ_MODULE } from './faq-fields.js';

interface FaqRouteDeps {
  readonly comments: FaqComments;
  readonly showRecord: ShowRecordPage;
}

/** Remarks on questions. */
export function addFaqRoutes(router: PortalRouter, { comments, showRecord }: FaqRouteDeps): void {
  router.post(`/${FAQ_MODULE}/:id/comments`, async (ctx) => {
    const id = idParam(ctx);
    const form = await readForm(ctx);
    const text = typedText(form, 'comment');
    const key = readSubmissionKey(form.text('_key'));
    const add = async () => redirectTo(ctx, await comments.add(requireViewer(ctx), id, text, key));
    const refusal = await refusalOf(add, ctx.state.t);
    if (refusal) await showRecord(ctx, FAQ_MODULE, id, { comment: { ...refusal, text } }, 422);
  });
}
