import type { Content, Style, TableCell } from 'pdfmake/interfaces.js';
import type { DocumentLinesView } from './document-view.js';
import { rowLines, totalLines } from './paper-style.js';

/** Smaller than the name beside it, on the same base line. */
const CODE: Style & { style: string } = { style: 'note', margin: [0, 0.8, 0, 0] };
const TOTALS_WIDTH = 240;

type Line = DocumentLinesView['items'][number];

interface Column {
  readonly head: string;
  readonly width: 'auto' | '*';
  readonly isNumber: boolean;
  cell(line: Line): Content;
}

/** The table of a sale, its head on every page, and its totals, which stay together. */
export function drawLines(view: DocumentLinesView): Content[] {
  const columns = columnsOf(view);
  const aligned = (isNumber: boolean) => (isNumber ? ({ alignment: 'right', noWrap: true } as const) : {});
  const head = columns.map(({ head: text, isNumber }): TableCell => ({ text, style: 'head', ...aligned(isNumber) }));
  const rows = view.items.map((line) => columns.map((column): TableCell => column.cell(line)));
  const table: Content = {
    table: {
      headerRows: 1,
      keepWithHeaderRows: 1,
      dontBreakRows: true,
      widths: columns.map(({ width }) => width),
      body: [head, ...rows],
    },
    layout: rowLines,
    margin: [0, 14, 0, 10],
  };
  return [
    view.items.length > 0 ? table : { text: view.none, style: 'note', margin: [0, 14, 0, 10] },
    ...drawTotals(view),
  ];
}

function columnsOf({ has, heads }: DocumentLinesView): Column[] {
  const text = (name: 'number' | 'quantity' | 'price' | 'discount' | 'tax' | 'total', isNumber = true): Column => ({
    head: heads[name],
    width: 'auto',
    isNumber,
    cell: (line) => ({
      text: line[name],
      ...(isNumber ? ({ style: 'value', alignment: 'right', noWrap: true } as const) : CODE),
    }),
  });
  return [
    ...(has.number ? [text('number', false)] : []),
    { head: heads.item, width: '*', isNumber: false, cell: drawItem },
    text('quantity'),
    ...(has.amounts ? [text('price')] : []),
    ...(has.amounts && has.discount ? [text('discount')] : []),
    ...(has.amounts && has.tax ? [text('tax')] : []),
    ...(has.amounts ? [text('total')] : []),
  ];
}

function drawItem({ name, notes }: Line): Content {
  if (notes.length === 0) return { text: name, style: 'value' };
  return { stack: [{ text: name, style: 'value' }, ...notes.map((text): Content => ({ text, style: 'note' }))] };
}

function drawTotals({ totals }: DocumentLinesView): Content[] {
  if (totals.length === 0) return [];
  return [
    {
      unbreakable: true,
      columns: [
        { width: '*', text: '' },
        {
          width: TOTALS_WIDTH,
          table: {
            widths: ['*', 'auto'],
            body: totals.map(({ label, text, isGrand }): TableCell[] => [
              { text: label, style: isGrand ? 'grand' : 'total' },
              { text, style: isGrand ? 'grand' : 'value', alignment: 'right', noWrap: true },
            ]),
          },
          layout: totalLines,
        },
      ],
    },
  ];
}
