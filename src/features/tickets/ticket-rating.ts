import { authorOf } from '../../access/contact-view.js';
import { isOpen, TICKET_MODULE, type TicketRules } from '../../access/ticket-states.js';
import type { Viewer } from '../../access/types.js';
import { ConflictError, type FieldFault, InvalidInputError, NotAllowedError } from '../../core/errors.js';
import type { Logger } from '../../core/logger.js';
import { countCharacters } from '../../core/text.js';
import type { HostAdapter, TicketStatusChange } from '../../host/host-adapter.js';
import { parseField } from '../../host/metadata/parse-field.js';
import type { FieldSchema } from '../../host/metadata/types.js';
import type { AuditStore } from '../../store/audit-store.js';
import type { SubmissionStore } from '../../store/submission-store.js';
import type { TicketVisitStore } from '../../store/ticket-visit-store.js';
import { customerEntry } from '../customer-entry.js';
import type { RecordService } from '../records/record-service.js';
import { submissionFingerprint, submitOnce } from '../submission.js';
import { ticketFacts } from './ticket-facts.js';

/** What can be given. */
export const STARS = [1, 2, 3, 4, 5] as const;
/** Characters of the word that goes with the stars. */
export const LONGEST_WORD = 500;

/** A rating as somebody sent it. */
export interface RatingInput {
  readonly stars: string;
  readonly word: string;
}

/** One that came back, with the sentence that says why. */
export interface RatingDraft extends RatingInput {
  readonly error: string;
}

interface RatingDeps {
  readonly host: HostAdapter;
  readonly records: RecordService;
  readonly rules: TicketRules;
  readonly submissions: SubmissionStore;
  readonly visits: TicketVisitStore;
  readonly audit: Pick<AuditStore, 'record'>;
  /** The administrator's field for ratings, by its name; empty: the portal keeps them to itself. */
  readonly ratingField: () => string;
  readonly log: Logger;
}

/** Kinds of fields that can hold a number of stars. */
const RATING_KINDS: ReadonlySet<string> = new Set(['text', 'textarea', 'number', 'picklist']);

/** Which closing of a ticket its last status change was; 0 where the log does not tell. */
export function closingOf(changes: readonly TicketStatusChange[]): number {
  return changes.at(-1)?.id ?? 0;
}

/** Takes customers' ratings of closed tickets, one for each closing. */
export class TicketRatings {
  readonly #deps: RatingDeps;

  constructor(deps: RatingDeps) {
    this.#deps = deps;
  }

  /** Keeps a rating, in the CRM's field too where one is set; returns where it is shown. */
  async rate(viewer: Viewer, ticketId: number, input: RatingInput, key: string): Promise<string> {
    const { host, records, rules, submissions, visits, audit } = this.#deps;
    const ticket = ticketFacts(await records.show(viewer, TICKET_MODULE, ticketId));
    const fingerprint = submissionFingerprint('rating', ticketId, input.stars, input.word);
    const path = `/${TICKET_MODULE}/${ticketId}#rating`;
    return submitOnce(submissions, { contactId: viewer.contact.id, key, fingerprint }, async (record) => {
      if (isOpen(ticket.status)) throw new ConflictError('progress:rating.notClosed');
      if (!rules.mayRate(viewer, ticket)) throw new NotAllowedError();
      const { stars, word } = readRating(input);
      const closingId = closingOf(await host.tickets.statusChanges(ticketId));
      const values = this.#fieldValues(stars, word);
      const reservation = values && (await host.tickets.reserveChange(ticketId, { withComment: false }));
      await host.transaction(async (trx) => {
        await visits.rate(trx, viewer.contact.id, ticketId, { closingId, stars, word });
        if (values && reservation) await host.tickets.update(trx, reservation, ticketId, values, authorOf(viewer));
        const entry = {
          action: 'ticket.rated',
          module: TICKET_MODULE,
          recordId: ticketId,
          details: { stars },
        } as const;
        await audit.record(customerEntry(viewer, entry), trx);
        await record(trx, path);
      });
      return path;
    });
  }

  /** What the administrator's field gets; undefined where none is set, or where it cannot hold a rating. */
  #fieldValues(stars: number, word: string): Record<string, string> | undefined {
    const name = this.#deps.ratingField();
    if (name === '') return undefined;
    const metadata = this.#deps.host.metadata.current;
    const field = metadata.module(TICKET_MODULE)?.fields.get(name);
    // A field of the CRM's own means something else already.
    const value = field?.isCustom ? fittingValue(field, stars, word, metadata.picklist(field)) : undefined;
    if (value === undefined) this.#deps.log.warn({ field: name }, 'the field for ratings cannot hold one');
    return value === undefined ? undefined : { [name]: value };
  }
}

/** A text field takes the word as well, if it has room for it. */
function fittingValue(
  field: FieldSchema,
  stars: number,
  word: string,
  picklist: Parameters<typeof parseField>[2]['picklist'],
): string | undefined {
  if (!RATING_KINDS.has(field.kind)) return undefined;
  const takesWord = word !== '' && (field.kind === 'text' || field.kind === 'textarea');
  for (const text of [...(takesWord ? [`${stars} – ${word}`] : []), String(stars)]) {
    const result = parseField(field, text, { language: 'en', picklist, inputs: {} }, { isMandatory: true });
    if (result.ok && result.value !== null) return result.value;
  }
  return undefined;
}

function readRating({ stars, word }: RatingInput): { stars: number; word: string } {
  const given = STARS.find((star) => String(star) === stars);
  const text = word.trim();
  const faults: FieldFault[] = [];
  if (given === undefined) faults.push({ field: 'stars', code: 'progress:rating.choose' });
  if (countCharacters(text) > LONGEST_WORD)
    faults.push({ field: 'word', code: 'tooLong', values: { max: LONGEST_WORD } });
  if (/\p{Cc}/u.test(text)) faults.push({ field: 'word', code: 'control' });
  if (given === undefined || faults.length > 0) throw new InvalidInputError(faults);
  return { stars: given, word: text };
}
