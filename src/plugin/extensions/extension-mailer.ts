import type { Knex } from 'knex';
import type { ViewerLoader } from '../../access/viewer-loader.js';
import type { Translator } from '../../core/i18n.js';
import type { OwnedRegistry } from '../../core/owned-registry.js';
import { sha256 } from '../../core/secrets.js';
import { contactLanguage } from '../../features/contact-language.js';
import type { HostAdapter } from '../../host/host-adapter.js';
import type { MailRecipient, Outbox } from '../../mail/outbox.js';
import type { LoginStore } from '../../store/login-store.js';
import type { ExtensionMail } from './extension-mail.js';
import type { ExtensionMailIntent, ExtensionRecipient } from './extension-services.js';

interface ExtensionMailerDeps {
  readonly host: Pick<HostAdapter, 'metadata' | 'transaction'>;
  readonly viewers: Pick<ViewerLoader, 'load'>;
  readonly logins: Pick<LoginStore, 'language'>;
  readonly outbox: Outbox;
  readonly translator: Translator;
  readonly registry: Pick<OwnedRegistry<ExtensionMail<object>>, 'of'>;
}

interface Addressee {
  readonly contactId?: number;
  readonly to: MailRecipient;
  readonly language: string;
}

/** Puts the mails of extensions into words and writes them to the outbox. */
export class ExtensionMailer {
  readonly #deps: ExtensionMailerDeps;

  constructor(deps: ExtensionMailerDeps) {
    this.#deps = deps;
  }

  /** A contact without access today gets nothing. RangeError: the extension registered no such mail, or the address is none. */
  async send(id: string, intent: ExtensionMailIntent, trx?: Knex.Transaction): Promise<void> {
    const { registry, translator, outbox, host } = this.#deps;
    const mail = registry.of(id).find(({ name }) => name === intent.mail);
    if (!mail) throw new RangeError(`${intent.mail}: ${id} has no such mail`);
    const addressee = await this.#addressee(intent.to);
    if (!addressee) return;
    const t = translator.for(addressee.language);
    const words = (part: string): string => t(`${id}:mail.${mail.name}.${part}`, { ...intent.data });
    const path = mail.link?.(intent.data) ?? '';
    const data = { title: words('subject'), text: words('intro'), label: path === '' ? '' : words('button'), path };
    const who = addressee.contactId ?? addressee.to.address;
    const key = `extension:${sha256(JSON.stringify([id, mail.name, intent.source, who]))}`;
    const about = intent.ticketId === undefined ? {} : { ticketId: intent.ticketId };
    const write = (db: Knex.Transaction): Promise<void> =>
      outbox.add(db, { kind: 'extension', key, ...addressee, ...about, data });
    if (trx) return write(trx);
    await host.transaction(write);
    outbox.wake();
  }

  async #addressee(to: ExtensionRecipient): Promise<Addressee | undefined> {
    const { viewers, logins, host } = this.#deps;
    if (!('contactId' in to)) return { to: { address: to.address, name: to.name }, language: to.language };
    const viewer = await viewers.load(to.contactId);
    if (!viewer?.contact.email) return undefined;
    const language = await contactLanguage(logins, host, to.contactId);
    return { contactId: to.contactId, to: { address: viewer.contact.email, name: viewer.name }, language };
  }
}
