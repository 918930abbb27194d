import { checkImap } from '../../mail/inbox/check-imap.js';
import { imapAccess } from '../../mail/inbox/imap-access.js';
import { InboxStore } from '../../store/inbox-store.js';
import { SettingStore } from '../../store/setting-store.js';
import { StateStore } from '../../store/state-store.js';
import { settingValue } from '../setting-values.js';
import type { DoctorDeps } from './doctor-deps.js';
import { type Checks, found } from './outcomes.js';

/** A little less than a check may take. */
const IMAP_MS = 2_500;
/** The mailbox is looked through every minute, and another process takes over within one. */
const SILENT_MS = 5 * 60_000;

/** Whether replies by mail are read, where they are wanted. */
export function inboxChecks({ config, knex, clock, manifest }: DoctorDeps): Pick<Checks, 'inbox'> {
  return {
    async inbox() {
      const { imapUrl: url, replyAddress: address, mailOauth } = config;
      if (url === undefined || address === undefined) return found('off');
      const server = new URL(url).host;
      try {
        await checkImap(imapAccess(url, mailOauth, IMAP_MS), IMAP_MS);
      } catch (error) {
        return found('fails', { server, reason: error instanceof Error ? error.message.slice(0, 200) : '' });
      }
      const { state } = await new StateStore(knex, clock, manifest.id).read();
      // Whoever looks for a reply that is nowhere must not be told that the mailbox is read.
      if (state !== 'enabled') return found('shut', { server });
      const readOnly = manifest.settings.find(({ key }) => key === 'readOnly');
      if (readOnly && settingValue(readOnly, await new SettingStore(knex, clock).all()) === true)
        return found('readOnly', { server });
      const { readAt } = await new InboxStore(knex, clock).read();
      const silentMs = readAt === undefined ? 0 : clock.now() - readAt;
      if (silentMs > SILENT_MS) return found('silent', { server, minutes: Math.floor(silentMs / 60_000) });
      return found('reads', { server, address });
    },
  };
}
