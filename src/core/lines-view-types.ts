/** Lines and totals of a quote, order or invoice, as the CRM stored them. */
export interface LinesView {
  readonly title: string;
  /** Of all lines, also where `items` holds the first ones only. */
  readonly count: number;
  /** Says which lines are left out. */
  readonly left?: string;
  /** Which columns the table has. */
  readonly has: Readonly<Record<'number' | 'discount' | 'tax' | 'amounts', boolean>>;
  readonly items: readonly LineView[];
  readonly totals: readonly { readonly label: string; readonly text: string; readonly isGrand: boolean }[];
}

/** One line; empty texts where nothing is stored. */
export interface LineView {
  readonly number: string;
  readonly name: string;
  /** Undefined: the viewer may not open it. */
  readonly href?: string;
  readonly notes: readonly string[];
  readonly quantity: string;
  readonly price: string;
  readonly discount: string;
  readonly tax: string;
  readonly total: string;
}
