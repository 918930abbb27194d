import type { FieldFault } from '../../../core/errors.js';
import type { MessageView, OptionView } from '../../../core/view-types.js';
import { mailKinds } from '../../../mail/emails.js';
import type { TestMailResult } from '../../../mail/test-mail.js';
import { labelledControl } from '../../form-parts.js';
import { kindName } from './kind-name.js';
import { failureWords } from './mail-presenter.js';
import type { OutboxContext } from './mails-context.js';
import type { SenderPageView, TestMailPageView } from './outbox-views.js';
import { type SenderService, type SenderSettings, stampOf } from './sender-service.js';

/** What was chosen of a test mail. */
export interface TestMailChoice {
  readonly to: string;
  readonly kind: string;
  readonly language: string;
}

/** The form of a test mail, with what came of the last one. */
export function presentTestMail(
  choice: TestMailChoice,
  languages: readonly { readonly code: string; readonly name: string }[],
  outcome: { readonly faults?: readonly FieldFault[]; readonly result?: TestMailResult },
  context: OutboxContext,
): TestMailPageView {
  const { t, path } = context;
  const { faults = [], result } = outcome;
  return {
    back: { href: path('/admin/mails'), text: t('admin-mails:back') },
    action: path('/admin/mails/test'),
    controls: [
      {
        ...labelledControl('email', 'to', t('admin-mails:test.to'), { value: choice.to, faults, t }),
        isMandatory: true,
        autocomplete: 'email',
      },
      {
        ...labelledControl('select', 'kind', t('admin-mails:columns.kind'), { value: choice.kind, faults, t }),
        options: mailKinds.map((kind) => option(kind, kindName(kind, context), choice.kind)),
      },
      {
        ...labelledControl('select', 'language', t('admin-mails:columns.language'), {
          value: choice.language,
          faults,
          t,
        }),
        options: languages.map(({ code, name }) => option(code, name, choice.language)),
      },
    ],
    ...(result ? presentResult(result, choice.to, context) : {}),
  };
}

/** The form of the sender and of the mail that carries the access data. */
export function presentSender(
  stored: Awaited<ReturnType<SenderService['read']>>,
  draft: {
    readonly typed?: SenderSettings;
    readonly seen?: string;
    readonly faults?: readonly FieldFault[];
    readonly conflict?: boolean;
  },
  address: string,
  context: OutboxContext,
): SenderPageView {
  const { t, path } = context;
  const { typed = stored, faults = [] } = draft;
  const { accessTemplate } = typed;
  return {
    back: { href: path('/admin/mails'), text: t('admin-mails:back') },
    action: path('/admin/mails/sender'),
    seen: draft.seen ?? stampOf(stored),
    fixed: t('admin-mails:sender.fixed', { address }),
    controls: [
      {
        ...labelledControl('text', 'senderName', t('admin-mails:sender.name'), { value: typed.senderName, faults, t }),
        maxLength: 100,
        hint: t('admin-mails:sender.nameHint'),
      },
      {
        ...labelledControl('email', 'replyTo', t('admin-mails:sender.replyTo'), { value: typed.replyTo, faults, t }),
        maxLength: 254,
        hint: t('admin-mails:sender.replyToHint'),
      },
      {
        ...labelledControl('select', 'accessTemplate', t('admin-mails:sender.template'), {
          value: accessTemplate,
          faults,
          t,
        }),
        options: [
          option('0', t('admin-mails:sender.ownMail'), accessTemplate),
          ...stored.templates.map(({ id, name }) => option(String(id), name, accessTemplate)),
        ],
        hint: t('admin-mails:sender.templateHint'),
        isWide: true,
      },
    ],
    ...(draft.conflict ? { notice: { kind: 'bad' as const, text: t('admin-mails:changedMeanwhile') } } : {}),
  };
}

function presentResult(
  result: TestMailResult,
  to: string,
  { t }: OutboxContext,
): { readonly notice: MessageView; readonly answer?: string } {
  if (result.isSent) {
    const notice = { kind: 'ok' as const, text: t('admin-mails:test.sent', { to }) };
    return { notice, ...(result.answer ? { answer: result.answer } : {}) };
  }
  const text = t('admin-mails:test.failed', { reason: failureWords(result.reason, t) });
  return { notice: { kind: 'bad', text }, answer: result.reason };
}

function option(value: string, text: string, chosen: string): OptionView {
  return { value, text, isSelected: value === chosen };
}
