import { checkSmtp } from '../../mail/check-smtp.js';
import { parseSender } from '../../mail/mail-address.js';
import { classifySendFailure } from '../../mail/send-failure.js';
import { MailOverview } from '../../store/mail-overview.js';
import { MailStore } from '../../store/mail-store.js';
import type { DoctorDeps } from './doctor-deps.js';
import { type Checks, found } from './outcomes.js';

const LATE_MS = 15 * 60_000;
/** A little less than a check may take. */
const SMTP_MS = 2_500;

/** Whether mails can go out, and whether they do. */
export function mailChecks({
  config,
  knex,
  clock,
  isDemo,
  smtpUrl,
}: DoctorDeps): Pick<Checks, 'smtp' | 'dkim' | 'outbox'> {
  return {
    async smtp() {
      const url = smtpUrl();
      if (url === undefined) return found(isDemo ? 'mailbox' : 'none');
      const facts = { server: new URL(url).host, from: config.mailFrom ?? '-' };
      try {
        await checkSmtp(url, SMTP_MS, config.mailOauth);
        return config.mailOauth
          ? found('answersToken', { ...facts, user: config.mailOauth.user })
          : found('answers', facts);
      } catch (error) {
        return found('fails', { ...facts, reason: classifySendFailure(error).reason.slice(0, 200) });
      }
    },
    dkim() {
      if (config.dkim === undefined) return found('unsigned');
      const { domainName: domain, keySelector: selector } = config.dkim;
      const senderDomain =
        parseSender(config.mailFrom ?? '')
          .address.split('@')
          .at(-1)
          ?.toLowerCase() ?? '';
      const isAligned = `.${senderDomain}`.endsWith(`.${domain.toLowerCase()}`);
      return found(isAligned || config.mailFrom === undefined ? 'signed' : 'other', {
        domain,
        selector,
        from: senderDomain,
      });
    },
    async outbox() {
      const { waiting, oldestDueAt } = await new MailStore(knex, clock).backlog();
      const failed = await new MailOverview(knex, clock).list(100, 'failed');
      if (failed.length > 0) return found('failed', { count: failed.length, reason: failed[0]?.lastError ?? '-' });
      if (oldestDueAt !== undefined && clock.now() - oldestDueAt > LATE_MS)
        return found('late', { count: waiting, minutes: Math.floor((clock.now() - oldestDueAt) / 60_000) });
      return waiting > 0 ? found('waiting', { count: waiting }) : found('empty');
    },
  };
}
