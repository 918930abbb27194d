import type { DocumentView } from '../../src/features/pdf/document-view.js';

/** A small document, with whatever a test wants different. */
export function documentView(changes: Partial<DocumentView> = {}): DocumentView {
  return {
    language: 'it',
    kind: 'Preventivo',
    number: 'QUO5',
    title: 'Ricambi linea 2',
    lead: [],
    issuer: { label: '', name: 'Acme', lines: ['12 W. Coyote'] },
    parties: [{ label: 'Cliente', name: 'Bottega Villani Srl', lines: ['37121 Verona'] }],
    facts: [{ label: 'Data', text: '20-11-2026' }],
    groups: [],
    texts: [],
    notes: [],
    foot: { stamp: 'Dati del portale al 24-11-2026 10:00', page: 'Pagina {page} di {pages}' },
    ...changes,
  };
}

/** Lines of a sale, each with the same amounts. */
export function documentLines(
  count: number,
  name = (index: number) => `Rullo ${index}`,
): NonNullable<DocumentView['lines']> {
  return {
    title: 'Articoli',
    count,
    has: { number: true, discount: true, tax: true, amounts: true },
    heads: {
      number: 'Codice',
      item: 'Articolo',
      quantity: 'Quantità',
      price: 'Prezzo',
      discount: 'Sconto',
      tax: 'Imposte',
      total: 'Totale',
    },
    none: 'Nessun articolo',
    items: Array.from({ length: count }, (_, index) => ({
      number: `PRO${index}`,
      name: name(index),
      notes: ['Acciaio zincato'],
      quantity: '24 Pezzi',
      price: '38,50 €',
      discount: '5 %',
      tax: '12,00 €',
      total: '877,80 €',
    })),
    totals: [
      { label: 'Totale netto', text: '2.235,80 €', isGrand: false },
      { label: 'Totale', text: '2.782,58 €', isGrand: true },
    ],
  };
}

/** Comments of a conversation, oldest first. */
export function documentTalk(texts: readonly string[]): NonNullable<DocumentView['talk']> {
  return {
    title: 'Commenti',
    left: 0,
    items: texts.map((text, index) => ({
      number: `#${index + 1}`,
      author: 'Villani Francesco',
      role: 'tu',
      time: '12-07-2023 14:52:28',
      text,
      isSupport: index % 2 === 1,
    })),
  };
}
