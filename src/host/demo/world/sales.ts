import type { DemoModule } from '../metadata/demo-module.js';
import { invoiceModule } from '../modules/invoice.js';
import { quotesModule } from '../modules/quotes.js';
import type { DemoCatalogue } from './catalogue.js';
import { dayBefore } from './dates.js';
import type { DemoWorld } from './demo-world.js';
import type { DemoPeople } from './people.js';
import type { DemoValues } from './record-rows.js';
import { adminAuthor, staffIds } from './staff.js';

/** A line of a quote or invoice; the discount is in percent. */
interface SampleLine {
  readonly item: number;
  readonly quantity: number;
  readonly price: number;
  readonly discount?: number;
  readonly note: string;
}

const vatPercent = 22;

/** Adds quotes and invoices of both companies, with lines and totals as the CRM stores them. */
export function addSales(world: DemoWorld, now: string, people: DemoPeople, catalogue: DemoCatalogue): void {
  const { villani, luca } = people;
  const bottega = {
    contact_id: villani.id,
    account_id: people.bottega,
    ...billTo('Via Mazzini 12', '37121', 'Verona'),
  };
  const torri = {
    contact_id: luca.id,
    account_id: people.torri,
    ...billTo("Via dell'Industria 48", '25125', 'Brescia'),
  };
  const spareParts: SampleLine[] = [
    { item: catalogue.roller, quantity: 24, price: 38.5, discount: 5, note: 'Acciaio zincato, asse a molla' },
    { item: catalogue.belt, quantity: 2, price: 214, note: 'Poliuretano, 4.200 mm' },
    { item: catalogue.mounting, quantity: 1.5, price: 620, note: 'Tecnico, trasferta inclusa' },
  ];
  const support: SampleLine[] = [{ item: catalogue.support, quantity: 1, price: 600, note: 'Un anno' }];
  const terms = 'Pagamento a 30 giorni data fattura. Consegna in 10 giorni lavorativi dalla conferma.';
  addQuote(world, spareParts, 45, `${dayBefore(now, 4)} 10:40:41`, {
    ...bottega,
    subject: 'Ricambi e montaggio linea 2',
    quotestage: 'Delivered',
    terms_conditions: terms,
    validtill: dayBefore(now, -38),
  });
  addQuote(world, support, 0, '2023-06-08 11:00:00', {
    ...bottega,
    subject: 'Assistenza Gold 2023',
    quotestage: 'Accepted',
    validtill: '2023-07-31',
  });
  addQuote(world, [{ item: catalogue.conveyor, quantity: 1, price: 8900, note: '' }], 120, '2023-06-09 12:00:00', {
    ...torri,
    subject: 'Trasportatore reparto verniciatura',
    quotestage: 'Delivered',
    validtill: dayBefore(now, -20),
  });
  addInvoice(world, support, 0, '2023-06-30 12:00:00', {
    ...bottega,
    subject: 'Assistenza Gold 2023',
    invoicestatus: 'Paid',
    invoicedate: '2023-06-30',
    duedate: '2023-07-30',
  });
  addInvoice(world, spareParts.slice(0, 2), 45, `${dayBefore(now, 20)} 09:00:00`, {
    ...bottega,
    subject: 'Ricambi linea 2, acconto',
    invoicestatus: 'Sent',
    terms_conditions: terms,
    invoicedate: dayBefore(now, 20),
    duedate: dayBefore(now, -10),
  });
  addInvoice(world, support, 0, '2023-07-03 12:00:00', {
    ...torri,
    subject: 'Assistenza Gold officina',
    invoicestatus: 'Sent',
    invoicedate: '2023-07-03',
    duedate: '2023-08-03',
  });
}

function billTo(street: string, code: string, city: string): DemoValues {
  const bill = { bill_street: street, bill_code: code, bill_city: city, bill_country: 'Italia' };
  return { ...bill, ship_street: street, ship_code: code, ship_city: city, ship_country: 'Italia' };
}

type Adding = (
  world: DemoWorld,
  lines: readonly SampleLine[],
  shipping: number,
  at: string,
  values: DemoValues,
) => void;

const addQuote: Adding = (world, lines, shipping, at, values) =>
  addDocument(world, quotesModule, lines, shipping, at, values);

const addInvoice: Adding = (world, lines, shipping, at, values) =>
  addDocument(world, invoiceModule, lines, shipping, at, values);

function addDocument(
  world: DemoWorld,
  module: DemoModule,
  lines: readonly SampleLine[],
  shipping: number,
  at: string,
  values: DemoValues,
): void {
  const net = round(lines.reduce((sum, line) => sum + netOf(line), 0));
  const tax = vatOf(net);
  const shippingTax = vatOf(shipping);
  const totals = {
    hdnSubTotal: net,
    hdnS_H_Amount: shipping,
    hdnGrandTotal: round(net + shipping + tax + shippingTax),
  };
  const id = world.addRecord(
    module,
    { ...values, ...totals, hdnTaxType: 'group', currency_id: 1, conversion_rate: 1 },
    { created: at, owner: staffIds.sales, author: adminAuthor },
  );
  world.add('vte_inventorytotals', { id, tax_total: tax, shtax_total: shippingTax, tax1: tax, shtax1: shippingTax });
  for (const [index, line] of lines.entries()) {
    world.add('vte_inventoryproductrel', {
      id,
      productid: line.item,
      relmodule: module.name,
      sequence_no: index + 1,
      lineitem_id: world.nextLine(),
      quantity: line.quantity,
      listprice: line.price,
      discount_percent: line.discount?.toString() ?? null,
      total_notaxes: netOf(line),
      linetotal: netOf(line),
      comment: '',
      description: line.note,
    });
  }
}

function netOf(line: SampleLine): number {
  return round(line.quantity * line.price * (1 - (line.discount ?? 0) / 100));
}

/** A tax is paid in whole cents. */
function vatOf(amount: number): number {
  return Math.round(amount * vatPercent) / 100;
}

/** The CRM keeps amounts to the thousandth. */
function round(amount: number): number {
  return Math.round(amount * 1000) / 1000;
}
