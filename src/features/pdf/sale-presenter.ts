import type { LinesView } from '../../core/lines-view-types.js';
import type { FieldView } from '../../core/view-types.js';
import type { PresenterContext } from '../present-context.js';
import { plainText } from '../records/plain-text.js';
import type { DocumentLinesView, DocumentView, PartyView } from './document-view.js';
import { ADDRESS_PARTS, CREATED, CUSTOMER_FIELDS, DOCUMENT_DATE, isTelling, OFFICE_FIELDS } from './field-roles.js';

type SaleView = Pick<DocumentView, 'parties' | 'facts' | 'groups' | 'lines' | 'texts'>;

/** A quote, order or invoice on paper: who it is for, its dates and references, lines and totals, then its longer texts. */
export function presentSale(
  fields: readonly FieldView[],
  lines: LinesView | undefined,
  context: PresenterContext,
): SaleView {
  const texts = new Map(fields.map((field) => [field.name, plainText(field.value)]));
  const isAddress = ({ name }: FieldView): boolean =>
    ADDRESS_PARTS.some((part) => /^(?:bill|ship)_/.test(name) && name.endsWith(part));
  const isHead = ({ name }: FieldView): boolean => Object.values<string>(CUSTOMER_FIELDS).includes(name);
  const left = fields.filter(
    (field) => isTelling(field.value) && !isAddress(field) && !isHead(field) && !OFFICE_FIELDS.has(field.name),
  );
  const isLong = ({ isWide, value }: FieldView): boolean => isWide || value.kind === 'longText';
  return {
    parties: presentParties(texts, context),
    facts: [
      ...presentDate(fields, context),
      ...left
        .filter((field) => !isLong(field) && field.name !== CREATED)
        .map(({ label, value }) => ({ label, text: plainText(value) })),
    ],
    groups: [],
    ...(lines ? { lines: presentTable(lines, context) } : {}),
    texts: left.filter(isLong).map(({ label, value }) => ({ title: label, text: plainText(value) })),
  };
}

/** Quotes and orders bear the day they were made; an invoice has a date of its own. */
function presentDate(fields: readonly FieldView[], context: PresenterContext): DocumentView['facts'] {
  const isDated = fields.some(({ name, value }) => name === DOCUMENT_DATE && value.kind !== 'empty');
  const created = fields.find(({ name }) => name === CREATED);
  const day = created && plainText(created.value).split(' ')[0];
  return isDated || !day ? [] : [{ label: context.t('pdf:date'), text: day }];
}

function presentParties(texts: ReadonlyMap<string, string>, { t }: PresenterContext): PartyView[] {
  const company = texts.get(CUSTOMER_FIELDS.company) ?? '';
  const person = texts.get(CUSTOMER_FIELDS.person) ?? '';
  const billing = addressLines('bill', texts);
  const delivery = addressLines('ship', texts);
  const attention = company !== '' && person !== '' ? [t('pdf:attention', { name: person })] : [];
  const customer = { label: t('pdf:customer'), name: company || person, lines: [...attention, ...billing] };
  const isElsewhere = delivery.length > 0 && delivery.join() !== billing.join();
  return [
    ...(customer.name || customer.lines.length > 0 ? [customer] : []),
    ...(isElsewhere ? [{ label: t('pdf:delivery'), name: '', lines: delivery }] : []),
  ];
}

/** Street, then «37121 Verona (VR)», then the country. */
function addressLines(prefix: string, texts: ReadonlyMap<string, string>): string[] {
  const part = (name: (typeof ADDRESS_PARTS)[number]): string => texts.get(`${prefix}_${name}`) ?? '';
  const state = part('state');
  const town = [part('code'), part('city'), state && `(${state})`].filter(Boolean).join(' ');
  return [...part('street').split('\n'), part('pobox'), town, part('country')]
    .map((line) => line.trim())
    .filter(Boolean);
}

function presentTable(lines: LinesView, { t }: PresenterContext): DocumentLinesView {
  return {
    ...lines,
    items: lines.items.map(({ href: _, ...line }) => line),
    heads: {
      number: t('inventory:columns.number'),
      item: t('inventory:columns.item'),
      quantity: t('inventory:columns.quantity'),
      price: t('inventory:columns.price'),
      discount: t('inventory:columns.discount'),
      tax: t('inventory:columns.tax'),
      total: t('inventory:columns.total'),
    },
    none: t('inventory:none'),
  };
}
