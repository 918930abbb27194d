import type { Translator } from './core/i18n.js';
import type { Logger } from './core/logger.js';
import { shippedLook } from './core/look.js';
import type { MailboxReader } from './features/demo-mailbox/mailbox-reader.js';
import type { HookBus } from './hooks/hook-bus.js';
import type { HostAdapter } from './host/host-adapter.js';
import { AddressRefusals } from './mail/address-refusals.js';
import { type CrmMailTemplate, LONGEST_CRM_TEMPLATE } from './mail/crm-template.js';
import { createReplyTo } from './mail/inbox/reply-to.js';
import { parseSender } from './mail/mail-address.js';
import type { MailSender } from './mail/mail-composer.js';
import type { MailGate } from './mail/mail-gate.js';
import { createMailLinks, MASKED_SECRET } from './mail/mail-links.js';
import { presentMailLook } from './mail/mail-look.js';
import { MailRenderer } from './mail/mail-renderer.js';
import { type MailTransport, noTransport } from './mail/mail-transport.js';
import { MailWorker } from './mail/mail-worker.js';
import { createMailboxTransport } from './mail/mailbox-transport.js';
import type { Outbox } from './mail/outbox.js';
import { indexTexts, noOwnTexts, type OwnTexts } from './mail/own-texts.js';
import { SendRate } from './mail/send-rate.js';
import { createSmtpTransport } from './mail/smtp-transport.js';
import type { CompleteConfig } from './plugin/demo-site.js';
import type { PortalSettings } from './plugin/portal-settings.js';
import { AuditStore } from './store/audit-store.js';
import { type DemoMail, DemoMailStore } from './store/demo-mail-store.js';
import { Live } from './store/live.js';
import { LookStore, type StoredLook } from './store/look-store.js';
import { MailAddressStore } from './store/mail-address-store.js';
import { MailBudgetStore } from './store/mail-budget-store.js';
import { MailServerStore } from './store/mail-server-store.js';
import type { MailStore } from './store/mail-store.js';
import { MailTextStore } from './store/mail-text-store.js';
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
  /** Says which mails go out now; without it all do. */
  readonly gate?: MailGate;
  readonly settings?: MailSettings;
  readonly log: Logger;
}

/** What administrators set of mails beside texts and look. */
type MailSettings = Pick<PortalSettings, 'mailSender' | 'accessTemplate' | 'mailsPerMinute'>;

const unset: MailSettings = { mailSender: { name: '', replyTo: '' }, accessTemplate: 0, mailsPerMinute: 0 };

/** The sending side of a portal: its worker, its renderer, what administrators changed of mails and look, and the demo's mailbox. */
export async function createMailing(options: MailingOptions) {
  const { config, host, hooks, translator, tokens, address, settings = unset, log } = options;
  const { clock } = host.wallClock;
  const mailbox = host.id === 'demo' && config.smtpUrl === undefined ? await openMailbox(host) : undefined;
  const live = createLive(options);
  const renderer = new MailRenderer({
    translator,
    links: createMailLinks(address, (id) => tokens.secretOf(id)),
    company: () => host.metadata.current.company,
    texts: () => live.texts.current,
    look: () => presentMailLook(live.look.current),
    accessTemplate: () => live.template.current,
  });
  // Without a sender nothing goes out but to the demo’s mailbox.
  const sender = senderOf(config.mailFrom ?? 'portal@localhost', settings);
  const transport = transportOf(config, mailbox);
  const server = new MailServerStore(host.knex, clock);
  const refusals = new AddressRefusals({
    host,
    addresses: new MailAddressStore(host.knex, clock),
    audit: new AuditStore(host.knex, clock),
    log,
  });
  const domain = new URL(address).hostname;
  const worker = new MailWorker({
    store: options.mails,
    outbox: options.outbox,
    transport,
    renderer,
    hooks,
    sender,
    host: domain,
    server,
    refusals,
    ...(options.gate ? { gate: options.gate } : {}),
    replyTo: createReplyTo(config.replyAddress, config.secret),
    rate: new SendRate({ host, budget: new MailBudgetStore(clock), perMinute: () => settings.mailsPerMinute }),
    isActive: options.isEnabled,
    clock,
    log,
  });
  return {
    worker,
    renderer,
    /** The same without the secrets of links: for administrators' eyes. */
    masked: renderer.using({ links: createMailLinks(address, () => MASKED_SECRET) }),
    readsReplies: config.replyAddress !== undefined,
    mailbox: mailbox && readerOf(mailbox),
    transport,
    sender,
    server,
    /** Where addresses that take no mails are written down. */
    refusals,
    domain,
    look: live.look,
    texts: live.texts,
    /** Reads again what administrators changed, in this process or another. */
    async refresh(): Promise<void> {
      await Promise.all([live.look.refresh(), live.texts.refresh(), live.template.refresh()]);
    },
  };
}

export type Mailing = Awaited<ReturnType<typeof createMailing>>;

function createLive({ host, settings = unset, log }: MailingOptions) {
  const { clock } = host.wallClock;
  const looks = new LookStore(host.knex, clock);
  const texts = new MailTextStore(host.knex, clock);
  const stored: StoredLook = { look: shippedLook, changedAt: 0, assets: new Map() };
  return {
    look: new Live({ name: 'look', initial: stored, read: () => looks.read(), stamp: () => looks.stamp(), log }),
    texts: new Live<OwnTexts>({
      name: 'texts of mails',
      initial: noOwnTexts,
      read: async () => indexTexts(await texts.all()),
      stamp: () => texts.stamp(),
      log,
    }),
    template: new Live<CrmMailTemplate | undefined>({
      name: 'template of access data',
      initial: undefined,
      read: () => readTemplate(host, settings.accessTemplate),
      // The CRM does not say when a template changed: one that is used is read again each time.
      stamp: async () => (settings.accessTemplate === 0 ? 0 : clock.now()),
      log,
    }),
  };
}

async function readTemplate(host: HostAdapter, id: number): Promise<CrmMailTemplate | undefined> {
  const template = id === 0 ? undefined : await host.mailTemplates.find(id);
  return template && template.body.length <= LONGEST_CRM_TEMPLATE ? template : undefined;
}

/** Name and reply address are the administrator's, the address is the environment's: the mail server knows it. */
function senderOf(from: string, settings: MailSettings): MailSender {
  const { address, name } = parseSender(from);
  return {
    address,
    get name() {
      return settings.mailSender.name || name;
    },
    get replyTo() {
      return settings.mailSender.replyTo || undefined;
    },
  };
}

async function openMailbox(host: HostAdapter): Promise<DemoMailStore> {
  const mailbox = new DemoMailStore(host.knex, host.wallClock.clock);
  await mailbox.prepare();
  return mailbox;
}

function transportOf(config: CompleteConfig, mailbox: DemoMailStore | undefined): MailTransport {
  const { smtpUrl, dkim, mailOauth: oauth } = config;
  if (smtpUrl !== undefined) return createSmtpTransport(smtpUrl, { dkim, oauth });
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
