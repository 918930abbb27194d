import { StartRefusedError } from '../core/errors.js';
import { createTranslator } from '../core/i18n.js';
import { packagePath } from '../core/paths.js';
import { HookBus } from '../hooks/hook-bus.js';
import { Outbox } from '../mail/outbox.js';
import { resolveAddress } from '../plugin/address.js';
import { NOT_INSTALLED } from '../plugin/lifecycle.js';
import { openHost } from '../plugin/open-host.js';
import { PortalSettings } from '../plugin/portal-settings.js';
import { readManifest } from '../plugin/read-manifest.js';
import { createMailing, type Mailing } from '../portal-mail.js';
import { createOutboxDesk, type OutboxDesk } from '../portal-outbox.js';
import { AuditStore } from '../store/audit-store.js';
import { MailStore } from '../store/mail-store.js';
import { SettingStore } from '../store/setting-store.js';
import { TokenStore } from '../store/token-store.js';
import { Brand } from '../web/brand.js';
import { type CommandContext, readySettings } from './settings.js';

/** Who the record of changes says it was. */
export const COMMAND_LINE = { kind: 'system', name: 'command line' } as const;

/** Mails and look of an installed portal as its administrators change them; nothing is sent by itself. */
export interface Sending {
  readonly desk: OutboxDesk;
  readonly mailing: Mailing;
  /** Reads again what administrators changed. */
  readonly refresh: () => Promise<void>;
}

/**
 * Opens what mails and look are made of, lets it be used and closes it; StartRefusedError where the portal is not installed, unless that
 * `mayBeAbsent`: then everything is as shipped.
 */
export async function withSending<T>(
  context: CommandContext,
  work: (sending: Sending) => Promise<T>,
  { mayBeAbsent = false } = {},
): Promise<T> {
  const { config, log } = await readySettings(context);
  const host = await openHost(config, { log });
  const { knex } = host;
  const { clock } = host.wallClock;
  try {
    const isInstalled = await knex.schema.hasTable('portal_look');
    if (!isInstalled && !mayBeAbsent) throw new StartRefusedError([NOT_INSTALLED]);
    const manifest = readManifest();
    const translator = createTranslator(packagePath('locales'));
    const address = resolveAddress(config, manifest).url;
    const stores = { settings: new SettingStore(knex, clock), audit: new AuditStore(knex, clock) };
    const settings = new PortalSettings({ manifest, store: stores.settings, log });
    const mails = new MailStore(knex, clock);
    const outbox = new Outbox(mails, new URL(address).hostname);
    const mailing = await createMailing({
      ...{ config, host, translator, mails, outbox, address, settings, log },
      hooks: new HookBus(log),
      tokens: new TokenStore(knex, clock, config.secret),
      isEnabled: () => false,
    });
    const refresh = async (): Promise<void> => {
      if (!isInstalled) return;
      await settings.refresh();
      await mailing.refresh();
    };
    await refresh();
    const brand = new Brand(mailing.look);
    const desk = createOutboxDesk({ host, stores, services: { outbox }, settings, translator, mailing, brand });
    return await work({ desk, mailing, refresh }).finally(() => mailing.transport.close());
  } finally {
    await host.close();
  }
}
