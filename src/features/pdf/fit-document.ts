import type { Translate } from '../../core/i18n.js';
import type { CommentOnPaper, DocumentLinesView, DocumentView, FactView, PartyView } from './document-view.js';
import { PaperMeasure } from './paper-measure.js';

/** Lines of a quote, order or invoice in a document. */
export const MOST_LINES = 500;

/**
 * A document within the measure of paper: texts cleaned and cut, lines and comments counted, and everything that is left out said in its
 * notes. The newest comments are the last to go.
 */
export function fitDocument(view: DocumentView, t: Translate, language: string): DocumentView {
  const paper = new PaperMeasure();
  const { lines, talk, ...rest } = view;
  const fitted = {
    ...rest,
    kind: paper.value(view.kind),
    number: paper.value(view.number),
    title: paper.value(view.title),
    lead: view.lead.map((text) => paper.value(text)),
    issuer: fitParty(view.issuer, paper),
    parties: view.parties.map((party) => fitParty(party, paper)),
    facts: fitFacts(view.facts, paper),
    groups: view.groups.map(({ title, facts }) => ({ title: paper.value(title), facts: fitFacts(facts, paper) })),
    ...(lines ? { lines: fitLines(lines, paper) } : {}),
    texts: view.texts
      .map(({ title, text }) => ({ title: paper.value(title), text: paper.long(text) }))
      .filter(({ text }) => text !== ''),
  };
  const comments = talk ? fitTalk(talk.items, paper) : [];
  const left = talk ? talk.left + talk.items.length - comments.length : 0;
  const number = new Intl.NumberFormat(language);
  const isLong = lines !== undefined && lines.count > MOST_LINES;
  return {
    ...fitted,
    ...(talk && comments.length > 0 ? { talk: { title: paper.value(talk.title), items: comments, left } } : {}),
    notes: [
      ...view.notes,
      ...(isLong ? [t('pdf:left.lines', { shown: number.format(MOST_LINES), all: number.format(lines.count) })] : []),
      ...(left > 0 ? [t('pdf:left.comments', { count: left })] : []),
      ...(paper.wasShort ? [t('pdf:left.texts')] : []),
      ...(paper.hasBoxes ? [t('pdf:left.signs')] : []),
    ],
  };
}

function fitFacts(facts: readonly FactView[], paper: PaperMeasure): readonly FactView[] {
  return facts.map(({ label, text }) => ({ label: paper.value(label), text: paper.value(text) }));
}

function fitParty({ label, name, lines }: PartyView, paper: PaperMeasure): PartyView {
  const fitted = lines.map((line) => paper.value(line));
  return { label: paper.value(label), name: paper.value(name), lines: fitted.filter(Boolean) };
}

function fitLines(lines: DocumentLinesView, paper: PaperMeasure): DocumentLinesView {
  return {
    ...lines,
    title: paper.value(lines.title),
    items: lines.items.slice(0, MOST_LINES).map((line) => ({
      number: paper.amount(line.number),
      name: paper.name(line.name),
      notes: line.notes.map((note) => paper.note(note)).filter(Boolean),
      quantity: paper.amount(line.quantity),
      price: paper.amount(line.price),
      discount: paper.amount(line.discount),
      tax: paper.amount(line.tax),
      total: paper.amount(line.total),
    })),
    totals: lines.totals.map((total) => ({
      ...total,
      label: paper.value(total.label),
      text: paper.amount(total.text),
    })),
  };
}

/** From the newest one back, as long as there is room. */
function fitTalk(items: readonly CommentOnPaper[], paper: PaperMeasure): readonly CommentOnPaper[] {
  const kept: CommentOnPaper[] = [];
  for (const item of items.toReversed()) {
    if (paper.isFull) break;
    kept.push({ ...item, author: paper.value(item.author), text: paper.long(item.text) });
  }
  return kept.reverse();
}
