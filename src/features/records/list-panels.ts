/** What a module's list has beside its table, by field name; what a viewer is not shown is left out for them. */
interface PanelFields {
  /** Fields whose values stand beside the list, each with the number of its records. */
  readonly groups?: readonly string[];
  /** Fields a search looks into, columns or not. */
  readonly searched?: readonly string[];
  /** Fields that are read with the list, columns or not. */
  readonly read?: readonly string[];
  /** Characters of a long text that are read; undefined: as many as a cell shows. */
  readonly textLength?: number;
  /** Dates that say what is still to come and what is over. */
  readonly period?: { readonly start: string; readonly end: string };
}

const PANELS: Readonly<Record<string, PanelFields>> = {
  Documents: { groups: ['folderid'], searched: ['notes_title', 'filename'], read: ['createdtime'] },
  Faq: {
    groups: ['faqcategories', 'product_id'],
    searched: ['question', 'faq_answer'],
    read: ['faq_no', 'product_id', 'modifiedtime'],
    textLength: 2000,
  },
  Calendar: { period: { start: 'date_start', end: 'due_date' } },
};

/** What a module's list has beside its table. */
export function panelFieldsOf(module: string): PanelFields {
  return Object.hasOwn(PANELS, module) ? (PANELS[module] ?? {}) : {};
}
