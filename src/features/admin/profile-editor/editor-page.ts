import type { FieldFault } from '../../../core/errors.js';
import type { HostAdapter } from '../../../host/host-adapter.js';
import type { Form } from '../../../web/form.js';
import { createForm } from '../../../web/form.js';
import type { PortalContext } from '../../../web/portal-context.js';
import { readQuery } from '../../../web/query.js';
import { presenterContext } from '../../request-context.js';
import type { ChangeSummary } from '../profiles/profile-desk.js';
import type { DraftPreview } from './draft-preview.js';
import type { TypedPage } from './editor-controls.js';
import { type EditorPlace, formOf } from './editor-place.js';
import { actionOf, type EditorPage, FORM_ID, presentEditor } from './editor-presenter.js';
import type { EditorPageView } from './editor-views.js';
import { presentFields } from './fields-presenter.js';
import { presentAnnouncementForms, presentHomeButtons } from './home-presenter.js';
import { presentLook } from './look-presenter.js';
import { presentGeneral, presentMatrix } from './matrix-presenter.js';
import { presentOptions } from './options-presenter.js';
import { presentPeople } from './people-presenter.js';
import { presentPreview } from './preview-presenter.js';
import type { Meanwhile, ProfileEditor } from './profile-editor.js';
import type { ProfilePeople } from './profile-people.js';
import type { EditorFacts } from './typed-form.js';

/** What the editor's pages are built over. */
export interface EditorDeps {
  readonly host: HostAdapter;
  readonly editor: ProfileEditor;
  readonly preview: DraftPreview;
  readonly people: ProfilePeople;
}

/** A form that came back, with what was refused of it. */
export interface SentAgain {
  readonly form: Form;
  readonly faults: readonly FieldFault[];
  readonly meanwhile?: Meanwhile;
}

/** What an address of the editor may be asked with. */
const QUERY = ['as', 'seen', 'add', 'part', 'q', 'page'];

/** One of the editor's pages: as the draft has it, or as it was sent. */
export async function editorPage(
  ctx: PortalContext,
  deps: EditorDeps,
  place: EditorPlace,
  again?: SentAgain,
): Promise<EditorPageView> {
  const query = readQuery(ctx, QUERY);
  const summary = await deps.editor.open(place.profileId);
  const facts = factsOf(ctx, deps);
  const form = again?.form ?? createForm(formOf(place, facts)?.write(summary.draft.document) ?? new Map(), []);
  const seenAs = seenAsOf(query, again?.form);
  const typed: TypedPage = { form, faults: again?.faults ?? [], context: presenterContext(ctx, deps.host) };
  const page: EditorPage = {
    ...typed,
    place,
    summary,
    meanwhile: again?.meanwhile,
    seenAs,
    words: { t: ctx.state.t, language: ctx.state.language, metadata: facts.metadata },
    wallTime: (instant) => deps.host.wallClock.format(instant),
    preview: await previewOf(ctx, deps, place, summary, seenAs, query.get('seen') ?? ''),
  };
  const part = await presentPart(deps, { page, facts, query });
  return presentEditor(page, place.tab, part);
}

/** What the forms are made over, for this administrator. */
export function factsOf(ctx: PortalContext, { editor }: EditorDeps): EditorFacts {
  return editor.facts(ctx.state.kit.translator.languages, ctx.state.language);
}

/** The contact chosen for the preview, as an id or nothing. */
function seenAsOf(query: ReadonlyMap<string, string>, form: Form | undefined): string {
  return /^[1-9]\d{0,9}$/.exec(query.get('as') ?? form?.text('as') ?? '')?.[0] ?? '';
}

async function previewOf(
  ctx: PortalContext,
  { preview, host }: EditorDeps,
  place: EditorPlace,
  { draft }: ChangeSummary,
  seenAs: string,
  text: string,
) {
  const { kit, language } = ctx.state;
  const context = presenterContext(ctx, host);
  const onlooker = await preview.onlooker(draft, seenAs === '' ? undefined : Number(seenAs), text);
  const viewer = onlooker.contact && preview.viewer(onlooker.contact, draft.document);
  const facts = {
    profileId: place.profileId,
    onlooker,
    query: text,
    menu: viewer ? kit.buildMenu(viewer, language, '/') : [],
    form: viewer && (await preview.ticketForm(viewer, context)),
    address: actionOf(place, context),
    formId: place.tab === 'people' ? undefined : FORM_ID,
  };
  return presentPreview(facts, context);
}

interface PartFacts {
  readonly page: EditorPage;
  readonly facts: EditorFacts;
  readonly query: ReadonlyMap<string, string>;
}

async function presentPart(deps: EditorDeps, { page, facts, query }: PartFacts): Promise<object> {
  const { place, summary, context, seenAs } = page;
  const { document } = summary.draft;
  const base = context.path(`/admin/profiles/${place.profileId}`);
  const kept = seenAs === '' ? '' : `?as=${seenAs}`;
  const entries = { ...page, document, facts, isAdding: query.get('add') === '1' };
  switch (place.tab) {
    case 'general':
      return presentGeneral(page);
    case 'modules':
      return presentMatrix(page, document, facts, base);
    case 'fields':
      return presentFields({ ...page, document, facts, module: place.module, base, query: kept }, place.part);
    case 'look':
      return presentLook({ ...page, document, facts, module: place.module, base, query: kept });
    case 'home':
      return presentHomeButtons(entries);
    case 'announcements':
      return presentAnnouncementForms(entries);
    case 'options':
      return presentOptions(page, facts);
    case 'people': {
      const number = Math.min(Math.max(1, Number(/^\d{1,6}$/.exec(query.get('page') ?? '')?.[0] ?? 1)), 100_000);
      const text = query.get('q') ?? '';
      const found = await deps.people.of(summary.draft, text, number);
      return presentPeople({ found, text, number, seenAs, address: `${base}/people` }, context);
    }
  }
}
