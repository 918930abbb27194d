import { authorOf } from '../../access/contact-view.js';
import { TICKET_MODULE, type TicketRules } from '../../access/ticket-states.js';
import type { Viewer } from '../../access/types.js';
import { ConflictError, type FieldFault, InvalidInputError, NotAllowedError } from '../../core/errors.js';
import { keyedHash } from '../../core/secrets.js';
import type { ConfidentialOutcome } from '../../host/host-adapter.js';
import { parseField } from '../../host/metadata/parse-field.js';
import type { RecordService } from '../records/record-service.js';
import { submissionFingerprint } from '../submission.js';
import { postComment } from './post-comment.js';
import { commentFieldOf, ticketFacts } from './ticket-facts.js';
import type { TicketDeps } from './ticket-service.js';

/** An answer as somebody sent it; `data` is the secret. */
export interface ConfidentialInput {
  readonly data: string;
  readonly comment: string;
}

interface AnswerDeps extends TicketDeps {
  readonly records: RecordService;
  readonly rules: TicketRules;
  /** The portal's own secret: an unkeyed digest of a short secret could be guessed. */
  readonly secret: string;
}

/** Room for the sentence in which the CRM puts its link, in the comment's column. */
const LINK_ROOM = 1000;

/**
 * Answers agents' requests for secret data. The data goes to the CRM's own encryption and nowhere else: no page, mail, draft, log or
 * extension ever gets it.
 */
export class ConfidentialAnswers {
  readonly #deps: AnswerDeps;

  constructor(deps: AnswerDeps) {
    this.#deps = deps;
  }

  /** Answers a request once; a second answer is a ConflictError. Returns the path of the comment. */
  async answer(
    viewer: Viewer,
    ticketId: number,
    requestId: number,
    input: ConfidentialInput,
    key: string,
  ): Promise<string> {
    const { host, records, rules, secret } = this.#deps;
    const { data, comment } = input;
    const ticket = ticketFacts(await records.show(viewer, TICKET_MODULE, ticketId));
    if (!rules.mayComment(viewer, ticket)) throw new NotAllowedError('mayNotComment');
    this.#check(input);
    const digest = keyedHash(secret, 'confidential', data);
    const fingerprint = submissionFingerprint('confidential', ticketId, requestId, comment, digest);
    const submission = { contactId: viewer.contact.id, key, fingerprint };
    const posted = { viewer, ticketId, ticket, text: comment, submission };
    return postComment(this.#deps, posted, async (trx, reservation, text, from) => {
      const answer = { requestId, data, text };
      refuse(await host.tickets.answerConfidential(trx, reservation, ticketId, answer, authorOf(viewer), from));
    });
  }

  #check({ data, comment }: ConfidentialInput): void {
    const { tickets, metadata } = this.#deps.host;
    const faults: FieldFault[] = [];
    if (data.trim() === '') faults.push({ field: 'confidential', code: 'progress:confidential.empty' });
    if (Buffer.byteLength(data) > tickets.longestConfidential)
      faults.push({ field: 'confidential', code: 'progress:confidential.tooLong' });
    const field = commentFieldOf(metadata.current);
    const bounded = { ...field, maxBytes: (field.maxBytes ?? 65_535) - LINK_ROOM };
    const context = { language: 'en', picklist: [], inputs: {} };
    const parsed = parseField(bounded, comment, context, { isMandatory: false });
    if (!parsed.ok)
      faults.push({ field: 'comment', code: parsed.code, ...(parsed.values ? { values: parsed.values } : {}) });
    if (faults.length > 0) throw new InvalidInputError(faults);
  }
}

function refuse(outcome: ConfidentialOutcome): void {
  if (outcome === 'answered') throw new ConflictError('progress:confidential.twice');
  if (outcome === 'closed') throw new NotAllowedError('mayNotComment');
  if (outcome === 'unreadable')
    throw new InvalidInputError([{ field: 'confidential', code: 'progress:confidential.unreadable' }]);
}
