import { formatDateTime } from '../core/date-text.js';
import type { Translate, Translator } from '../core/i18n.js';
import type { CompanyDetails } from '../host/metadata/types.js';
import { presentCompany, siteNameOf } from './company-foot.js';
import { definitionOf, type MailData, type MailKind } from './emails.js';
import type { MailLinks } from './mail-links.js';
import { createMailTemplates, type MailFolders } from './mail-templates.js';
import { oneLine, textLines } from './mail-text.js';

/** A mail ready for its transport. */
export interface RenderedMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** What a mail is rendered from. */
export interface MailToRender<K extends MailKind> {
  readonly kind: K;
  readonly language: string;
  readonly recipientName: string;
  readonly data: MailData[K];
}

/** What the renderer works with. */
export interface MailRendererDeps {
  readonly translator: Translator;
  readonly links: MailLinks;
  /** Read at every mail, since the CRM's details may change. */
  readonly company: () => CompanyDetails;
  readonly folders?: MailFolders;
}

/** Turns a mail's data into subject, HTML and text in the recipient's language; people's texts are data, never templates. */
export class MailRenderer {
  readonly #deps: MailRendererDeps;
  readonly #template: ReturnType<typeof createMailTemplates>;

  constructor(deps: MailRendererDeps) {
    this.#deps = deps;
    this.#template = createMailTemplates(deps.folders);
  }

  render<K extends MailKind>(mail: MailToRender<K>): RenderedMail {
    const { translator, links } = this.#deps;
    const language = translator.languages.includes(mail.language) ? mail.language : translator.fallback;
    const t = translator.for(language);
    const values = presentValues(mail.data);
    const subject = subjectOf(mail.kind, values, t);
    const context = {
      ...values,
      kind: mail.kind,
      language,
      subject,
      intro: t(`mail:${mail.kind}.intro`, values),
      recipient: oneLine(mail.recipientName),
      link: definitionOf(mail.kind).link(links, mail.data),
      facts: factsOf(values, t),
      ...this.#frame(),
    };
    const template = this.#template(mail.kind);
    return { subject, html: template.html(context, t), text: template.text(context, t) };
  }

  #frame(): object {
    const company = this.#deps.company();
    return {
      company: presentCompany(company),
      siteName: siteNameOf(company, new URL(this.#deps.links.home).host),
    };
  }
}

/** Names of values that keep their line breaks, as `lines`. */
const LONG_TEXTS = ['description', 'text'];

/** A mail's data with every text safe for one line; a long text becomes `lines`. */
function presentValues(data: object): Readonly<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(data)) {
    if (typeof value !== 'string') values[name] = value;
    else if (LONG_TEXTS.includes(name)) values.lines = textLines(value);
    else values[name] = oneLine(name === 'at' ? formatDateTime(value) || value : value);
  }
  return values;
}

/** The tag is fixed in every language: the CRM's mail converter finds the ticket of a reply by it. */
function subjectOf(kind: MailKind, values: Readonly<Record<string, unknown>>, t: Translate): string {
  const words = oneLine(t(`mail:${kind}.subject`, values));
  if (!definitionOf(kind).isAboutTicket) return words;
  return `${values.number} [ Ticket Id : ${values.ticketId} ] ${words}`;
}

function factsOf(values: Readonly<Record<string, unknown>>, t: Translate): readonly object[] {
  return ['number', 'quoteNumber', 'status', 'priority', 'total']
    .filter((name) => typeof values[name] === 'string' && values[name] !== '')
    .map((name) => ({ label: t(`mail:facts.${name}`), value: values[name] }));
}
