import type { Logger } from '../core/logger.js';
import type { InterfaceVersion } from '../core/view-types.js';
import type { RetentionDays } from '../store/retention-days.js';
import type { SettingStore } from '../store/setting-store.js';
import type { Manifest } from './manifest.js';
import { type SettingValue, settingValue } from './setting-values.js';

interface PortalSettingsDeps {
  readonly manifest: Pick<Manifest, 'settings'>;
  readonly store: Pick<SettingStore, 'all'>;
  readonly log: Logger;
}

/** The portal-wide settings as this process knows them: refreshed every few seconds, never read per request. */
export class PortalSettings {
  readonly #deps: PortalSettingsDeps;
  #values: ReadonlyMap<string, SettingValue>;

  constructor(deps: PortalSettingsDeps) {
    this.#deps = deps;
    this.#values = this.#complete(new Map());
  }

  /** What visitors see before they sign in, and afterwards unless their profile says otherwise. */
  get interface(): InterfaceVersion {
    return this.#values.get('interface') === '1' ? 1 : 2;
  }

  /** The tickets' field that takes customers' ratings; empty: the portal keeps them to itself. */
  get ratingField(): string {
    return String(this.#values.get('ratingField') ?? '').trim();
  }

  /** Where the CRM's own pages are, without a trailing slash; empty: not said, or no web address. */
  get crmUrl(): string {
    const text = String(this.#values.get('crmUrl') ?? '').trim();
    return /^https?:\/\/[^\s]+$/.test(text) && URL.canParse(text) ? text.replace(/\/+$/, '') : '';
  }

  /** Days an expired contact may still read. */
  get graceDays(): number {
    return this.#number('graceDays');
  }

  /** How long customers' sessions live, in ms. */
  get sessionLimits(): { readonly idleMs: number; readonly absoluteMs: number } {
    return {
      idleMs: this.#number('sessionIdleMinutes') * 60_000,
      absoluteMs: this.#number('sessionHours') * 3_600_000,
    };
  }

  /** How many failed tries to sign in are borne in a quarter of an hour. */
  get signInLimits(): { readonly perAccount: number; readonly perNetwork: number } {
    return { perAccount: this.#number('signInPerAccount'), perNetwork: this.#number('signInPerNetwork') };
  }

  /** Days the link of an invitation works. */
  get invitationDays(): number {
    return this.#number('invitationDays');
  }

  /** How long what the portal knows of people is kept. */
  get retention(): RetentionDays {
    return {
      auditDays: this.#number('auditDays'),
      mailBodyDays: this.#number('mailBodyDays'),
      erasureDays: this.#number('erasureDays'),
    };
  }

  /** The name mails come from, and where answers go; empty: as the environment says. */
  get mailSender(): { readonly name: string; readonly replyTo: string } {
    const text = (key: string): string => String(this.#values.get(key) ?? '').trim();
    return { name: text('senderName'), replyTo: text('replyTo') };
  }

  /** The CRM's template that carries the access data; 0: the portal's own mail. */
  get accessTemplate(): number {
    return this.#number('accessTemplate');
  }

  /** Whether the portal mails customers what agents do to tickets; else the CRM does. */
  get mailsAgents(): boolean {
    return this.#values.get('agentMail') !== 'crm';
  }

  /** How many mails one address gets in an hour, all in all and about one ticket. */
  get mailLimits(): { readonly perRecipient: number; readonly perTicket: number } {
    return { perRecipient: this.#number('mailsPerRecipientHour'), perTicket: this.#number('mailsPerTicketHour') };
  }

  /** How many mails all processes together hand to the mail server in a minute; 0: as many as there are. */
  get mailsPerMinute(): number {
    return this.#number('mailsPerMinute');
  }

  /** When summaries of mails are written: the hour of the day, and the weekly one's day (1 is Monday). */
  get digestSchedule(): { readonly hour: number; readonly weekday: number } {
    return { hour: this.#number('digestHour'), weekday: this.#number('digestWeekday') };
  }

  /** Whether the CRM is being upgraded: the portal only reads it meanwhile. */
  get readOnly(): boolean {
    return this.#values.get('readOnly') === true;
  }

  /** Reads what administrators set; while the database is away the last answer holds. */
  async refresh(): Promise<void> {
    try {
      this.#values = this.#complete(await this.#deps.store.all());
    } catch (error) {
      this.#deps.log.warn({ error }, 'the settings could not be read');
    }
  }

  /** The manifest has a default for each key asked for here. */
  #number(key: string): number {
    return Number(this.#values.get(key));
  }

  #complete(stored: ReadonlyMap<string, unknown>): ReadonlyMap<string, SettingValue> {
    return new Map(this.#deps.manifest.settings.map((setting) => [setting.key, settingValue(setting, stored)]));
  }
}
