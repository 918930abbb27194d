import type { DemoModule } from '../metadata/demo-module.js';

/** Products: the CRM's module Products with its blocks, fields, picklists and labels. */
export const productsModule: DemoModule = {
  tabId: 14,
  name: 'Products',
  sequence: 8,
  ownedBy: 0,
  version: '1.0',
  panelId: 9,
  table: 'vte_products',
  idField: 'productid',
  idColumn: 'product_id',
  nameFields: 'productname',
  otherTables: { vte_productcf: 'productid' },
  preferences: { is_product: '1' },
  numbering: { id: 11, prefix: 'PRO' },
  blocks: `
    31 | LBL_PRODUCT_INFORMATION | 1 | 0 0 0 0 | Informazioni Prodotto | Product Information
    89 | LBL_VARIANT_INFORMATION | 2 | 0 0 0 0 | Informazioni variante | Variant information
    32 | LBL_PRICING_INFORMATION | 3 | 0 0 0 0 | Informazioni Prezzo | Pricing Information
    33 | LBL_STOCK_INFORMATION | 4 | 0 0 0 0 | Informazioni Stock | Stock Information
    34 | LBL_CUSTOM_INFORMATION | 5 | 0 0 0 0 | Informazioni Personalizzate | Custom Information
    35 | LBL_IMAGE_INFORMATION | 6 | 0 0 0 0 | Informazioni Immagine Prodotto | Product Image Information
    36 | LBL_DESCRIPTION_INFORMATION | 7 | 0 0 0 0
  `,
  fields: `
    184 | 31 | 1 | productname | | | 1 | V~M | 1 0 1 2 1 | Product Name
    185 | 31 | 2 | product_no | | | 4 | V~O | 1 0 1 2 0 | Product No | Numero Prodotto | Product No
    186 | 31 | 3 | productcode | | | 1 | V~O | 1 2 1 2 1 | Part Number | Codice Prodotto / SKU | Part Number / SKU
    187 | 31 | 4 | upc_code | | | 1 | V~O | 1 2 1 2 1 | UPC Code | Codice UPC | UPC Code
    188 | 31 | 5 | discontinued | | | 56 | V~O | 1 2 1 0 1 | Product Active | Prodotto Attivo | Product Active
    189 | 31 | 6 | manufacturer | | | 15 | V~O | 1 2 1 1 1 | Manufacturer | Produttore | Manufacturer
    190 | 31 | 7 | productcategory | | | 15 | V~O | 1 2 1 2 1 | Product Category
    191 | 31 | 8 | sales_start_date | | | 5 | D~O | 1 2 1 1 1 | Sales Start Date | Data Inizio Vendite | Sales Start Date
    192 | 31 | 9 | sales_end_date | | | 5 | D~O~OTH~GE~sales_start_date~Sales Start Date | 1 2 1 1 1 | Sales End Date | Data Fine Vendite | Sales End Date
    193 | 31 | 10 | start_date | | | 5 | D~O | 1 2 1 1 1 | Support Start Date
    194 | 31 | 11 | expiry_date | | | 5 | D~O~OTH~GE~start_date~Start Date | 1 2 1 1 1 | Support Expiry Date | Data Termine Supporto | Support Expiry Date
    196 | 31 | 13 | vendor_id | | | 10 Vendors | I~O | 1 2 1 1 1 | Vendor Name
    195 | 31 | 14 | website | | | 17 | V~O | 1 2 1 1 1 | Website
    198 | 31 | 15 | vendor_part_no | | | 1 | V~O | 1 2 1 1 1 | Vendor PartNo | Numero di Serie Fornitore | Vendor Part No
    197 | 31 | 16 | mfr_part_no | | | 1 | V~O | 1 2 1 1 1 | Mfr PartNo | Numero di Serie Produttore | Mfr Part No
    200 | 31 | 17 | productsheet | | | 1 | V~O | 1 2 1 1 1 | Product Sheet | Specifiche Prodotto | Product Sheet
    199 | 31 | 18 | serial_no | serialno | | 1 | V~O | 1 2 1 2 1 | Serial No | Numero di Serie | Serial No
    202 | 31 | 19 | createdtime | | vte_crmentity | 70 | T~O | 2 0 1 3 0 | Created Time | Orario creazione | Time created
    201 | 31 | 20 | glacct | | | 15 | V~O | 1 2 1 1 1 | GL Account
    203 | 31 | 21 | modifiedtime | | vte_crmentity | 70 | T~O | 2 0 1 3 0 | Modified Time
    204 | 31 | 22 | creator | smcreatorid | vte_crmentity | 52 | V~O | 2 2 1 3 0 | Creator
    894 | 31 | 23 | productlineid | | | 10 ProductLines | I~O | 1 2 1 0 0 | ProductLine | Linea di Prodotto | Product Line
    939 | 31 | 24 | confproductid | | | 10 ConfProducts | I~O | 1 2 1 2 0 | Variant of | Variante di | Variant of
    206 | 32 | 1 | unit_price | | | 71 | N~O | 1 2 1 2 0 | Unit Price | Prezzo Unitario | Unit Price
    207 | 32 | 2 | commissionrate | | | 9 | N~O | 1 2 1 2 1 | Commission Rate | Tasso commissione (%) | Commission Rate (%)
    208 | 32 | 4 | taxclass | | | 83 | V~O | 1 2 1 2 1 | Tax Class | Tasse | Tax Class
    209 | 32 | 5 | unit_cost | | | 71 | N~O | 1 2 1 1 0 | UnitCost | Costo unitario | Unit cost
    210 | 33 | 1 | usageunit | | | 15 | V~O | 1 2 1 1 1 | Usage Unit | Unità Utilizzo | Usage Unit
    211 | 33 | 2 | qty_per_unit | | | 7 | N~O | 1 2 1 1 1 | Qty/Unit | Quantità/Unità | Qty/Unit
    212 | 33 | 3 | qtyinstock | | | 7 | NN~O | 1 2 1 1 1 | Qty In Stock | Quantità in Stock | Qty. in Stock
    213 | 33 | 4 | reorderlevel | | | 1 | I~O | 1 2 1 1 1 | Reorder Level | Livello Riordino | Reorder Level
    214 | 33 | 5 | assigned_user_id | smownerid | vte_crmentity | 53 | V~M | 1 0 1 1 1 | Assigned To
    215 | 33 | 6 | qtyindemand | | | 1 | I~O | 1 2 1 1 1 | Qty In Demand | Quantità in richiesta | Qty. in Demand
    216 | 35 | 1 | imagename | | | 69 | V~O | 1 2 1 2 0 | Product Image | Immagine Prodotto | Product Image
    217 | 36 | 1 | description | | | 19 | V~O | 1 2 1 2 1 | Description
    205 | 89 | 1 | confprodinfo | | | 1 | V~O | 1 2 100 2 1 | VariantInfo | Informazioni variante | Variant information
  `,
  picklists: {
    manufacturer: {
      id: 18,
      values: `
        159 | 1 | --None-- | --Nessuno-- | --None--
        160 | 1 | AltvetPet Inc. | AltvetPet Inc. | AltvetPet Inc.
        161 | 1 | LexPon Inc. | LexPon Inc. | LexPon Inc.
        162 | 1 | MetBeat Corp | MetBeat Corp | MetBeat Corp
      `,
    },
    productcategory: {
      id: 19,
      values: `
        163 | 1 | --None--
        164 | 1 | Hardware | Hardware | Hardware
        165 | 1 | Software | Software | Software
        166 | 1 | CRM Applications | Applicazioni CRM | CRM Applications
      `,
    },
    glacct: {
      id: 20,
      values: `
        167 | 1 | 300-Sales-Software | 300-Vendita-Software | 300-Sales-Software
        168 | 1 | 301-Sales-Hardware | 301-Vendita-Hardware | 301-Sales-Hardware
        169 | 1 | 302-Rental-Income | 302-Noleggi-Software | 302-Rental-Income
        170 | 1 | 303-Interest-Income | 303-Interessi | 303-Interest-Income
        171 | 1 | 304-Sales-Software-Support | 304-Vendite-Software-Support | 304-Sales-Software-Support
        172 | 1 | 305-Sales Other | 305-Vendite-Altro | 305-Sales Other
        173 | 1 | 306-Internet Sales | 306-Vendite-Internet | 306-Internet Sales
        174 | 1 | 307-Service-Hardware Labor | 307-Servizi-Riparazione-Hardware | 307-Service-Hardware Labour
        175 | 1 | 308-Sales-Books | 308-Vendite-Libri | 308-Sales-Books
      `,
    },
    usageunit: {
      id: 21,
      values: `
        176 | 1 | Box | Box | Box
        177 | 1 | Carton | Cartone | Carton
        178 | 1 | Dozen | Vetro | Dazon
        179 | 1 | Each | Ogni | Each
        180 | 1 | Hours | Ore | Hours
        181 | 1 | Impressions | Impressioni | Impressions
        182 | 1 | Lb | Lb | Lb
        183 | 1 | M | M | M
        184 | 1 | Pack | Pacco | Pack
        185 | 1 | Pages | Pagine | Pages
        186 | 1 | Pieces | Pezzi | Pieces
        187 | 1 | Quantity | Quantità | Quantity
        188 | 1 | Reams | Risme | Reams
        189 | 1 | Sheet | Foglio | Sheet
        190 | 1 | Spiral Binder | Raccoglitore a spirale | Spiral Binder
        191 | 1 | Sq Ft | Sq Ft | Sq Ft
      `,
    },
  },
  relatedLists: `
    32 | HelpDesk | get_dependents_list | HelpDesk | ADD
    33 | Documents | get_attachments | Documents | ADD,SELECT
    34 | Quotes | get_dependents_list | Quotes | ADD
    37 | Invoice | get_dependents_list | Invoice | ADD
    40 | Accounts | get_related_list | Accounts | SELECT
    41 | Contacts | get_related_list | Contacts | SELECT
    43 | Products | get_products | Product Bundles | ADD,SELECT
    44 | Products | get_parent_products | Parent Product | | Prodotto padre | Parent product
    117 | Assets | get_dependents_list | Assets | ADD | Installazioni | Assets
  `,
};
