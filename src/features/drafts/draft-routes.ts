import { ConflictError, NotFoundError } from '../../core/errors.js';
import { readForm } from '../../web/form.js';
import type { Flash, PortalRouter } from '../../web/portal-context.js';
import { redirectTo } from '../../web/redirect.js';
import { requireViewer } from '../../web/viewer.js';
import { resumedMessage, savedText } from '../draft-view.js';
import { faultSentence } from '../fault-sentence.js';
import { idParam, moduleParam } from '../route-params.js';
import type { DraftForms } from './draft-forms.js';
import { type DraftKeeper, pageOf } from './draft-keeper.js';
import { type DraftPlace, placePath } from './draft-place.js';

type RouterContext = Parameters<typeof idParam>[0];

interface DraftRouteDeps {
  readonly drafts: DraftKeeper;
  readonly draftForms: DraftForms;
}

/** A draft of a new record may hold files, those of other forms may not. */
const NEW = '/drafts/:module/new';
const PLACES = [NEW, '/drafts/:module/:id/:kind'];

/** `/drafts/…`: what the pages' script keeps while somebody types, and what ends a draft by hand. */
export function addDraftRoutes(router: PortalRouter, { drafts, draftForms }: DraftRouteDeps): void {
  router.post('/drafts/resume', async (ctx) => {
    const { contact } = requireViewer(ctx);
    const resumed = await draftForms.resume(contact.id, (await readForm(ctx)).text('kept'), ctx.state.language);
    await redirectTo(ctx, resumed?.path ?? '/', resumedMessage(resumed, ctx.state.t));
  });

  router.post(`${NEW}/files`, async (ctx) => {
    const viewer = requireViewer(ctx);
    const form = await readForm(ctx, { upload: viewer.profile.uploads });
    const place = placeParam(ctx);
    await draftForms.demandFiles(viewer, place, ctx.state.language);
    const added = await drafts.addFiles(viewer, place, form.files, pageOf(form).key);
    if (typeof added === 'string') throw new ConflictError(`drafts:${added}`);
    ctx.body = { ids: added.ids, faults: added.faults.map((fault) => faultSentence(fault, ctx.state.t)) };
  });

  router.post(`${NEW}/files/remove`, async (ctx) => {
    const viewer = requireViewer(ctx);
    const form = await readForm(ctx);
    await drafts.removeFiles(viewer, placeParam(ctx), [form.text('file')]);
    ctx.body = {};
  });

  for (const path of PLACES) {
    router.post(path, async (ctx) => {
      const form = await readForm(ctx);
      const result = await draftForms.save(requireViewer(ctx), placeParam(ctx), form, ctx.state.language);
      if (result === 'newer' || result === 'sent') throw new ConflictError(`drafts:${result}`);
      const isSaved = result !== 'empty';
      ctx.body = isSaved
        ? { revision: result.revision, text: savedText(result, ctx.state.t) }
        : { revision: 0, text: '' };
    });

    router.post(`${path}/discard`, async (ctx) => {
      const place = placeParam(ctx);
      const isGone = await drafts.discard(requireViewer(ctx), place, pageOf(await readForm(ctx)));
      const { t } = ctx.state;
      const word: Flash = isGone
        ? { kind: 'ok', text: t('drafts:discarded') }
        : { kind: 'warn', text: t('drafts:newerStays') };
      await redirectTo(ctx, placePath(place), word);
    });
  }
}

function placeParam(ctx: RouterContext): DraftPlace {
  const module = moduleParam(ctx);
  const { kind } = ctx.params;
  if (kind === undefined) return { kind: 'new', module };
  if (kind !== 'comment' && kind !== 'edit') throw new NotFoundError();
  return { kind, module, id: idParam(ctx) };
}
