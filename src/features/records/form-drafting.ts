import type { Viewer } from '../../access/types.js';
import type { DraftFormView } from '../../core/draft-view-types.js';
import type { FieldFault } from '../../core/errors.js';
import type { DraftFile } from '../../store/draft-file-store.js';
import { createForm, type Form, type UploadedFile } from '../../web/form.js';
import type { PortalContext } from '../../web/portal-context.js';
import { portalPath } from '../../web/redirect.js';
import { extensionOf } from '../../web/upload/file-name.js';
import { stageFile } from '../../web/upload/stage-file.js';
import { requireViewer } from '../../web/viewer.js';
import { presentDraft } from '../draft-view.js';
import type { DraftKeeper, DraftPage, OpenDraft, SaveResult } from '../drafts/draft-keeper.js';
import type { DraftPlace } from '../drafts/draft-place.js';
import { draftFieldsOf, type FormPlan } from './form-service.js';

/** What came of keeping a refused form: how it is shown, and whether files it brought could not be kept. */
export interface KeptDraft {
  readonly view: DraftFormView;
  readonly result: SaveResult;
  readonly faults: readonly FieldFault[];
}

/** The draft of one form in one request: found again, kept when the form is refused, and used up when it is written. */
export class FormDrafting {
  readonly place: DraftPlace;
  readonly #ctx: PortalContext;
  readonly #keeper: DraftKeeper;
  readonly #plan: FormPlan;
  readonly #viewer: Viewer;

  constructor(ctx: PortalContext, keeper: DraftKeeper, plan: FormPlan) {
    this.#ctx = ctx;
    this.#keeper = keeper;
    this.#plan = plan;
    this.#viewer = requireViewer(ctx);
    const { module, shown } = plan;
    this.place = shown
      ? { kind: 'edit', module: module.name, id: shown.record.id }
      : { kind: 'new', module: module.name };
  }

  find(): Promise<OpenDraft | undefined> {
    return this.#keeper.find(this.#viewer, this.place);
  }

  view(open: OpenDraft | undefined): DraftFormView {
    const { t, language } = this.#ctx.state;
    const context = { t, language, path: (path: string) => portalPath(this.#ctx, path) };
    return presentDraft(this.place, this.#keeper.stamp(this.#viewer, this.place), open, context);
  }

  /** Keeps a form as `page`, with the files it brought and without those whose tick was taken away. */
  async keep(form: Form, page: DraftPage): Promise<KeptDraft> {
    const ticked = new Set(form.list('_file'));
    const dropped = form.list('_listed').filter((id) => !ticked.has(id));
    await this.#keeper.removeFiles(this.#viewer, this.place, dropped);
    const added = await this.#keeper.addFiles(this.#viewer, this.place, form.files, page.key);
    const result = await this.#keeper.save(this.#viewer, this.place, form, draftFieldsOf(this.#plan), page);
    const open = await this.find();
    // A newer text of another tab is not written over by this page's next save.
    const view = result === 'newer' ? { ...this.view(open), revision: page.revision } : this.view(open);
    return { view, result, faults: typeof added === 'string' ? [] : added.faults };
  }

  /** The files of the draft that a form sends along; what is gone, not allowed any more, or one too many, is a fault. */
  async files(form: Form, page: DraftPage): Promise<{ files: readonly DraftFile[]; faults: readonly FieldFault[] }> {
    const ids = form.list('_file');
    if (ids.length === 0) return { files: [], faults: [] };
    const files = await this.#keeper.filesOf(this.#viewer, this.place, ids);
    const { extensions, maxFiles } = this.#viewer.profile.uploads;
    const total = [...files, ...form.files];
    if (total.length > maxFiles) {
      const values = { name: total.at(maxFiles)?.name ?? '', max: maxFiles };
      return { files, faults: [{ field: 'files', code: 'errors:tooManyFiles', values }] };
    }
    // They were judged when they came, by the profile of that day.
    const refused = files.filter(({ name }) => !extensions.includes(extensionOf(name)));
    if (refused.length > 0) {
      const allowed = extensions.join(', ');
      const fault = { field: 'files', code: 'errors:fileTypeNotAllowed' };
      return { files, faults: refused.map(({ name }) => ({ ...fault, values: { name, allowed } })) };
    }
    const isComplete = files.length === ids.length || (await this.#keeper.isSent(this.#viewer, page.key));
    return { files, faults: isComplete ? [] : [{ field: 'files', code: 'drafts:fileGone' }] };
  }

  /** The bytes of the draft's files, for the write; nothing once the form was written, since then nothing is written again. */
  async stage(files: readonly DraftFile[], page: DraftPage): Promise<UploadedFile[]> {
    await this.#keeper.claim(this.#viewer, this.place, page);
    if (files.length === 0 || (await this.#keeper.isSent(this.#viewer, page.key))) return [];
    const staged: UploadedFile[] = [];
    for (const file of files) {
      const path = await stageFile(this.#ctx, this.#keeper.read(file));
      staged.push({ path, name: file.name, bytes: file.bytes, digest: file.digest, type: file.type });
    }
    return staged;
  }
}

/** A draft as the form it was; undefined while it holds files only. */
export function draftedForm(open: OpenDraft | undefined): Form | undefined {
  const values = Object.entries(open?.values ?? {});
  return values.length > 0 ? createForm(new Map(values), []) : undefined;
}
