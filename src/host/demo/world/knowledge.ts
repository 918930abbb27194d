import { faqModule } from '../modules/faq.js';
import { parseTable } from '../parse-table.js';
import type { DemoCatalogue } from './catalogue.js';
import type { DemoWorld } from './demo-world.js';
import { adminAuthor, staffIds } from './staff.js';

const questions = `
  Codice E-14: che cosa controllare prima di chiamare | Trasportatori | Published | conveyor | E-14 segnala che il sensore di tensione non legge la cinghia. Spegni il quadro Q2 e attendi 30 secondi; controlla che la cinghia appoggi sul rullo di rinvio; pulisci il sensore con un panno asciutto e riaccendi.
  Riavviare la linea in sicurezza | Trasportatori | Published | conveyor | Premi il fungo rosso, libera il nastro, rilascia il fungo ruotandolo e poi premi RESET per tre secondi.
  Dove trovo il numero di matricola? | General | Published | | Sulla targhetta argentata, a destra del quadro elettrico.
  Come preparo un reso in garanzia? | General | Published | | Apri una richiesta di assistenza con il numero di matricola e una foto: ti inviamo il modulo di reso.
  Come si resetta il forno FX-10? | Forni | Published | oven | Tieni premuto il tasto START per 10 secondi, poi attendi il segnale acustico.
  Come aggiungo un collega al portale? | Portale e accessi | Published | | Scrivici nome ed e-mail del collega: riceverà un collegamento per scegliere la password.
  Ogni quanto va sostituita la cinghia TR-200? | Trasportatori | Reviewed | conveyor | Ogni 4.000 ore di lavoro.
  Bozza interna: procedura di taratura | General | Draft | | Non ancora pubblicata.
`;

/** Adds the questions, published and not; returns the id of the one a picture belongs to. */
export function addKnowledge(world: DemoWorld, catalogue: DemoCatalogue): number {
  const products: Readonly<Record<string, number>> = { conveyor: catalogue.conveyor, oven: catalogue.oven };
  const rows = parseTable(questions, ['question', 'category', 'status', 'product', 'answer']);
  const ids = rows.map((row, index) =>
    world.addRecord(
      faqModule,
      {
        question: row.question,
        faq_answer: row.answer,
        faqstatus: row.status,
        faqcategories: row.category,
        product_id: products[row.product] ?? 0,
      },
      { created: `2023-06-${10 + index} 09:00:00`, owner: staffIds.admin, author: adminAuthor },
    ),
  );
  return ids[rows.findIndex((row) => row.question.includes('matricola'))] ?? 0;
}
