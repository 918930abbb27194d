import { authorOf, contactView } from '../../access/contact-view.js';
import type { Permissions } from '../../access/permissions.js';
import type { Viewer } from '../../access/types.js';
import { type FieldFault, InvalidInputError, NotAllowedError, TooManyRequestsError } from '../../core/errors.js';
import type { Logger } from '../../core/logger.js';
import { sha256 } from '../../core/secrets.js';
import { foldText } from '../../core/text.js';
import type { HookBus } from '../../hooks/hook-bus.js';
import type { HostAdapter } from '../../host/host-adapter.js';
import { parseField } from '../../host/metadata/parse-field.js';
import type { FieldSchema } from '../../host/metadata/types.js';
import { isPlainAddress, isSameAddress } from '../../mail/mail-address.js';
import type { Outbox } from '../../mail/outbox.js';
import type { LoginStore } from '../../store/login-store.js';
import type { ThrottleStore } from '../../store/throttle-store.js';
import { EMAIL_MINUTES, type TokenClaim, type TokenStore } from '../../store/token-store.js';
import { contactLanguage } from '../contact-language.js';
import { type CurrentPasswordDeps, isCurrentPassword } from '../sign-in/current-password.js';
import { CONTACT_MODULE, EMAIL_FIELD } from './contact-companion.js';

/** The form as typed. */
export interface EmailChangeInput {
  readonly email: string;
  readonly current: string;
}

interface EmailChangeDeps extends CurrentPasswordDeps {
  readonly host: Pick<HostAdapter, 'contacts' | 'metadata' | 'transaction' | 'wallClock'>;
  readonly permissions: Permissions;
  readonly hooks: HookBus;
  readonly tokens: TokenStore;
  readonly logins: Pick<LoginStore, 'language'>;
  readonly mailThrottle: Pick<ThrottleStore, 'hit'>;
  readonly outbox: Outbox;
}

const MAILS_PER_HOUR = 3;
const HOUR = 3_600_000;

/** Changes the address a contact signs in with: asked for with the password, and confirmed from the new mailbox by the same contact. */
export class EmailChange {
  readonly #deps: EmailChangeDeps;

  constructor(deps: EmailChangeDeps) {
    this.#deps = deps;
  }

  /** Whether the profile lets this viewer ask for another address. */
  mayChange(viewer: Viewer): boolean {
    return this.#field(viewer) !== undefined;
  }

  /**
   * Mails a link to the new address and returns that address; nothing else changes. The answer is the same whether somebody else has the
   * address or not. Throws InvalidInputError with the faults, TooManyRequestsError after three in an hour.
   */
  async start(viewer: Viewer, input: EmailChangeInput, network: string): Promise<string> {
    const field = this.#field(viewer);
    if (!field) throw new NotAllowedError();
    const { contact } = viewer;
    const address = input.email.trim();
    const faults = [...judgeAddress(field, address, contact.email)];
    if (!(await isCurrentPassword(this.#deps, contact, input.current, network)))
      faults.push({ field: 'current', code: 'sign-in:errors.currentWrong' });
    if (faults.length > 0) throw new InvalidInputError(faults);
    const { mailThrottle } = this.#deps;
    const own = await mailThrottle.hit(`email-change:${contact.id}`, MAILS_PER_HOUR, HOUR);
    if (own.isOver) throw new TooManyRequestsError(own.retryAfter);
    const ofAddress = await mailThrottle.hit(`email-change-to:${sha256(foldText(address))}`, MAILS_PER_HOUR, HOUR);
    if (!ofAddress.isOver) await this.#mailLink(viewer, address);
    return address;
  }

  /** The address a link would set for this viewer; undefined: it is worth nothing here. Nothing is used up. */
  async pending(viewer: Viewer, secret: string): Promise<string | undefined> {
    return (await this.#claim(viewer, secret))?.email;
  }

  /** Sets the address a link stands for; false: the link is worth nothing here, or the address is somebody's already. */
  async confirm(viewer: Viewer, secret: string, log: Logger): Promise<boolean> {
    const { host, hooks, outbox } = this.#deps;
    const claim = await this.#claim(viewer, secret);
    if (!claim) return false;
    const { id } = viewer.contact;
    if (await host.contacts.isLoginTaken(claim.email, id)) {
      log.warn({ contactId: id }, 'the new address belongs to another contact');
      return false;
    }
    const contact = contactView(viewer.contact);
    const draft = { module: CONTACT_MODULE, values: { [EMAIL_FIELD]: claim.email } };
    // An extension may refuse; another address than the confirmed one it cannot bring in.
    await hooks.applyFilters('record.beforeSave', draft, { contact, id });
    if (!(await this.#write(viewer, claim, secret))) return false;
    outbox.wake();
    log.info({ contactId: id }, 'address changed');
    await hooks.runActions('record.updated', { module: CONTACT_MODULE, id, contact });
    return true;
  }

  async #write(viewer: Viewer, claim: TokenClaim, secret: string): Promise<boolean> {
    const { host, tokens, outbox, logins } = this.#deps;
    const { contact, name } = viewer;
    const language = await contactLanguage(logins, host, contact.id);
    const reservation = await host.contacts.reserveChange();
    const change = { from: contact.email, to: claim.email };
    return host.transaction(async (trx) => {
      if (!(await tokens.consume(trx, secret, 'email'))) return false;
      const isChanged = await host.contacts.changeEmail(trx, reservation, contact.id, change, authorOf(viewer));
      if (!isChanged) return false;
      await tokens.revokeAll(contact.id, trx);
      if (!isPlainAddress(contact.email)) return true;
      await outbox.add(trx, {
        kind: 'email-changed',
        key: `email-changed:${claim.id}:${contact.id}`,
        contactId: contact.id,
        to: { address: contact.email, name },
        language,
        data: { at: host.wallClock.now() },
      });
      return true;
    });
  }

  async #mailLink(viewer: Viewer, address: string): Promise<void> {
    const { host, tokens, outbox, logins } = this.#deps;
    const { contact, name } = viewer;
    const language = await contactLanguage(logins, host, contact.id);
    await host.transaction(async (trx) => {
      const request = {
        purpose: 'email',
        contactId: contact.id,
        email: address,
        previousEmail: contact.email,
      } as const;
      const { id } = await tokens.issue(trx, request);
      await outbox.add(trx, {
        kind: 'email-confirm',
        key: `email-confirm:${id}:${contact.id}`,
        contactId: contact.id,
        to: { address, name },
        language,
        data: { tokenId: id, address, minutes: EMAIL_MINUTES },
      });
    });
    outbox.wake();
  }

  /** Dead for everybody but the contact who asked, and when the address changed since. */
  async #claim(viewer: Viewer, secret: string): Promise<TokenClaim | undefined> {
    const claim = await this.#deps.tokens.peek(secret, 'email');
    const isOwn = claim?.contactId === viewer.contact.id && claim.previousEmail === viewer.contact.email;
    return isOwn && this.mayChange(viewer) ? claim : undefined;
  }

  #field(viewer: Viewer): FieldSchema | undefined {
    const { host, permissions } = this.#deps;
    const module = host.metadata.current.module(CONTACT_MODULE);
    const fields = module ? permissions.formFields(viewer, module, 'edit') : [];
    return fields.find(({ field, form }) => field.name === EMAIL_FIELD && form !== 'readonly')?.field;
  }
}

function judgeAddress(field: FieldSchema, address: string, present: string): readonly FieldFault[] {
  const fault = (code: string, values = {}): readonly FieldFault[] => [{ field: EMAIL_FIELD, code, values }];
  const result = parseField(field, address, { language: 'en', picklist: [], inputs: {} }, { isMandatory: true });
  if (!result.ok) return fault(result.code, result.values);
  if (!isPlainAddress(address)) return fault('email');
  return isSameAddress(address, present) ? fault('me:email.same') : [];
}
