/** Tables of products, services, quotes and invoices. */
export const salesTables = `
vte_products
  productid int(11)!, product_no varchar(100), productname varchar(50)!, description longtext, productcode varchar(40),
  upc_code varchar(63), productcategory varchar(200), manufacturer varchar(200), product_description text,
  qty_per_unit decimal(11,2) =0.00, unit_price decimal(25,2), unit_cost decimal(25,2), weight decimal(11,3), pack_size int(11),
  sales_start_date date, sales_end_date date, start_date date, expiry_date date, cost_factor int(11), commissionrate decimal(7,3),
  commissionmethod varchar(50), discontinued int(1)! =0, usageunit varchar(200), handler int(11), currency varchar(200),
  reorderlevel int(11), website varchar(100), taxclass varchar(200), mfr_part_no varchar(200), vendor_part_no varchar(200),
  serialno varchar(200), qtyinstock decimal(25,3), productsheet varchar(200), qtyindemand int(11), glacct varchar(200), vendor_id int(11),
  imagename text, associated int(1) =0, currency_id int(19)! =1, confprodinfo longtext, productlineid int(19), confproductid int(19)
  key productid
  index product_no productname productcode mfr_part_no vendor_part_no serialno vendor_id
vte_productcf
  productid int(19)! =0
  key productid
vte_service
  serviceid int(11)!, service_no varchar(100)!, servicename varchar(50)!, description longtext, servicecategory varchar(200),
  qty_per_unit decimal(11,2) =0.00, unit_price decimal(25,2), sales_start_date date, sales_end_date date, start_date date,
  expiry_date date, discontinued int(1)! =0, service_usageunit varchar(200), handler int(11), website varchar(100), taxclass varchar(200),
  currency_id int(19)! =1, commissionrate decimal(7,3)
  key serviceid
  index service_no servicename sales_start_date sales_end_date start_date currency_id
vte_servicecf
  serviceid int(11)!
  key serviceid
vte_quotes
  quoteid int(19)! =0, description longtext, subject varchar(100), potentialid int(19), quotestage varchar(200), validtill date,
  contactid int(19), currency varchar(100), subtotal decimal(25,3), carrier varchar(200), shipping varchar(100), inventorymanager int(19),
  type varchar(100), adjustment decimal(25,3), total decimal(25,3), taxtype varchar(25), discount_percent varchar(127),
  discount_amount varchar(255), s_h_amount decimal(25,3), accountid int(19), terms_conditions text, quote_no varchar(255),
  project varchar(255), bulk varchar(255), currency_id int(19)! =1, conversion_rate decimal(10,3)! =1.000
  key quoteid
  index subject contactid quote_no accountid potentialid quotestage
vte_quotescf
  quoteid int(19)! =0
  key quoteid
vte_quotesbillads
  quotebilladdressid int(19)! =0, bill_city varchar(30), bill_code varchar(30), bill_country varchar(30), bill_state varchar(30),
  bill_street varchar(250), bill_pobox varchar(30)
  key quotebilladdressid
  index bill_city bill_code bill_country bill_state bill_street bill_pobox
vte_quotesshipads
  quoteshipaddressid int(19)! =0, ship_city varchar(30), ship_code varchar(30), ship_country varchar(30), ship_state varchar(30),
  ship_street varchar(250), ship_pobox varchar(30)
  key quoteshipaddressid
  index ship_city ship_code ship_country ship_state ship_street ship_pobox
vte_invoice
  invoiceid int(19)! =0, description longtext, subject varchar(100), salesorderid int(19), customerno varchar(100), contactid int(19),
  notes varchar(100), invoicedate date, duedate date, invoiceterms varchar(100), type varchar(100), adjustment decimal(25,3),
  salescommission decimal(25,3), exciseduty decimal(25,3), subtotal decimal(25,3), total decimal(25,3), taxtype varchar(25),
  discount_percent varchar(127), discount_amount varchar(255), s_h_amount decimal(25,3), shipping varchar(100), accountid int(19),
  terms_conditions text, purchaseorder varchar(200), invoicestatus varchar(200), invoice_no varchar(100), project varchar(255),
  bulk varchar(255), currency_id int(19)! =1, conversion_rate decimal(10,3)! =1.000
  key invoiceid
  index salesorderid subject customerno contactid duedate invoice_no invoicestatus accountid
vte_invoicecf
  invoiceid int(19)! =0
  key invoiceid
vte_invoicebillads
  invoicebilladdressid int(19)! =0, bill_city varchar(30), bill_code varchar(30), bill_country varchar(30), bill_state varchar(30),
  bill_street varchar(250), bill_pobox varchar(30)
  key invoicebilladdressid
  index bill_city bill_code bill_country bill_state bill_street bill_pobox
vte_invoiceshipads
  invoiceshipaddressid int(19)! =0, ship_city varchar(30), ship_code varchar(30), ship_country varchar(30), ship_state varchar(30),
  ship_street varchar(250), ship_pobox varchar(30)
  key invoiceshipaddressid
  index ship_city ship_code ship_country ship_state ship_street ship_pobox
vte_salesorder
  salesorderid int(19)! =0, description longtext, subject varchar(100), potentialid int(19), customerno varchar(100), quoteid int(19),
  vendorterms varchar(100), contactid int(19), vendorid int(19), duedate date, carrier varchar(200), pending varchar(200),
  type varchar(100), adjustment decimal(25,3), salescommission decimal(25,3), exciseduty decimal(25,3), total decimal(25,3),
  subtotal decimal(25,3), taxtype varchar(25), discount_percent varchar(127), discount_amount varchar(255), s_h_amount decimal(25,3),
  accountid int(19), terms_conditions text, purchaseorder varchar(200), sostatus varchar(200), salesorder_no varchar(255),
  project varchar(255), bulk varchar(255), currency_id int(19)! =1, conversion_rate decimal(10,3)! =1.000, enable_recurring int(11)
  key salesorderid
  index vendorid contactid subject potentialid customerno salesorder_no quoteid accountid
vte_inventoryproductrel
  id int(19), productid int(19), relmodule varchar(63), sequence_no int(4), quantity decimal(25,3), listprice decimal(25,3),
  discount_percent varchar(255), discount_amount varchar(255), total_notaxes decimal(25,3), tax_total decimal(25,3), comment varchar(250),
  description text, incrementondel int(11)! =0, lineitem_id int(11)!, linetotal decimal(25,3), tax1 decimal(7,3), tax2 decimal(7,3),
  tax3 decimal(7,3)
  key lineitem_id
  index id productid relmodule
vte_inventorytotals
  id int(19)!, tax_total decimal(25,3), shtax_total decimal(25,3), tax1 decimal(25,3), tax2 decimal(25,3), tax3 decimal(25,3),
  shtax1 decimal(25,3), shtax2 decimal(25,3), shtax3 decimal(25,3)
  key id
vte_currency_info
  id int(11)!, currency_name varchar(100), currency_code varchar(100), currency_symbol varchar(30), conversion_rate decimal(10,3),
  currency_status varchar(25), defaultid varchar(10)! =0, deleted int(1)! =0
  key id
`;
