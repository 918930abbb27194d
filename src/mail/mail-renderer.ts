import type { Translate, Translator } from '../core/i18n.js';
import type { CompanyDetails } from '../host/metadata/types.js';
import { presentCompany, siteNameOf } from './company-foot.js';
import { type CrmMailTemplate, renderCrmTemplate } from './crm-template.js';
import { definitionOf, type MailData, type MailKind } from './emails.js';
import type { MailLinks } from './mail-links.js';
import { type MailLook, shippedMailLook } from './mail-look.js';
import { createMailTemplates, type MailFolders } from './mail-templates.js';
import { oneLine, textLines } from './mail-text.js';
import {
  blankValues,
  factsOf,
  LONGEST_QUOTE,
  type MailValues,
  presentName,
  presentValues,
  wordedValues,
} from './mail-values.js';
import { COMMON_TEXTS, fillText, noOwnTexts, type OwnTexts, withOwnTexts } from './own-texts.js';
import type { RenderedMail } from './rendered-mail.js';

export type { RenderedMail } from './rendered-mail.js';

/** What a mail is rendered from. */
export interface MailToRender<K extends MailKind> {
  readonly kind: K;
  readonly language: string;
  readonly recipientName: string;
  readonly data: MailData[K];
  /** Address that switches this sort of mail off; its foot says so. */
  readonly unsubscribe?: string | undefined;
  /** An answer to it becomes a comment: a line says where to write. */
  readonly takesReplies?: boolean | undefined;
}

/** HTML and text together, in bytes: heavier mails are slow on phones, and mail programs cut them in the end. */
export const HEAVIEST_MAIL = 30 * 1024;
/** What saying that a text was cut takes, in bytes. */
const CUT_NOTE = 400;
/** So much of a long text is always told, in bytes of HTML. */
const SHORTEST_QUOTE = 500;

/** What the renderer works with. */
export interface MailRendererDeps {
  readonly translator: Translator;
  readonly links: MailLinks;
  /** Read at every mail, since the CRM's details may change. */
  readonly company: () => CompanyDetails;
  readonly folders?: MailFolders;
  /** What administrators changed; read at every mail. */
  readonly texts?: () => OwnTexts;
  readonly look?: () => MailLook;
  /** The CRM's template that carries the access data, if one was chosen. */
  readonly accessTemplate?: () => CrmMailTemplate | undefined;
}

/** Turns a mail's data into subject, HTML and text in the recipient's language; people's texts are data, never templates. */
export class MailRenderer {
  readonly #deps: MailRendererDeps;
  readonly #template: ReturnType<typeof createMailTemplates>;

  constructor(deps: MailRendererDeps, template = createMailTemplates(deps.folders)) {
    this.#deps = deps;
    this.#template = template;
  }

  /** The same with other texts, links or looks: for previews. */
  using(changes: Pick<Partial<MailRendererDeps>, 'links' | 'texts' | 'look' | 'accessTemplate'>): MailRenderer {
    return new MailRenderer({ ...this.#deps, ...changes }, this.#template);
  }

  /** The addresses its mails lead to. */
  get links(): MailLinks {
    return this.#deps.links;
  }

  /** People's long texts are cut further where long names and titles leave them less room. */
  render<K extends MailKind>(mail: MailToRender<K>): RenderedMail {
    const rendered = this.#render(mail, LONGEST_QUOTE);
    const excess = Buffer.byteLength(rendered.html) + Buffer.byteLength(rendered.text) - HEAVIEST_MAIL;
    return excess <= 0 ? rendered : this.#render(mail, Math.max(SHORTEST_QUOTE, LONGEST_QUOTE - excess - CUT_NOTE));
  }

  #render<K extends MailKind>(mail: MailToRender<K>, budget: number): RenderedMail {
    const { links, accessTemplate } = this.#deps;
    const look = this.#look();
    const words = this.#words(mail, budget);
    const { language, values, own, t } = words;
    const frame = this.#frame(look);
    const link = definitionOf(mail.kind).link(links, mail.data);
    const crmTemplate = mail.kind === 'activation' ? accessTemplate?.() : undefined;
    if (crmTemplate && link !== undefined) {
      const facts = {
        ...values,
        ...frame,
        language,
        link,
        home: links.home,
        recipient: presentName(mail.recipientName),
      };
      return renderCrmTemplate(crmTemplate, facts, t, look.logo);
    }
    const subject = subjectOf(mail.kind, values, t);
    const context = {
      ...values,
      kind: mail.kind,
      language,
      subject,
      preheader: oneLine(own.preheader ? fillText(own.preheader, values) : t(`mail:${mail.kind}.intro`, values)),
      closing: own.closing ? textLines(fillText(own.closing, values)) : [],
      recipient: presentName(mail.recipientName),
      link,
      button: oneLine(t(`mail:${mail.kind}.${values.mayRate === true ? 'rateButton' : 'button'}`, values)),
      facts: factsOf(mail.kind, values, t),
      rest:
        values.isCut === true ? t(`mail:layout.${isForStaff(mail.kind, values) ? 'restInCrm' : 'rest'}`) : undefined,
      unsubscribe: mail.unsubscribe,
      takesReplies: mail.takesReplies === true,
      preferences: links.page('/me/notifications'),
      ...frame,
    };
    const template = this.#template(mail.kind);
    return {
      subject,
      html: template.html(context, t),
      text: template.text(context, t),
      pictures: look.logo ? [look.logo] : [],
    };
  }

  /** A mail's subject alone: cheap, for lists. */
  subject<K extends MailKind>(mail: MailToRender<K>): string {
    const { values, t } = this.#words(mail);
    return subjectOf(mail.kind, values, t);
  }

  /** The recipient's language, the mail's values and the texts that hold for it. */
  #words<K extends MailKind>({ kind, language: wanted, data, recipientName }: MailToRender<K>, budget?: number) {
    const { translator, links, texts = () => noOwnTexts } = this.#deps;
    const language = translator.languages.includes(wanted) ? wanted : translator.fallback;
    const all = texts();
    const own = all.of(kind, language);
    const plain = translator.for(language);
    const translate = (values: MailValues): Translate =>
      withOwnTexts(plain, kind, { kind: own, common: all.of(COMMON_TEXTS, language) }, values);
    const given = {
      recipient: presentName(recipientName),
      ...blankValues(definitionOf(kind).sample),
      ...presentValues(data, links, budget),
    };
    const values: MailValues = { ...given, ...wordedValues(kind, given, translate(given)) };
    return { language, values, own, t: translate(values) };
  }

  #look(): MailLook {
    return this.#deps.look?.() ?? shippedMailLook;
  }

  #frame({ name, footer, colours, logo }: MailLook) {
    const company = this.#deps.company();
    const foot = presentCompany(company);
    return {
      company: { name: name || foot.name, lines: footer.length > 0 ? footer.map((line) => oneLine(line)) : foot.lines },
      siteName: name || siteNameOf(company, new URL(this.#deps.links.home).host),
      colours,
      logo,
    };
  }
}

/** They cannot read on in the portal. */
function isForStaff(kind: MailKind, values: MailValues): boolean {
  return definitionOf(kind).readers === 'staff' || values.isReceipt === false;
}

/** The tag is fixed in every language: the CRM's mail converter finds the ticket of a reply by it. */
function subjectOf(kind: MailKind, values: MailValues, t: Translate): string {
  const words = oneLine(t(`mail:${kind}.subject`, values));
  if (!definitionOf(kind).isAboutTicket) return words;
  return `${values.number} [ Ticket Id : ${values.ticketId} ] ${words}`;
}
