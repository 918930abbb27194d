import type { Author } from './change-log.js';
import { dayBefore } from './dates.js';
import type { DemoPeople } from './people.js';
import { sampleCsv, samplePdf, samplePng } from './sample-files.js';
import { lauraAuthor } from './staff.js';
import type { DemoTickets } from './tickets.js';

/** A document of the demo. */
export interface SampleDocument {
  readonly title: string;
  readonly file: string;
  readonly type: string;
  /** Absent for a link: then `file` is its address. */
  readonly content?: Buffer;
  readonly folder: number;
  readonly isInPortal: boolean;
  readonly at: string;
  readonly author?: Author;
  /** Records the document is linked to: id to module. */
  readonly parents: ReadonlyMap<number, string>;
}

/** What the documents belong to. */
export interface DocumentOwners {
  readonly people: DemoPeople;
  readonly tickets: DemoTickets;
  readonly faq: number;
}

/** The documents: for the portal and not, of both companies, of a ticket and of a question. */
export function sampleDocuments(now: string, { people, tickets, faq }: DocumentOwners): SampleDocument[] {
  const { villani, bottega, torri } = people;
  const ticket = new Map([[tickets.get('TT8') ?? 0, 'HelpDesk']]);
  const company = new Map([[bottega, 'Accounts']]);
  const recent = `${dayBefore(now, 6)} 10:20:00`;
  return [
    {
      title: 'Manuale TR-200 – uso e manutenzione',
      file: 'manuale-tr200-it.pdf',
      type: 'application/pdf',
      folder: 3,
      content: samplePdf('Manuale TR-200'),
      isInPortal: true,
      at: recent,
      parents: new Map([
        [villani.id, 'Contacts'],
        [bottega, 'Accounts'],
      ]),
    },
    {
      title: 'Schema elettrico quadro Q2',
      file: 'q2-rev4.png',
      type: 'image/png',
      folder: 3,
      parents: company,
      content: samplePng(),
      isInPortal: true,
      at: '2023-06-14 11:00:00',
    },
    {
      title: 'Ricambi consigliati',
      file: 'ricambi.csv',
      type: 'text/csv',
      folder: 3,
      parents: company,
      isInPortal: true,
      at: `${dayBefore(now, 53)} 15:05:00`,
      content: spareParts,
    },
    {
      title: 'Listino interno rivenditori',
      file: 'listino-interno.csv',
      type: 'text/csv',
      folder: 1,
      isInPortal: false,
      at: '2023-06-20 09:00:00',
      content: spareParts,
      parents: company,
    },
    {
      title: 'Video: sostituire la cinghia',
      file: 'https://video.acme.example/cinghia',
      type: '',
      folder: 3,
      isInPortal: true,
      at: '2023-06-21 09:00:00',
      parents: company,
    },
    {
      title: 'errore-E14-linea2.png',
      file: 'errore-E14-linea2.png',
      type: 'image/png',
      folder: 1,
      parents: ticket,
      content: samplePng(),
      isInPortal: false,
      at: '2023-07-12 14:33:05',
      author: villani.author,
    },
    {
      title: 'procedura-riavvio.pdf',
      file: 'procedura-riavvio.pdf',
      type: 'application/pdf',
      folder: 1,
      content: samplePdf('Procedura di riavvio'),
      isInPortal: true,
      at: '2023-07-12 14:51:20',
      parents: ticket,
    },
    {
      title: 'Nota interna per il tecnico',
      file: 'nota-interna.pdf',
      type: 'application/pdf',
      folder: 1,
      content: samplePdf('Nota interna'),
      isInPortal: false,
      at: '2023-07-12 14:55:00',
      parents: ticket,
      author: lauraAuthor,
    },
    {
      title: 'Certificato di collaudo',
      file: 'collaudo-torri.pdf',
      type: 'application/pdf',
      folder: 4,
      content: samplePdf('Certificato di collaudo'),
      isInPortal: true,
      at: '2023-07-14 10:00:00',
      parents: new Map([[torri, 'Accounts']]),
    },
    {
      title: 'Dove si trova la targhetta',
      file: 'targhetta.png',
      type: 'image/png',
      folder: 3,
      content: samplePng(),
      isInPortal: true,
      at: '2023-07-17 10:00:00',
      parents: new Map([[faq, 'Faq']]),
    },
  ];
}

const spareParts = sampleCsv([
  ['Codice', 'Articolo', 'Prezzo'],
  ['RU-50-600', 'Rullo trasportatore Ø 50 × 600 mm', '38,50'],
  ['CI-TR200', 'Cinghia TR-200', '214,00'],
]);
