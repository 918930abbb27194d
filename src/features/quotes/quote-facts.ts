import { STAGE_FIELD, VALIDITY_FIELD } from '../../access/quote-states.js';
import type { QuoteStand } from '../../host/host-adapter.js';
import { cleanText } from '../../host/metadata/clean-text.js';
import type { ShownRecord } from '../records/record-service.js';

/** What the quote feature needs of a shown quote. */
export interface QuoteFacts extends QuoteStand {
  readonly id: number;
  readonly number: string;
  readonly title: string;
  /** Whether the viewer sees stage and last day. */
  readonly shows: Readonly<Record<'stage' | 'validity', boolean>>;
}

/** Reads a quote's facts from its record. */
export function quoteFacts({ module, record, fields }: ShownRecord): QuoteFacts {
  const { values } = record;
  const shows = (name: string): boolean => fields.some((field) => field.name === name);
  const name = module.entityFields.map((field) => cleanText(values[field] ?? '').trim()).filter(Boolean);
  return {
    id: record.id,
    stage: values[STAGE_FIELD] ?? '',
    validUntil: values[VALIDITY_FIELD] ?? null,
    number: cleanText(values[module.numberField ?? ''] ?? '').trim(),
    title: name.join(' '),
    shows: { stage: shows(STAGE_FIELD), validity: shows(VALIDITY_FIELD) },
  };
}
