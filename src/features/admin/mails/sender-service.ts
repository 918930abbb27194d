import { ConflictError, type FieldFault, InvalidInputError } from '../../../core/errors.js';
import { parseId } from '../../../core/text.js';
import type { HostAdapter, MailTemplateChoice } from '../../../host/host-adapter.js';
import type { MailKind } from '../../../mail/emails.js';
import { isPlainAddress, isSenderName, LONGEST_SENDER_NAME } from '../../../mail/mail-address.js';
import { sendTestMail, type TestMailDeps, type TestMailResult } from '../../../mail/test-mail.js';
import type { AuditActor, AuditStore } from '../../../store/audit-store.js';
import { withLock } from '../../../store/lock.js';
import type { SettingStore } from '../../../store/setting-store.js';
import { SETTINGS_LOCK } from '../settings/settings-desk.js';

interface SenderServiceDeps extends TestMailDeps {
  readonly mailHost: Pick<HostAdapter, 'knex' | 'transaction' | 'mailTemplates'>;
  readonly settings: SettingStore;
  readonly audit: Pick<AuditStore, 'record'>;
  readonly refresh: () => Promise<void>;
}

/** Who mails come from and what carries the access data, as an administrator types it. */
export interface SenderSettings {
  readonly senderName: string;
  readonly replyTo: string;
  /** Id of the CRM's template; `0`: the portal's own mail. */
  readonly accessTemplate: string;
}

const KEYS = ['senderName', 'replyTo', 'accessTemplate'] as const;

/** The sender of mails, the mail with access data, and the mail that tries it all out. */
export class SenderService {
  readonly #deps: SenderServiceDeps;

  constructor(deps: SenderServiceDeps) {
    this.#deps = deps;
  }

  /** The address mails come from; the environment's, since the mail server knows it. */
  get address(): string {
    return this.#deps.sender.address;
  }

  async read(): Promise<SenderSettings & { readonly templates: readonly MailTemplateChoice[] }> {
    const [stored, templates] = await Promise.all([
      this.#deps.settings.all(),
      this.#deps.mailHost.mailTemplates.list(),
    ]);
    const text = (key: (typeof KEYS)[number]): string => String(stored.get(key) ?? '');
    return {
      senderName: text('senderName'),
      replyTo: text('replyTo'),
      accessTemplate: text('accessTemplate') || '0',
      templates,
    };
  }

  /** Throws InvalidInputError with what is wrong, ConflictError when somebody else changed the sender meanwhile. */
  async save(typed: SenderSettings, seen: string, actor: AuditActor): Promise<void> {
    await withLock(this.#deps.mailHost.knex, SETTINGS_LOCK, () => this.#change(typed, seen, actor));
    await this.#deps.refresh();
  }

  async #change(typed: SenderSettings, seen: string, actor: AuditActor): Promise<void> {
    const { mailHost, settings, audit } = this.#deps;
    const before = await this.read();
    const after = await this.#judge(typed, before.templates);
    if (stampOf(before) !== seen) throw new ConflictError('admin-mails:changedMeanwhile');
    await mailHost.transaction(async (trx) => {
      for (const key of KEYS) {
        if (String(after[key]) !== before[key]) await settings.write(key, after[key], trx);
      }
      await audit.record({ action: 'mail.senderChanged', actor, details: { before: pick(before), after } }, trx);
    });
  }

  /** Sends a mail of sample data at once; InvalidInputError unless `to` is one plain address. */
  async test(
    mail: { readonly to: string; readonly kind: MailKind; readonly language: string },
    actor: AuditActor,
  ): Promise<TestMailResult> {
    if (!isPlainAddress(mail.to)) throw new InvalidInputError([{ field: 'to', code: 'admin-mails:test.wrongAddress' }]);
    const result = await sendTestMail(this.#deps, mail);
    const details = { kind: mail.kind, isSent: result.isSent };
    await this.#deps.audit.record({ action: 'mail.tested', actor, subject: mail.to, details });
    return result;
  }

  async #judge(typed: SenderSettings, templates: readonly MailTemplateChoice[]) {
    const [senderName, replyTo] = [typed.senderName.trim(), typed.replyTo.trim()];
    const id = typed.accessTemplate === '0' ? 0 : parseId(typed.accessTemplate);
    const faults: FieldFault[] = [];
    if (!isSenderName(senderName))
      faults.push({ field: 'senderName', code: 'admin-mails:sender.wrongName', values: { max: LONGEST_SENDER_NAME } });
    if (replyTo !== '' && !isPlainAddress(replyTo))
      faults.push({ field: 'replyTo', code: 'admin-mails:test.wrongAddress' });
    if (id === undefined || (id !== 0 && !templates.some((template) => template.id === id)))
      faults.push({ field: 'accessTemplate', code: 'admin-mails:sender.noTemplate' });
    if (faults.length > 0 || id === undefined) throw new InvalidInputError(faults);
    return { senderName, replyTo, accessTemplate: id };
  }
}

/** Tells whether what a form was filled with is still what holds. */
export function stampOf(settings: SenderSettings): string {
  return JSON.stringify(pick(settings));
}

function pick({ senderName, replyTo, accessTemplate }: SenderSettings): SenderSettings {
  return { senderName, replyTo, accessTemplate };
}
