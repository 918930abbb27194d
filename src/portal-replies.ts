import { createTicketRules } from './access/ticket-states.js';
import type { Translator } from './core/i18n.js';
import type { Logger } from './core/logger.js';
import { BounceRecorder } from './features/mail-replies/bounce-recorder.js';
import { RefusalWriter } from './features/mail-replies/refusal-writer.js';
import { ReplyPoster } from './features/mail-replies/reply-poster.js';
import { ReplyTaker } from './features/mail-replies/reply-taker.js';
import type { HookBus } from './hooks/hook-bus.js';
import type { HostAdapter } from './host/host-adapter.js';
import { isCrmHeld } from './host/read-only.js';
import { imapAccess } from './mail/inbox/imap-access.js';
import { InboxWorker } from './mail/inbox/inbox-worker.js';
import type { CompleteConfig } from './plugin/demo-site.js';
import { uploadFolder } from './plugin/upload-folder.js';
import type { Mailing } from './portal-mail.js';
import type { Services, Stores } from './portal-services.js';
import { InboxStore } from './store/inbox-store.js';
import { IncomingMailStore } from './store/incoming-mail-store.js';
import { LeaseStore } from './store/lease-store.js';

interface ReplyOptions {
  readonly config: CompleteConfig;
  readonly host: HostAdapter;
  readonly hooks: HookBus;
  readonly translator: Translator;
  readonly stores: Stores;
  readonly services: Services;
  readonly mailing: Pick<Mailing, 'sender' | 'refusals'>;
  readonly isEnabled: () => boolean;
  readonly log: Logger;
}

/** What reads the mailbox of replies; undefined: none is set. */
export function createReplies(options: ReplyOptions): InboxWorker | undefined {
  const { config, host, hooks, translator, stores, services, mailing, isEnabled, log } = options;
  const { imapUrl: url, replyAddress: base } = config;
  if (url === undefined || base === undefined) return undefined;
  const { clock } = host.wallClock;
  const { sender } = mailing;
  const { permissions, records, viewers, notices, staff, ticketFiles: files, outbox } = services;
  const { logins, submissions, mails } = stores;
  const incoming = new IncomingMailStore(host.knex, clock);
  const rules = createTicketRules(permissions);
  const taker = new ReplyTaker({
    host,
    viewers,
    incoming,
    poster: new ReplyPoster({
      host,
      permissions,
      hooks,
      submissions,
      notices,
      staff,
      files,
      records,
      rules,
      uploadDir: uploadFolder(),
    }),
    refusals: new RefusalWriter({ host, incoming, outbox, logins, clock }),
    bounces: new BounceRecorder({ mails, refusals: mailing.refusals, clock }),
    outbox,
    logins,
    translator,
    replyPlace: { base, secret: config.secret },
    ownAddresses: () => [sender.address, base, ...(sender.replyTo ? [sender.replyTo] : [])],
    clock,
    log,
  });
  return new InboxWorker({
    access: imapAccess(url, config.mailOauth),
    store: new InboxStore(host.knex, clock),
    leases: new LeaseStore(host.knex, clock),
    incoming,
    taker,
    isActive: () => isEnabled() && !isCrmHeld(host.knex),
    clock,
    log,
  });
}
