import { parseLabelTable } from './label-table.js';

/**
 * Labels of the standard modules in the portal's languages, used where the CRM itself has none (DECISIONS 17): key, Italian, English.
 * A missing English text is the key itself.
 */
export const standardLabels: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>> =
  parseLabelTable(`
[HelpDesk]
HelpDesk | Assistenza Clienti | Trouble Tickets
SINGLE_HelpDesk | Ticket | Ticket
LBL_TICKET_INFORMATION | Informazioni Ticket | Ticket Information
LBL_CUSTOM_INFORMATION | Informazioni Personalizzate | Custom Information
LBL_DESCRIPTION_INFORMATION | Informazioni Descrittive | Description Information
LBL_TICKET_RESOLUTION | Informazioni Soluzione | Solution Information
LBL_COMMENTS | Commenti | Comments
LBL_SIGNATURE_BLOCK | Firma Ticket | Ticket Signature
LBL_SLA | Tempistiche SLA | SLA timings
Ticket No | Nr. Ticket
Assigned To | Assegnato a
Related To | Collegato a
Priority | Priorità
Product Name | Nome Prodotto
Severity | Importanza
Status | Stato
Category | Categoria
Hours | Ore
Days | Giorni
Created Time | Orario creazione | Time created
Modified Time | Orario modifica
Creator | Creatore
ProjectPlan | Pianificazione | Project
ProjectTask | Operazione | Project Task
Title | Titolo
Description | Descrizione
Solution | Soluzione
Add Comment | Aggiungi commento
Mail Converter Action | Regola Mail Converter
HelpDeskSignature | Firma | Signature
Due Date | Data di chiusura
Due Time | Ora chiusura (hh:mm) | Due time (hh:mm)
Open | Aperto
In Progress | In Corso
Wait For Response | In Attesa Risposta
Answered by customer | Risposto dal cliente
Closed | Chiuso
Low | Basso
Normal | Normale
High | Alto
Urgent | Urgente
Minor | Minore
Major | Maggiore
Feature | Caratteristica
Critical | Critica
Big Problem | Grosso Problema
Small Problem | Piccolo Problema
Other Problem | Altro Problema
[Contacts]
Contacts | Contatti
SINGLE_Contacts | Contatto | Contact
LBL_CONTACT_INFORMATION | Informazioni Contatto | Contact Information
LBL_CUSTOM_INFORMATION | Informazioni Personalizzate | Custom Information
LBL_CUSTOMER_PORTAL_INFORMATION | Informazioni Portale Clienti | Customer Portal Information
LBL_ADDRESS_INFORMATION | Informazioni Indirizzo | Address Information
LBL_DESCRIPTION_INFORMATION | Informazioni Descrizione | Description Information
Salutation | Formula di saluto
First Name | Nome
Contact Id | Numero Contatto | Contact No
Office Phone | Telefono Ufficio
Last Name | Cognome
Mobile | Cellulare
Account Name | Nome Azienda
Home Phone | Telefono Casa
Other Phone | Altro Telefono
Title | Titolo
Fax | Fax
Department | Dipartimento
Birthdate | Compleanno | Date of birth
Email | Email
Email Opt Out | Blocca Email Automatiche | Lock Automatic Emails
Assigned To | Assegnato a
Reference | Riferimento
Created Time | Orario creazione | Time created
Modified Time | Orario modifica
Creator | Creatore
Receive newsletter | Riceve newsletter
Portal User | Utente Portale
Support Start Date | Data Inizio Supporto
Support End Date | Data Fine Supporto
Mailing Street | Via (spedizione)
Other Street | Altra Via
Mailing City | Città (spedizione)
Other City | Altra Città
Mailing State | Provincia (spedizione)
Other State | Altra Provincia
Mailing Zip | CAP (spedizione) | Mailing Postal Code
Other Zip | Altro CAP | Other Postal Code
Mailing Country | Stato (spedizione)
Other Country | Altro Stato
Mailing Po Box | BOX (spedizione) | Mailing PO Box
Other Po Box | Altro BOX (spedizione) | Other PO Box
Description | Descrizione
Status | Stato
[Documents]
Documents | Documenti
SINGLE_Documents | Documento | Document
LBL_NOTE_INFORMATION | Informazioni Base | Basic Information
LBL_FILE_INFORMATION | Informazioni File | File Information
LBL_DESCRIPTION | Descrizione | Description
Title | Titolo
Created Time | Periodo Creazione | Time created
Modified Time | Periodo Modifica
File Name | Nome File
Assigned To | Assegnato a
Note | Note | Notes
File Type | Tipo File
File Size | Dimensione | Size
Download Type | Tipo di allegato | Attachment type
Version | Versione
Active | Attivo
Download Count | Contatore Download
Portal Active | Attivo nel portale
Folder Name | Nome Cartella
Document No | Numero Documento
Creator | Creatore
[Accounts]
Accounts | Aziende
[Quotes]
Quotes | Preventivi
[Invoice]
Invoice | Fatture | Invoices
[Products]
Products | Prodotti
[Services]
Services | Servizi
[Faq]
Faq | FAQ | FAQ
[Assets]
Assets | Installazioni
[ProjectPlan]
ProjectPlan | Pianificazioni | Projects
[ProjectTask]
ProjectTask | Operazioni | Project Tasks
[ProjectMilestone]
ProjectMilestone | Scadenze | Project Milestones
`);
