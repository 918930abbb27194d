import type { RecordPageView } from '../../core/record-view-types.js';
import { cleanText } from '../../host/metadata/clean-text.js';
import { presentField } from '../../host/metadata/present-field.js';
import { fieldContext, type PresenterContext } from '../present-context.js';
import type { ShownRecord } from '../records/record-service.js';

type Card = NonNullable<RecordPageView['cards']>[number];

/** Addresses and terms as cards of their own, with the names of the fields that need no place in a block any more. */
export interface SaleCards {
  readonly cards: readonly Card[];
  readonly covers: readonly string[];
}

const PREFIXES = ['bill', 'ship'] as const;
const PARTS = ['street', 'pobox', 'code', 'city', 'state', 'country'] as const;
const COMPANY = 'account_id';
const TERMS = 'terms_conditions';

/** The cards of a quote, order or invoice, of the fields its viewer sees; an address that is twice the same stands once. */
export function presentCards(shown: ShownRecord, context: PresenterContext): SaleCards {
  const [bill, ship] = PREFIXES.map((prefix) => addressText(shown, prefix));
  const addresses =
    bill && bill === ship
      ? [{ key: 'both', text: bill }]
      : [
          { key: 'bill', text: bill },
          { key: 'ship', text: ship },
        ];
  const written = addresses.flatMap(({ key, text }): Card[] =>
    text ? [{ title: context.t(`inventory:address.${key}`), value: { kind: 'longText', text } }] : [],
  );
  const terms = presentTerms(shown, context);
  return {
    cards: [...written, ...terms],
    covers: [
      ...(written.length > 0 ? PREFIXES.flatMap((prefix) => PARTS.map((part) => `${prefix}_${part}`)) : []),
      ...(terms.length > 0 ? [TERMS] : []),
    ],
  };
}

/** As it is written on a letter; empty where nothing but the company's name would stand there. */
function addressText(shown: ShownRecord, prefix: (typeof PREFIXES)[number]): string {
  const value = (part: (typeof PARTS)[number]): string => textOf(shown, `${prefix}_${part}`);
  const place = [[value('code'), value('city')].filter(Boolean).join(' '), value('state')].filter(Boolean).join(' – ');
  const lines = [value('street'), value('pobox'), place, value('country')].filter(Boolean);
  return lines.length === 0 ? '' : [companyOf(shown), ...lines].filter(Boolean).join('\n');
}

function presentTerms(shown: ShownRecord, context: PresenterContext): Card[] {
  const field = shown.fields.find(({ name }) => name === TERMS);
  if (!field || textOf(shown, TERMS) === '') return [];
  const { values } = shown.record;
  const value = presentField(field, values[TERMS] ?? null, fieldContext(context, shown, values));
  return [{ title: context.labels.label(field.module, field.label, context.language), value }];
}

function companyOf({ fields, record, references }: ShownRecord): string {
  if (!fields.some(({ name }) => name === COMPANY)) return '';
  return references.get(Number(record.values[COMPANY]))?.name ?? '';
}

function textOf({ fields, record }: ShownRecord, name: string): string {
  return fields.some((field) => field.name === name) ? cleanText(record.values[name] ?? '').trim() : '';
}
