import type { CustomTableLayout, StyleDictionary } from 'pdfmake/interfaces.js';

/** The portal's own colours, on white. */
export const ink = {
  text: '#17212b',
  second: '#465260',
  third: '#5a6673',
  line: '#dfe4ea',
  strong: '#7b8794',
  accent: '#0b5c88',
  soft: '#f5f6f8',
} as const;

/** Points; the foot stands in the lower margin. */
export const page = { left: 48, top: 44, right: 48, bottom: 60 } as const;

/** The width between the margins of an A4 page. */
export const CONTENT_WIDTH = 595.28 - page.left - page.right;

/** Medium is the family's bold. */
export const styles: StyleDictionary = {
  issuer: { fontSize: 11, bold: true, color: ink.text },
  small: { fontSize: 8, color: ink.third, lineHeight: 1.25 },
  kind: { fontSize: 9, bold: true, color: ink.accent, characterSpacing: 0.6 },
  number: { fontSize: 20, bold: true, color: ink.text },
  title: { fontSize: 14, bold: true, color: ink.text, lineHeight: 1.15 },
  lead: { fontSize: 9, color: ink.second },
  label: { fontSize: 7.5, color: ink.third },
  value: { fontSize: 9, color: ink.text },
  party: { fontSize: 10, bold: true, color: ink.text },
  section: { fontSize: 10.5, bold: true, color: ink.text },
  head: { fontSize: 7.5, bold: true, color: ink.second },
  note: { fontSize: 8, color: ink.third, lineHeight: 1.2 },
  body: { fontSize: 9, color: ink.text, lineHeight: 1.3 },
  total: { fontSize: 9, color: ink.second },
  grand: { fontSize: 12, bold: true, color: ink.text },
};

const none = (): number => 0;

/** Hairlines between rows, a firm line under the head, nothing at the sides. */
export const rowLines: CustomTableLayout = {
  hLineWidth: (index) => (index === 0 ? 0 : index === 1 ? 0.8 : 0.4),
  hLineColor: (index) => (index === 1 ? ink.strong : ink.line),
  vLineWidth: none,
  paddingLeft: (index) => (index === 0 ? 0 : 6),
  paddingRight: (index, node) => (index === (node.table.widths?.length ?? 0) - 1 ? 0 : 6),
  paddingTop: () => 5,
  paddingBottom: () => 5,
};

/** Totals: quiet rows, a firm accent line above the last one. */
export const totalLines: CustomTableLayout = {
  hLineWidth: (index, node) => (index === node.table.body.length - 1 ? 1.2 : 0),
  hLineColor: () => ink.accent,
  vLineWidth: none,
  paddingLeft: none,
  paddingRight: none,
  paddingTop: (index, node) => (index === node.table.body.length - 1 ? 6 : 2.5),
  paddingBottom: (index, node) => (index === node.table.body.length - 2 ? 6 : 2.5),
};

/** No lines and no padding. */
export const plain: CustomTableLayout = {
  hLineWidth: none,
  vLineWidth: none,
  paddingLeft: none,
  paddingRight: none,
  paddingTop: () => 1.5,
  paddingBottom: () => 1.5,
};
