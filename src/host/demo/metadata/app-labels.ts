/** Labels all modules share: the CRM's own dictionary APP_STRINGS (label | Italian | English). */
export const appLabels = `
  Account Name | Nome Azienda | Account Name
  Accounts | Aziende | Accounts
  Active | Attivo | Active
  Annual Revenue | Fatturato | Annual Revenue
  Assigned To | Assegnato a | Assigned To
  Assistant | Assistente | Assistant
  Category | Categoria | Category
  completed | Completato | Completed
  ConfProducts | Prodotti configurabili | Configurable Products
  Contact Name | Nome Contatto | Contact Name
  Contacted - Never Contact Again | Contattato - non contattarlo più | Contacted - Never Contact Again
  Contacted - Successful | Contattato - esito positivo | Contacted - Successful
  Contacted - Unsuccessful | Contattato - esito negativo | Contacted - Unsuccessful
  Contacts | Contatti | Contacts
  Created Time | Orario creazione | Created Time
  Creator | Creatore | Creator
  Department | Dipartimento | Department
  Description | Descrizione | Description
  Documents | Documenti | Documents
  Email Opt Out | Blocca Email Automatiche | Lock Automatic Emails
  Email | Email | Email
  Employees | Impiegati | Employees
  Faq | FAQ | FAQ
  Fax | Fax | Fax
  First Name | Nome | First Name
  GL Account | Codice Contabile | GL Account
  HelpDesk | Assistenza Clienti | Trouble Tickets
  In Progress | In Corso | In Progress
  industry | Settore | Industry
  Invoice No | Numero Fattura | Invoice No
  Invoice | Fatture | Invoice
  JobOrder | Commesse | Job Orders
  Last Name | Cognome | Last Name
  LBL_DESCRIPTION | Descrizione | Description
  LBL_DESCRIPTION_INFORMATION | Informazioni Descrizione | Description Information
  LBL_RELATED_PRODUCTS | Dettagli Prodotto | Product Details
  LBL_TAB_MAIN | Informazioni | Informations
  Leads | Leads | Leads
  Mobile | Cellulare | Mobile
  Modified Time | Orario modifica | Modified Time
  Office Phone | Telefono Ufficio | Office Phone
  Other City | Altra Città | Other City
  Other Country | Altro Stato | Other Country
  Other State | Altra Provincia | Other State
  Other Street | Altra Via | Other Street
  Phone | Telefono | Phone
  Potential Name | Nome Opportunità | Potential Name
  Potentials | Opportunità | Opportunities
  Priority | Priorità | Priority
  Product Bundles | Prodotto Bundle | Product Bundles
  Product Category | Categoria Prodotto | Product Category
  Product Name | Nome Prodotto | Product Name
  ProductLines | Linee di prodotto | Product Lines
  Products | Prodotti | Products
  Project | Progetto | Project
  prospecting | In Prospettiva | Prospecting
  Question | Domanda | Question
  Quote No | Numero Preventivo | Quote No
  Quote Stage | Stadio Preventivo | Quote Stage
  Quotes | Preventivi | Quotes
  Reference | Riferimento | Reference
  Related to | Relazionato a | Related To
  Sales Order | Ordini di Vendita | Sales Order
  SalesOrder | Ordini di Vendita | Sales Orders
  Salutation | Formula di saluto | Salutation
  Services | Servizi | Services
  SINGLE_Accounts | Azienda | Account
  SINGLE_Contacts | Contatto | Contact
  SINGLE_Documents | Documento | Document
  SINGLE_Faq | Faq | Faq
  SINGLE_HelpDesk | Ticket | Ticket
  SINGLE_Invoice | Fattura | Invoice
  SINGLE_Products | Prodotto | Product
  SINGLE_Quotes | Preventivo | Quote
  Solution | Soluzione | Solution
  Status | Stato | Status
  Subject | Soggetto | Subject
  Support End Date | Data Fine Supporto | Support End Date
  Support Start Date | Data Inizio Supporto | Support Start Date
  Support | Supporto | Support
  Title | Titolo | Title
  Total | Totale Documento | Grand Total
  Type | Tipo | Type
  Vendor Name | Nome Fornitore | Vendor Name
  Vendors | Fornitori | Vendors
  Website | Sito Web | Website
`;
