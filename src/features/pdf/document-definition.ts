import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { CommentOnPaper, DocumentView, FactView, PartyView, TalkView } from './document-view.js';
import { drawLines } from './lines-definition.js';
import { CONTENT_WIDTH, ink, page, plain, styles } from './paper-style.js';

/** Labelled values side by side. */
const FACTS_A_ROW = 3;
const FACTS_WIDTH = 240;
/** What surely fits half a page. */
const FEW_FACTS = 12;
const SHORT_TEXT = 900;
const SHORT_LINES = 12;

/** A document as pdfmake takes it; pure, so that it can be looked at without a PDF. */
export function defineDocument(view: DocumentView): TDocumentDefinitions {
  const name = [view.number, view.title].filter(Boolean).join(' · ');
  return {
    pageSize: 'A4',
    pageMargins: [page.left, page.top, page.right, page.bottom],
    info: { title: [view.kind, name].filter(Boolean).join(' '), author: view.issuer.name, creator: view.issuer.name },
    language: view.language,
    displayTitle: true,
    version: '1.7',
    defaultStyle: { font: 'Roboto', fontSize: 9, color: ink.text },
    styles,
    content: [
      drawHead(view),
      ...drawSummary(view),
      ...view.groups.flatMap(({ title, facts }) =>
        together([heading(title), drawGrid(facts)], facts.length <= FEW_FACTS),
      ),
      ...(view.lines ? drawLines(view.lines) : []),
      ...view.texts.flatMap(({ title, text }) => together([heading(title), { text, style: 'body' }], isShort(text))),
      ...(view.talk ? drawTalk(view.talk) : []),
      ...drawNotes(view.notes),
    ],
    footer: (current, count) => drawFoot(view, current, count),
  };
}

function drawHead(view: DocumentView): Content {
  return {
    margin: [0, 0, 0, 18],
    columns: [
      {
        width: '*',
        stack: [{ text: view.issuer.name, style: 'issuer', margin: [0, 0, 0, 3] }, ...small(view.issuer.lines)],
      },
      {
        width: 'auto',
        alignment: 'right',
        stack: [
          { text: view.kind.toLocaleUpperCase(view.language), style: 'kind', margin: [0, 1, 0, 2] },
          { text: view.number, style: 'number' },
        ],
      },
    ],
    columnGap: 24,
  };
}

/** Title, then who it is for on the left and its dates on the right. */
function drawSummary({ title, lead, parties, facts }: DocumentView): Content[] {
  const rule: Content = {
    canvas: [{ type: 'line', x1: 0, y1: 0, x2: CONTENT_WIDTH, y2: 0, lineWidth: 1.2, lineColor: ink.accent }],
    margin: [0, 0, 0, 14],
  };
  const head: Content = { text: title, style: 'title', margin: [0, 0, 0, lead.length > 0 ? 4 : 12] };
  const line: Content[] = lead.length > 0 ? [{ text: lead.join('  ·  '), style: 'lead', margin: [0, 0, 0, 12] }] : [];
  if (parties.length === 0 && facts.length === 0) return [rule, head, ...line];
  const summary: Content = {
    columns: [
      { width: '*', stack: parties.map(drawParty) },
      ...(facts.length > 0 ? [{ width: FACTS_WIDTH, ...drawPairs(facts) }] : []),
    ],
    columnGap: 32,
    margin: [0, 0, 0, 4],
  };
  return [rule, head, ...line, summary];
}

function drawParty({ label, name, lines }: PartyView): Content {
  return {
    margin: [0, 0, 0, 10],
    stack: [
      { text: label, style: 'label', margin: [0, 0, 0, 2] },
      ...(name ? [{ text: name, style: 'party', margin: [0, 0, 0, 2] } satisfies Content] : []),
      ...lines.map((text): Content => ({ text, style: 'value', lineHeight: 1.2 })),
    ],
  };
}

function drawPairs(facts: readonly FactView[]) {
  return {
    table: {
      widths: ['auto', '*'],
      body: facts.map(({ label, text }): Content[] => [
        { text: label, style: 'label', margin: [0, 1.2, 14, 0] },
        { text, style: 'value', alignment: 'right' },
      ]),
    },
    layout: plain,
  };
}

/** Labels above their values, in columns of one width. */
function drawGrid(facts: readonly FactView[]): Content {
  const rows: FactView[][] = [];
  facts.forEach((fact, index) => {
    if (index % FACTS_A_ROW === 0) rows.push([]);
    rows.at(-1)?.push(fact);
  });
  return {
    table: {
      widths: Array.from({ length: FACTS_A_ROW }, () => '*'),
      dontBreakRows: true,
      body: rows.map((row) =>
        Array.from({ length: FACTS_A_ROW }, (_, index): Content => {
          const fact = row[index];
          if (!fact) return '';
          const label: Content = { text: fact.label, style: 'label', margin: [0, 0, 0, 1] };
          return { stack: [label, { text: fact.text, style: 'value' }], margin: [0, 0, 12, 5] };
        }),
      ),
    },
    layout: plain,
  };
}

function drawTalk({ title, items }: TalkView): Content[] {
  return items.flatMap((item, index) =>
    together([index === 0 ? heading(title) : hairline(), ...drawComment(item)], isShort(item.text)),
  );
}

function drawComment({ number, author, role, time, text, isSupport }: CommentOnPaper): Content[] {
  const name: Content = { text: author, bold: true, color: isSupport ? ink.accent : ink.text };
  return [
    {
      columns: [
        { width: '*', text: [name, { text: role && `  ${role}`, style: 'label' }] },
        { width: 'auto', text: `${number}  ·  ${time}`, style: 'label' },
      ],
      margin: [0, 0, 0, 3],
    },
    { text, style: 'body' },
  ];
}

function hairline(): Content {
  return {
    canvas: [{ type: 'line', x1: 0, y1: 0, x2: CONTENT_WIDTH, y2: 0, lineWidth: 0.4, lineColor: ink.line }],
    margin: [0, 7, 0, 7],
  };
}

function drawNotes(notes: readonly string[]): Content[] {
  return notes.map((text, index) => ({ text, style: 'note', italics: true, margin: [0, index === 0 ? 16 : 2, 0, 0] }));
}

function drawFoot({ issuer, kind, number, foot }: DocumentView, current: number, count: number): Content {
  const where = foot.page.replace('{page}', String(current)).replace('{pages}', String(count));
  const what = [kind, number].filter(Boolean).join(' ');
  return {
    margin: [page.left, 18, page.right, 0],
    style: 'small',
    columns: [
      { width: '*', text: [issuer.name, foot.stamp].filter(Boolean).join('  ·  ') },
      { width: 'auto', text: [what, where].filter(Boolean).join('  ·  '), alignment: 'right' },
    ],
    columnGap: 16,
  };
}

function heading(text: string): Content {
  return { text, style: 'section', margin: [0, 16, 0, 6] };
}

/** A title stays with what follows it, and a short text on one page. What is longer than a page must not be kept together. */
function together(parts: Content[], isShortEnough: boolean): Content[] {
  return isShortEnough ? [{ stack: parts, unbreakable: true }] : parts;
}

function isShort(text: string): boolean {
  return text.length <= SHORT_TEXT && text.split('\n').length <= SHORT_LINES;
}

function small(lines: readonly string[]): Content[] {
  return lines.map((text) => ({ text, style: 'small' }));
}
