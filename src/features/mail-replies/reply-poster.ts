import type { Knex } from 'knex';
import { authorOf } from '../../access/contact-view.js';
import type { Permissions } from '../../access/permissions.js';
import { TICKET_MODULE, type TicketRules } from '../../access/ticket-states.js';
import type { Viewer } from '../../access/types.js';
import {
  type FieldFault,
  InvalidInputError,
  isErrorOf,
  NotAllowedError,
  NotFoundError,
  RefusedError,
} from '../../core/errors.js';
import type { Translate } from '../../core/i18n.js';
import { withoutAstralCharacters } from '../../core/text.js';
import type { IncomingFile, IncomingMail } from '../../mail/inbox/incoming-mail.js';
import { keepFiles } from '../../web/upload/keep-files.js';
import { TemporaryFiles } from '../../web/upload/temporary-files.js';
import type { UploadedFile } from '../../web/upload/upload-types.js';
import { faultSentence } from '../fault-sentence.js';
import type { RecordService } from '../records/record-service.js';
import { submissionFingerprint } from '../submission.js';
import { checkComment } from '../tickets/comment-check.js';
import { postComment } from '../tickets/post-comment.js';
import { type TicketFacts, ticketFacts } from '../tickets/ticket-facts.js';
import type { TicketDeps } from '../tickets/ticket-service.js';
import { ReplyRefusedError } from './reply-refusal.js';

/** What writing a reply needs: the same as a comment from the page. */
export interface ReplyPosterDeps extends TicketDeps {
  readonly permissions: Permissions;
  readonly records: Pick<RecordService, 'show'>;
  readonly rules: TicketRules;
  /** Private folder of files on their way into the CRM. */
  readonly uploadDir: string;
}

/** A reply whose sender is known. */
export interface KnownReply {
  readonly viewer: Viewer;
  readonly ticketId: number;
  readonly mail: IncomingMail;
  /** The same for the same mail, however often it is read: 64 hex digits. */
  readonly identity: string;
  /** Words in the sender's language. */
  readonly t: Translate;
}

/** What was written of a reply. */
export interface PostedReply {
  readonly ticket: TicketFacts;
  /** A sentence for each file that was left out, in the sender's language. */
  readonly leftOut: readonly string[];
}

/** Writes what belongs to the comment into its transaction. */
export type SettleReply = (trx: Knex.Transaction, posted: PostedReply) => Promise<void>;

interface SortedFiles {
  readonly good: readonly UploadedFile[];
  readonly leftOut: readonly string[];
}

/** Makes replies by mail comments, with their files, under the rules of the ticket's page. */
export class ReplyPoster {
  readonly #deps: ReplyPosterDeps;

  constructor(deps: ReplyPosterDeps) {
    this.#deps = deps;
  }

  /** Writes comment, files and what `settle` adds in one transaction; throws ReplyRefusedError where the rules are against it. */
  async post(reply: KnownReply, settle: SettleReply): Promise<void> {
    const ticket = await this.#ticket(reply);
    const temporary = new TemporaryFiles(this.#deps.uploadDir);
    try {
      const files = await this.#sortFiles(reply, temporary);
      const text = this.#textOf(reply, files);
      await this.#write(reply, ticket, files, text, settle);
    } finally {
      await temporary.removeAll();
    }
  }

  /** A ticket that its sender does not see reads like one that takes no words of theirs. */
  async #ticket({ viewer, ticketId }: KnownReply): Promise<TicketFacts> {
    const { records, rules } = this.#deps;
    const ticket = await showTicket(records, viewer, ticketId);
    const reason = rules.judge('comment', viewer, ticket);
    if (reason.code === 'allowed') return ticket;
    const isClosed = reason.code === 'permission' && reason.action === 'reopen';
    throw new ReplyRefusedError(isClosed ? 'closed' : 'notAllowed');
  }

  async #sortFiles({ viewer, ticketId, mail, t }: KnownReply, temporary: TemporaryFiles): Promise<SortedFiles> {
    const { permissions, files } = this.#deps;
    if (mail.attachments.length === 0) return { good: [], leftOut: [] };
    if (!permissions.can(viewer, TICKET_MODULE, 'attach'))
      return { good: [], leftOut: [`${namesOf(mail.attachments)}: ${t('errors:mayNotAttach')}`] };
    const kept = await keepFiles(mail.attachments, viewer.profile.uploads, temporary);
    const leftOut = kept.flatMap(({ fault }) => (fault ? [faultSentence(fault, t)] : []));
    const good = kept.filter(({ fault }) => !fault);
    const [noRoom] = await files.faults(viewer, good, ticketId);
    if (!noRoom) return { good, leftOut };
    return { good: [], leftOut: [...leftOut, `${namesOf(good)}: ${faultSentence(noRoom, t)}`] };
  }

  /** What the CRM cannot hold (emoji) is left out: a thank-you with a smile is no reason to refuse it. */
  #textOf({ mail, t }: KnownReply, { good }: SortedFiles): string {
    const words = withoutAstralCharacters(mail.text).trim();
    const names = withoutAstralCharacters(namesOf(good));
    const text = words === '' && good.length > 0 ? t('tickets:byMail.filesOnly', { names }) : words;
    if (text === '') throw new ReplyRefusedError(whyEmpty(mail));
    try {
      checkComment(text, this.#deps.host.metadata.current);
    } catch (error) {
      if (!isErrorOf(error, InvalidInputError)) throw error;
      throw new ReplyRefusedError(isTooLong(error.faults) ? 'tooLarge' : 'notSupported');
    }
    return text;
  }

  async #write(
    { viewer, ticketId, identity }: KnownReply,
    ticket: TicketFacts,
    { good, leftOut }: SortedFiles,
    text: string,
    settle: SettleReply,
  ): Promise<void> {
    const { host, files } = this.#deps;
    const submission = {
      contactId: viewer.contact.id,
      key: Buffer.from(identity, 'hex').toString('base64url').slice(0, 24),
      fingerprint: submissionFingerprint('reply', ticketId, identity),
    };
    let areFilesIn = false;
    try {
      const { stored } = await files.store(viewer, good, (insertFiles) => {
        areFilesIn = true;
        return postComment(
          this.#deps,
          { viewer, ticketId, ticket, text, submission },
          async (trx, reservation, said, from) => {
            const isDone = await host.tickets.addComment(trx, reservation, ticketId, said, authorOf(viewer), from);
            if (!isDone) throw new NotAllowedError('mayNotComment');
            await insertFiles(trx, ticketId);
            await settle(trx, { ticket, leftOut });
          },
        );
      });
      await files.announce(viewer, ticketId, stored);
    } catch (error) {
      // Somebody closed the ticket this very moment, or an extension has a rule of its own.
      if (isErrorOf(error, NotAllowedError)) throw new ReplyRefusedError('closed');
      if (isErrorOf(error, RefusedError)) throw new ReplyRefusedError(areFilesIn ? 'notAllowed' : 'fileRefused');
      throw error;
    }
  }
}

async function showTicket(records: ReplyPosterDeps['records'], viewer: Viewer, ticketId: number): Promise<TicketFacts> {
  try {
    return ticketFacts(await records.show(viewer, TICKET_MODULE, ticketId));
  } catch (error) {
    const isHidden = isErrorOf(error, NotFoundError) || isErrorOf(error, NotAllowedError);
    throw isHidden ? new ReplyRefusedError('notAllowed') : error;
  }
}

function whyEmpty({ text, attachments }: IncomingMail): 'notSupported' | 'fileRefused' | 'empty' {
  if (text.trim() !== '') return 'notSupported';
  return attachments.length > 0 ? 'fileRefused' : 'empty';
}

function isTooLong(faults: readonly FieldFault[]): boolean {
  return faults.some(({ code }) => code === 'tooLong' || code === 'tooManyBytes');
}

function namesOf(files: readonly Pick<IncomingFile | UploadedFile, 'name'>[]): string {
  return files.map(({ name }) => name).join(', ');
}
