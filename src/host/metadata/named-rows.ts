import type { Knex } from 'knex';
import type { TableFacts } from './column-facts.js';
import { decodeEntities } from './entities.js';
import type { CompanyDetails } from './types.js';

/** Names behind ids that are no records: document folders and currencies, in order of their names. */
export interface MoneyAndFolders {
  readonly folders: ReadonlyMap<string, string>;
  readonly currencies: ReadonlyMap<string, { readonly name: string; readonly symbol: string }>;
  /** The sign of the CRM's own currency. */
  readonly ownSymbol: string;
}

interface CurrencyRow {
  readonly id: number;
  readonly currency_name: string | null;
  readonly currency_code: string | null;
  readonly currency_symbol: string | null;
  readonly defaultid: number | null;
}

/** Tables that an older or slimmer CRM may lack; their absence is not an error. */
export function optionalTables(prefix: string): readonly string[] {
  return ['customerportal_tabs', 'customerportal_prefs', 'organizationdetails', 'crmentityfolder', 'currency_info'].map(
    (table) => prefix + table,
  );
}

/** The tab id of Documents' folders. */
const DOCUMENTS_TAB = 8;

/** Reads the names of document folders and currencies. */
export async function readMoneyAndFolders(knex: Knex, prefix: string, tables: TableFacts): Promise<MoneyAndFolders> {
  const folders: { folderid: number; foldername: string | null }[] = tables.has(`${prefix}crmentityfolder`)
    ? await knex(`${prefix}crmentityfolder`)
        .select('folderid', 'foldername')
        .where('tabid', DOCUMENTS_TAB)
        .orderBy('foldername')
    : [];
  const currencies: CurrencyRow[] = tables.has(`${prefix}currency_info`)
    ? await knex(`${prefix}currency_info`).where('deleted', 0).orderBy('currency_name')
    : [];
  const own = currencies.find((row) => Number(row.defaultid) < 0) ?? currencies[0];
  return {
    folders: new Map(folders.map((row) => [String(row.folderid), decodeEntities(row.foldername ?? '')])),
    currencies: new Map(
      currencies.map((row) => [
        String(row.id),
        { name: decodeEntities(row.currency_name ?? ''), symbol: symbolOf(row) },
      ]),
    ),
    ownSymbol: own ? symbolOf(own) : '',
  };
}

function symbolOf(row: CurrencyRow): string {
  return decodeEntities(row.currency_symbol || row.currency_code || '');
}

/** Reads the CRM owner's company; empty texts where nothing is set. */
export async function readCompany(knex: Knex, prefix: string, tables: TableFacts): Promise<CompanyDetails> {
  const row: Record<string, string | null> | undefined = tables.has(`${prefix}organizationdetails`)
    ? await knex(`${prefix}organizationdetails`).orderBy('organizationid').first()
    : undefined;
  const text = (column: string): string => decodeEntities(row?.[column] ?? '').trim();
  return {
    name: text('organizationname'),
    address: text('address'),
    city: text('city'),
    state: text('state'),
    country: text('country'),
    code: text('code'),
    phone: text('phone'),
    vat: text('crmv_vat_registration_number'),
    website: text('website'),
  };
}
