import { ConflictError, type FieldFault, InvalidInputError } from '../../../core/errors.js';
import type { Translator } from '../../../core/i18n.js';
import type { HostAdapter } from '../../../host/host-adapter.js';
import { type MailKind, mailKinds } from '../../../mail/emails.js';
import { withPictures } from '../../../mail/mail-look.js';
import type { MailRenderer, RenderedMail } from '../../../mail/mail-renderer.js';
import { COMMON_TEXTS, type OwnTexts } from '../../../mail/own-texts.js';
import { previewMail } from '../../../mail/preview.js';
import {
  judgeTexts,
  type TextBlock,
  type TextKind,
  textBlocks,
  textKinds,
  tidyTexts,
} from '../../../mail/text-blocks.js';
import type { AuditActor, AuditStore } from '../../../store/audit-store.js';
import type { MailTextStore, StoredMailText } from '../../../store/mail-text-store.js';

interface TextServiceDeps {
  readonly host: Pick<HostAdapter, 'transaction'>;
  readonly texts: MailTextStore;
  readonly translator: Translator;
  /** Without the secrets of links. */
  readonly renderer: MailRenderer;
  /** Whether the portal reads answers to its mails. */
  readonly readsReplies: boolean;
  readonly audit: Pick<AuditStore, 'record'>;
  /** The texts that hold now, for what a preview does not change. */
  readonly current: () => OwnTexts;
  /** Lets this process send with the new texts at once; others follow within seconds. */
  readonly refresh: () => Promise<void>;
}

/** A mail's texts in one language, own and shipped. */
export interface MailTextPage {
  readonly kind: TextKind;
  readonly language: string;
  readonly blocks: readonly TextBlock[];
  readonly stored: StoredMailText | undefined;
}

/** Which mails differ from what is shipped: languages by kind. */
export type ChangedTexts = ReadonlyMap<TextKind, readonly string[]>;

/** What a person sent; `seen`: when the texts they changed were last changed (epoch ms), 0 for shipped ones. */
export interface TypedTexts {
  readonly kind: TextKind;
  readonly language: string;
  readonly texts: Readonly<Record<string, string>>;
  readonly seen?: number;
}

/** A mail heavier than this is cut by mail programs; customers' own words come on top of the sample's. */
const HEAVIEST_SAMPLE = 24 * 1024;

/** Texts of mails as an administrator words them: plain, with a closed list of placeholders. */
export class MailTextService {
  readonly #deps: TextServiceDeps;

  constructor(deps: TextServiceDeps) {
    this.#deps = deps;
  }

  async changed(): Promise<ChangedTexts> {
    const stored = await this.#deps.texts.all();
    return new Map(
      textKinds.map((kind) => [kind, stored.filter((text) => text.kind === kind).map(({ language }) => language)]),
    );
  }

  async open(kind: TextKind, language: string): Promise<MailTextPage> {
    const { texts, translator } = this.#deps;
    const stored = (await texts.all()).find((text) => text.kind === kind && text.language === language);
    return { kind, language, blocks: textBlocks(kind, language, translator), stored };
  }

  /** Throws InvalidInputError with what is wrong, ConflictError when somebody else changed the texts meanwhile. */
  async save(typed: TypedTexts, actor: AuditActor): Promise<void> {
    const { kind, language } = typed;
    const texts = this.judge(typed);
    await this.#write(kind, language, texts, actor, typed.seen);
  }

  /** Back to what is shipped. */
  async reset(kind: TextKind, language: string, actor: AuditActor): Promise<void> {
    await this.#write(kind, language, {}, actor, undefined);
  }

  /** The texts as they would be kept; throws InvalidInputError. */
  judge({ kind, language, texts }: TypedTexts): Readonly<Record<string, string>> {
    const blocks = textBlocks(kind, language, this.#deps.translator);
    const kept = tidyTexts(blocks, texts);
    const faults = [...judgeTexts(kind, blocks, kept)];
    if (faults.length === 0 && this.#isTooHeavy(kind, language, kept)) faults.push(tooHeavy(blocks, kept));
    if (faults.length > 0) throw new InvalidInputError(faults);
    return kept;
  }

  /** The mail of sample data with texts that are not saved, its pictures inside; texts of all mails show in one of them. */
  preview(kind: TextKind, language: string, texts: Readonly<Record<string, string>>): RenderedMail {
    const rendered = this.#render(kind, language, texts);
    return { ...rendered, html: withPictures(rendered.html, rendered.pictures) };
  }

  #render(kind: TextKind, language: string, texts: Readonly<Record<string, string>>): RenderedMail {
    const shown: MailKind = kind === COMMON_TEXTS ? (mailKinds[0] ?? 'ticket-created') : kind;
    const { renderer, readsReplies, current } = this.#deps;
    const own: OwnTexts = { of: (of, where) => (of === kind && where === language ? texts : current().of(of, where)) };
    const previewed = renderer.using({ texts: () => own, accessTemplate: () => undefined });
    return previewMail(previewed, shown, language, readsReplies);
  }

  #isTooHeavy(kind: TextKind, language: string, texts: Readonly<Record<string, string>>): boolean {
    return Buffer.byteLength(this.#render(kind, language, texts).html) > HEAVIEST_SAMPLE;
  }

  async #write(
    kind: TextKind,
    language: string,
    texts: Readonly<Record<string, string>>,
    actor: AuditActor,
    seen: number | undefined,
  ): Promise<void> {
    const { host, texts: store, audit, refresh } = this.#deps;
    await host.transaction(async (trx) => {
      const stored = await store.find(trx, kind, language);
      if (seen !== undefined && seen !== (stored?.changedAt ?? 0))
        throw new ConflictError('admin-mails:changedMeanwhile');
      await store.write(trx, { kind, language, texts, changedBy: actor.name });
      const details = { kind, language, before: stored?.texts ?? {}, after: texts };
      await audit.record({ action: 'mail.textChanged', actor, subject: `${kind} (${language})`, details }, trx);
    });
    await refresh();
  }
}

function tooHeavy(blocks: readonly TextBlock[], texts: Readonly<Record<string, string>>): FieldFault {
  const longest = blocks.reduce((left, right) =>
    (texts[right.name]?.length ?? 0) > (texts[left.name]?.length ?? 0) ? right : left,
  );
  return { field: longest.name, code: 'admin-mails:texts.tooHeavy' };
}
