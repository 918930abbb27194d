import type { Translator } from './core/i18n.js';
import type { Logger } from './core/logger.js';
import type { MailboxReader } from './features/demo-mailbox/mailbox-reader.js';
import type { HookBus } from './hooks/hook-bus.js';
import type { HostAdapter } from './host/host-adapter.js';
import { parseSender } from './mail/mail-address.js';
import { createMailLinks } from './mail/mail-links.js';
import { MailRenderer } from './mail/mail-renderer.js';
import { type MailTransport, noTransport } from './mail/mail-transport.js';
import { MailWorker } from './mail/mail-worker.js';
import { createMailboxTransport } from './mail/mailbox-transport.js';
import type { Outbox } from './mail/outbox.js';
import { createSmtpTransport } from './mail/smtp-transport.js';
import type { CompleteConfig } from './plugin/demo-site.js';
import { type DemoMail, DemoMailStore } from './store/demo-mail-store.js';
import type { MailStore } from './store/mail-store.js';
import type { TokenStore } from './store/token-store.js';

export interface MailingOptions {
  readonly config: CompleteConfig;
  readonly host: HostAdapter;
  readonly hooks: HookBus;
  readonly translator: Translator;
  readonly mails: MailStore;
  readonly tokens: TokenStore;
  readonly outbox: Outbox;
  /** The portal's address, without a trailing slash. */
  readonly address: string;
  readonly isEnabled: () => boolean;
  readonly log: Logger;
}

/** The sending side of a portal: its worker, its renderer, and the demo's mailbox where mails land without a mail server. */
export async function createMailing(options: MailingOptions) {
  const { config, host, hooks, translator, tokens, address } = options;
  const mailbox = host.id === 'demo' && config.smtpUrl === undefined ? await openMailbox(host) : undefined;
  const links = createMailLinks(address, (id) => tokens.secretOf(id));
  const renderer = new MailRenderer({ translator, links, company: () => host.metadata.current.company });
  const domain = new URL(address).hostname;
  const worker = new MailWorker({
    store: options.mails,
    outbox: options.outbox,
    transport: transportOf(config, mailbox),
    renderer,
    hooks,
    // Without a sender nothing goes out but to the demo’s mailbox.
    sender: parseSender(config.mailFrom ?? 'portal@localhost'),
    host: domain,
    isActive: options.isEnabled,
    clock: host.wallClock.clock,
    log: options.log,
  });
  return { worker, renderer, mailbox: mailbox && readerOf(mailbox) };
}

async function openMailbox(host: HostAdapter): Promise<DemoMailStore> {
  const mailbox = new DemoMailStore(host.knex, host.wallClock.clock);
  await mailbox.prepare();
  return mailbox;
}

function transportOf(config: CompleteConfig, mailbox: DemoMailStore | undefined): MailTransport {
  if (config.smtpUrl !== undefined) return createSmtpTransport(config.smtpUrl);
  return mailbox ? createMailboxTransport(mailbox) : noTransport;
}

function readerOf(mailbox: DemoMailStore): MailboxReader {
  const present = (mail: DemoMail) => ({
    id: String(mail.id),
    to: mail.toName ? `${mail.toName} <${mail.toAddress}>` : mail.toAddress,
    subject: mail.subject,
    at: Number(mail.sentAt),
  });
  return {
    list: async () => (await mailbox.list()).map(present),
    async find(id) {
      const mail = await mailbox.find(Number(id));
      return mail && { ...present(mail), html: mail.html, text: mail.text };
    },
  };
}
