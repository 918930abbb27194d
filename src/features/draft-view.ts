import { formatDate } from '../core/date-text.js';
import type { DraftFormView } from '../core/draft-view-types.js';
import { formatBytes } from '../core/file-size.js';
import type { Translate } from '../core/i18n.js';
import type { MessageView } from '../core/view-types.js';
import type { ResumedForm } from './drafts/draft-forms.js';
import type { OpenDraft } from './drafts/draft-keeper.js';
import { type DraftPlace, placeName } from './drafts/draft-place.js';
import { fileIcon } from './file-view.js';
import type { PresenterContext } from './present-context.js';

/** A form's draft as the form shows it. */
export function presentDraft(
  place: DraftPlace,
  stamp: string,
  open: OpenDraft | undefined,
  context: Pick<PresenterContext, 't' | 'path' | 'language'>,
): DraftFormView {
  const { t, path, language } = context;
  const action = path(`/drafts/${placeName(place)}`);
  return {
    saveAction: action,
    discardAction: `${action}/discard`,
    ...(place.kind === 'new' ? { filesAction: `${action}/files` } : {}),
    stamp,
    revision: open?.revision ?? 0,
    ...(open ? { notice: t('drafts:restored', { when: momentText(open.savedAt, t) }) } : {}),
    files: (open?.files ?? []).map(({ id, name, bytes }) => ({
      id,
      name,
      meta: formatBytes(bytes, language),
      icon: fileIcon(name),
      removeLabel: t('drafts:removeFile', { name }),
    })),
  };
}

/** «Bozza salvata alle 14:32», for the line under a form. */
export function savedText(open: Pick<OpenDraft, 'savedAt'>, t: Translate): string {
  return t('drafts:savedAt', { time: open.savedAt.slice(11, 16) });
}

/** What is said of a form that came back through the sign-in page; undefined: it was somebody else's. */
export function resumedMessage(resumed: ResumedForm | undefined, t: Translate): MessageView {
  if (!resumed) return { kind: 'info', text: t('drafts:notYours') };
  return { kind: resumed.word === 'resumed' ? 'ok' : 'warn', text: t(`drafts:${resumed.word}`) };
}

function momentText(savedAt: string, t: Translate): string {
  return t('drafts:moment', { date: formatDate(savedAt), time: savedAt.slice(11, 16) });
}
