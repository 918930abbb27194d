import type { FieldFault } from '../../../core/errors.js';
import { definitionOf } from '../../../mail/emails.js';
import { placeholdersOfBlock, type TextBlock, type TextKind, textKinds } from '../../../mail/text-blocks.js';
import { faultSentence } from '../../fault-sentence.js';
import { kindName } from './kind-name.js';
import type { OutboxContext } from './mails-context.js';
import type { ChangedTexts, MailTextPage } from './text-service.js';
import type { MailTextPageView, MailTextsPageView } from './text-views.js';
import { wholeMoment } from './time-words.js';

/** A language with its own name. */
interface LanguageName {
  readonly code: string;
  readonly name: string;
}

/** Which mails there are, and which differ from what is shipped. */
export function presentMailTexts(
  changed: ChangedTexts,
  languages: readonly LanguageName[],
  context: OutboxContext,
): MailTextsPageView {
  const { t, path } = context;
  return {
    back: { href: path('/admin/mails'), text: t('admin-mails:back') },
    languages,
    rows: textKinds.map((kind) => {
      const name = kindName(kind, context);
      return {
        name,
        note: noteOf(kind, context),
        cells: languages.map((language) => ({
          href: path(addressOf(kind, language.code)),
          label: t('admin-mails:texts.edit', { name, language: language.name }),
          code: language.code.toUpperCase(),
          isChanged: changed.get(kind)?.includes(language.code) ?? false,
        })),
      };
    }),
  };
}

/** For whom a mail is and whether they may do without it; empty: there is nothing to say. */
function noteOf(kind: TextKind, { t }: OutboxContext): string {
  if (kind === 'layout') return t('admin-mails:texts.common');
  const { topic, isEssential, readers } = definitionOf(kind);
  if (isEssential) return t('admin-mails:texts.essential');
  if (topic !== undefined) return t('admin-mails:texts.optional', { topic: t(`notifications:topics.${topic}`) });
  return readers === 'staff' ? t('admin-mails:texts.toStaff') : '';
}

/** What a text's page is drawn from beside the texts. */
export interface MailTextDraft {
  /** What was typed; undefined: the page was just opened. */
  readonly typed: Readonly<Record<string, string>> | undefined;
  readonly seen: string;
  readonly faults: readonly FieldFault[];
  readonly conflict?: boolean;
  readonly preview: { readonly subject: string; readonly text: string };
}

/** One mail's texts in one language, each with what is shipped beside it. */
export function presentMailText(
  page: MailTextPage,
  draft: MailTextDraft,
  facts: { readonly languages: readonly LanguageName[]; readonly changed: ChangedTexts },
  context: OutboxContext,
): MailTextPageView {
  const { t, path } = context;
  const { kind, language, stored } = page;
  const name = kindName(kind, context);
  const action = path(`/admin/mails/texts/${kind}/${language}`);
  return {
    back: { href: path('/admin/mails/texts'), text: t('admin-mails:texts.title') },
    title: name,
    lead: t('admin-mails:texts.lead'),
    languages: facts.languages.map((entry) => ({
      href: path(addressOf(kind, entry.code)),
      text: entry.name,
      code: entry.code,
      isCurrent: entry.code === language,
      isChanged: facts.changed.get(kind)?.includes(entry.code) ?? false,
    })),
    ...(draft.faults.length > 0 ? { errors: presentFaults(draft.faults, page.blocks, context) } : {}),
    ...(draft.conflict ? { notice: { kind: 'bad' as const, text: t('admin-mails:changedMeanwhile') } } : {}),
    action,
    previewAction: `${action}/preview`,
    ...(stored ? { resetAction: `${action}/reset` } : {}),
    language,
    seen: draft.seen,
    ...(stored
      ? {
          changed: t('admin-mails:texts.changed', { by: stored.changedBy, at: wholeMoment(stored.changedAt, context) }),
        }
      : {}),
    blocks: page.blocks.map((block) => presentBlock(page, block, draft, context)),
    preview: draft.preview,
  };
}

/** What a text is called; texts that came with a later version are called by their key. */
function blockLabel(name: string, { t, translator, language }: OutboxContext): string {
  const key = `admin-mails:blocks.${name}`;
  return translator.has(key, language) ? t(key) : name;
}

function presentBlock(
  page: MailTextPage,
  block: TextBlock,
  { typed, faults }: MailTextDraft,
  context: OutboxContext,
): MailTextPageView['blocks'][number] {
  const { t } = context;
  const fault = faults.find(({ field }) => field === block.name);
  const placeholders = placeholdersOfBlock(page.kind, block).map((name) => `{${name}}`);
  const hint = block.shipped === '' ? t(`admin-mails:texts.extra.${block.name}`) : '';
  return {
    control: {
      control: block.isLong ? 'textarea' : 'text',
      name: block.name,
      id: `f-${block.name}`,
      label: blockLabel(block.name, context),
      value: typed ? (typed[block.name] ?? '') : (page.stored?.texts[block.name] ?? block.shipped),
      isMandatory: false,
      maxLength: block.maxLength,
      ...(block.isLong ? { rows: 3 } : {}),
      isWide: true,
      ...(hint ? { hint } : {}),
      ...(fault ? { error: faultSentence(fault, t) } : {}),
    },
    shipped: block.shipped,
    placeholders,
  };
}

function presentFaults(faults: readonly FieldFault[], blocks: readonly TextBlock[], context: OutboxContext) {
  const { t } = context;
  return {
    title: t('sign-in:errors.title', { count: faults.length }),
    items: faults.map((fault) => ({
      href: `#f-${fault.field}`,
      text: blocks.some(({ name }) => name === fault.field)
        ? `${blockLabel(fault.field, context)}: ${faultSentence(fault, t)}`
        : faultSentence(fault, t),
    })),
    filesLost: false,
  };
}

function addressOf(kind: string, language: string): string {
  return `/admin/mails/texts/${kind}/${language}`;
}
