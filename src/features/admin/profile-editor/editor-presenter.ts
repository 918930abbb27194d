import { formatDateTime } from '../../../core/date-text.js';
import type { ErrorSummaryView } from '../../../core/view-types.js';
import { faultSentence } from '../../fault-sentence.js';
import type { PresenterContext } from '../../present-context.js';
import { listWords, moduleName, presentChanges, type WordContext } from '../profiles/change-words.js';
import type { ChangeSummary } from '../profiles/profile-desk.js';
import { editorId, type TypedPage } from './editor-controls.js';
import { type EditorPlace, placePath } from './editor-place.js';
import type { EditorPageView, EditorTabView, MeanwhileView } from './editor-views.js';
import type { PreviewView } from './preview-views.js';
import type { Meanwhile } from './profile-editor.js';

/** The `id` of the editor's form, for controls that stand elsewhere. */
export const FORM_ID = 'editor';

const TABS = [
  { tab: 'general', icon: 'adjustments' },
  { tab: 'modules', icon: 'layout-grid' },
  { tab: 'home', icon: 'home' },
  { tab: 'announcements', icon: 'speakerphone' },
  { tab: 'options', icon: 'settings' },
  { tab: 'people', icon: 'users' },
] as const;

/** What a page of the editor is drawn from, beside its own part. */
export interface EditorPage extends TypedPage {
  readonly place: EditorPlace;
  readonly summary: ChangeSummary;
  readonly meanwhile: Meanwhile | undefined;
  /** Whom the preview was asked for; kept in links. */
  readonly seenAs: string;
  readonly words: WordContext;
  /** Epoch ms as the CRM's wall clock shows it. */
  readonly wallTime: (instant: number) => string;
  readonly preview: PreviewView;
}

/** A page of the editor around its own part. */
export function presentEditor(page: EditorPage, body: string, data: object): EditorPageView {
  const { place, summary, context, seenAs, meanwhile } = page;
  const { t, path } = context;
  const base = path(`/admin/profiles/${place.profileId}`);
  const errors = presentErrors(page);
  const warning = summary.draft.isChanged ? warningOf(summary, page) : undefined;
  return {
    back: { href: path('/admin/profiles'), text: t('admin:menu.profiles') },
    title: summary.draft.document.name,
    isDefault: summary.draft.isDefault,
    isChanged: summary.draft.isChanged,
    state: stateOf(page),
    people: t('admin-editor:people.count', { count: summary.contacts, number: numberOf(summary.contacts, context) }),
    publishHref: `${base}/publish`,
    discardHref: `${base}/publish#discard`,
    tabs: presentTabs(page),
    ...(errors ? { errors } : {}),
    ...(meanwhile ? { meanwhile: presentMeanwhile(meanwhile, page) } : {}),
    ...(place.tab === 'people'
      ? {}
      : { form: { action: actionOf(place, context), revision: summary.draft.revision, seenAs } }),
    body,
    data,
    preview: page.preview,
    ...(warning ? { warning } : {}),
  };
}

/** Where a page's form is sent: the page itself. */
export function actionOf(place: EditorPlace, { path }: Pick<PresenterContext, 'path'>): string {
  return path(placePath(place)) + (place.tab === 'fields' && place.part > 1 ? `?part=${place.part}` : '');
}

function presentTabs({ place, context, seenAs, summary }: EditorPage): EditorTabView[] {
  const query = seenAs === '' ? '' : `?as=${seenAs}`;
  const current = place.tab === 'fields' || place.tab === 'look' ? 'modules' : place.tab;
  return TABS.map(({ tab, icon }) => ({
    href: context.path(placePath({ profileId: place.profileId, tab })) + query,
    text: context.t(`admin-editor:tab.${tab}`, { number: numberOf(summary.contacts, context) }),
    icon,
    isCurrent: tab === current,
  }));
}

function stateOf({ summary, context, wallTime }: EditorPage): string {
  const { savedBy, savedAt } = summary.draft;
  if (!summary.draft.isChanged) return context.t('admin-editor:state.published', { version: summary.version });
  const when = formatDateTime(wallTime(savedAt ?? 0)).slice(0, 'DD-MM-YYYY HH:MM'.length);
  return context.t('admin-editor:state.draft', { who: savedBy, when });
}

function presentErrors({ faults, context }: EditorPage): ErrorSummaryView | undefined {
  if (faults.length === 0) return undefined;
  return {
    title: context.t('admin-editor:errors', { count: faults.length }),
    items: faults.map((fault) => ({ href: `#${editorId(fault.field)}`, text: faultSentence(fault, context.t) })),
    filesLost: false,
  };
}

function presentMeanwhile({ who, when, changes }: Meanwhile, { place, context, words }: EditorPage): MeanwhileView {
  const groups = presentChanges(changes, words);
  const key = who === '' ? 'nobody' : when === '' ? 'who' : 'whoWhen';
  return {
    text: context.t(`admin-editor:meanwhile.${key}`, { who, when }),
    changes: groups.flatMap(({ title, items }) => items.map((item) => `${title}: ${item}`)),
    theirsHref: actionOf(place, context),
  };
}

/** Whom publishing would touch, the gravest first. */
function warningOf({ changes, contacts, lessFields }: ChangeSummary, { context, words }: EditorPage): string {
  const { t, language } = context;
  const gone = changes.flatMap((change) => (change.kind === 'moduleOff' ? [moduleName(change.module, words)] : []));
  const values = { count: contacts, number: numberOf(contacts, context) };
  if (gone.length > 0) return t('admin-editor:warning.off', { ...values, modules: listWords(gone, language) });
  if (lessFields > 0) return t('admin-editor:warning.less', { ...values, fields: lessFields });
  return t('admin-editor:warning.changed', values);
}

function numberOf(count: number, { language }: PresenterContext): string {
  return new Intl.NumberFormat(language).format(count);
}
