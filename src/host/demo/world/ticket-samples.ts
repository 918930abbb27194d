/** Something that happened to a sample ticket; a comment, a new status, or both. */
export interface SampleStep {
  readonly at: string;
  readonly by: 'customer' | 'admin' | 'laura';
  readonly comment?: string;
  readonly status?: string;
}

/** A sample ticket; every one starts as Open. */
export interface SampleTicket {
  readonly title: string;
  readonly customer: 'villani' | 'colleague' | 'luca';
  /** Opened by an agent for the first company as a whole. */
  readonly isForCompany?: true;
  readonly owner: 'admin' | 'laura' | 'support' | 'sales';
  readonly priority: string;
  readonly severity: string;
  readonly category: string;
  readonly product?: 'conveyor' | 'oven' | 'roller';
  readonly created: string;
  readonly description: string;
  readonly solution?: string;
  readonly steps: readonly SampleStep[];
}

const small = { severity: 'Minor', category: 'Other Problem' } as const;
const serious = { severity: 'Critical', category: 'Big Problem' } as const;
const usual = { severity: 'Major', category: 'Small Problem' } as const;

/** The twelve tickets, oldest first; the last one was answered on the given day (`YYYY-MM-DD`). */
export function sampleTickets(yesterday: string): SampleTicket[] {
  return [...closedTickets, ...openTickets, newestTicket(yesterday)];
}

const closedTickets: readonly SampleTicket[] = [
  {
    title: 'Il forno FX-10 non raggiunge la temperatura',
    customer: 'villani',
    owner: 'laura',
    priority: 'Urgent',
    ...serious,
    product: 'oven',
    created: '2023-06-12 08:05:10',
    description: 'Da ieri sera il forno si ferma a 140 °C. Abbiamo già provato a spegnerlo e riaccenderlo.',
    solution: 'Sostituita la resistenza inferiore.',
    steps: [
      {
        at: '2023-06-12 09:20:41',
        by: 'laura',
        status: 'Wait For Response',
        comment: 'Passiamo domattina alle 9: va bene?',
      },
      { at: '2023-06-12 09:41:02', by: 'customer', status: 'Answered by customer', comment: 'Va benissimo, grazie.' },
      { at: '2023-06-13 11:02:30', by: 'laura', status: 'Closed' },
    ],
  },
  {
    title: 'Rinnovo licenza per 3 postazioni',
    customer: 'villani',
    owner: 'sales',
    priority: 'Low',
    ...small,
    created: '2023-06-14 10:12:00',
    description: 'Vorremmo rinnovare per un anno le tre postazioni.',
    steps: [{ at: '2023-06-15 16:40:12', by: 'admin', status: 'Closed' }],
  },
  {
    title: "Report di produzione: errore nell'esportazione",
    customer: 'luca',
    owner: 'admin',
    priority: 'High',
    ...usual,
    created: '2023-06-16 14:30:00',
    description: "L'esportazione in PDF restituisce una pagina vuota.",
    steps: [
      {
        at: '2023-06-16 15:01:19',
        by: 'admin',
        status: 'Wait For Response',
        comment: 'Può inviarci il file esportato?',
      },
      { at: '2023-06-19 09:12:44', by: 'admin', status: 'Closed' },
    ],
  },
  {
    title: 'Richiesta di formazione sul modulo ordini',
    customer: 'villani',
    isForCompany: true,
    owner: 'support',
    priority: 'Normal',
    severity: 'Feature',
    category: 'Other Problem',
    created: '2023-06-20 09:00:00',
    description: 'Due ore di formazione per tre persone, preferibilmente a settembre.',
    steps: [{ at: '2023-06-28 17:15:00', by: 'laura', status: 'Closed' }],
  },
  {
    title: "Stampante etichette non rilevata dopo l'aggiornamento",
    customer: 'luca',
    owner: 'laura',
    priority: 'High',
    ...usual,
    created: '2023-06-26 11:45:33',
    description: 'Succede solo sul PC del magazzino.',
    steps: [
      { at: '2023-06-26 12:30:05', by: 'laura', status: 'In Progress' },
      {
        at: '2023-06-27 10:03:27',
        by: 'customer',
        status: 'Answered by customer',
        comment: 'Ora funziona anche dal PC nuovo?',
      },
    ],
  },
];

const openTickets: readonly SampleTicket[] = [
  {
    title: 'Richiesta informazioni',
    customer: 'villani',
    owner: 'admin',
    priority: 'Low',
    ...small,
    created: '2023-07-03 09:10:00',
    description: 'Quali sono i tempi di consegna dei rulli su misura?',
    steps: [],
  },
  {
    title: 'Segnalazione problema',
    customer: 'villani',
    owner: 'laura',
    priority: 'Urgent',
    ...serious,
    product: 'conveyor',
    created: '2023-07-05 07:55:21',
    description: 'Il trasportatore si arresta a pieno carico.',
    steps: [
      { at: '2023-07-05 08:20:00', by: 'laura', status: 'In Progress' },
      { at: '2023-07-05 08:21:40', by: 'laura', comment: 'Abbiamo preso in carico la segnalazione.' },
    ],
  },
  {
    title: 'Nome della segnalazione',
    customer: 'villani',
    owner: 'admin',
    priority: 'Normal',
    ...small,
    created: '2023-07-12 14:31:13',
    description:
      'Descrizione della segnalazione. Da ieri sera la linea 2 si ferma dopo circa 20 minuti con il codice E-14; il riavvio la fa ripartire una volta sola.',
    steps: [
      { at: '2023-07-12 14:51:02', by: 'customer', status: 'Answered by customer', comment: 'Ecco una risposta.' },
      {
        at: '2023-07-12 14:51:38',
        by: 'admin',
        status: 'Wait For Response',
        comment:
          "Risposta dell'assistenza: abbiamo ricevuto la segnalazione. Ci può dire se il problema si ripete dopo il riavvio?",
      },
      {
        at: '2023-07-12 14:52:28',
        by: 'customer',
        status: 'Answered by customer',
        comment:
          'Aggiungo altre informazioni sul progetto: il guasto si presenta solo al turno del mattino, a macchina fredda.',
      },
    ],
  },
  {
    title: 'Altra segnalazione',
    customer: 'villani',
    owner: 'admin',
    priority: 'Normal',
    ...small,
    created: '2023-07-12 15:02:45',
    description: 'Una seconda segnalazione, senza fretta.',
    steps: [],
  },
  {
    title: 'Continua il Ticket',
    customer: 'villani',
    owner: 'admin',
    priority: 'High',
    ...usual,
    created: '2023-07-12 15:20:09',
    description: 'Continua la richiesta precedente.',
    steps: [],
  },
  {
    title: 'Accesso al portale per un nuovo collega',
    customer: 'colleague',
    owner: 'support',
    priority: 'Normal',
    ...small,
    created: '2023-07-13 08:44:52',
    description: 'Da settembre lavora con noi un nuovo collega.',
    steps: [],
  },
];

function newestTicket(yesterday: string): SampleTicket {
  return {
    title: 'Rulli trasportatore: misure per il ricambio',
    customer: 'villani',
    owner: 'admin',
    priority: 'High',
    ...usual,
    product: 'roller',
    created: `${yesterday} 08:15:37`,
    description: 'Servono dodici rulli per la linea 2: in allegato le misure.',
    steps: [
      {
        at: `${yesterday} 09:02:11`,
        by: 'customer',
        status: 'Answered by customer',
        comment: 'Serve anche la cinghia da 4.200 mm, quella montata è consumata sul bordo.',
      },
      {
        at: `${yesterday} 09:12:48`,
        by: 'admin',
        status: 'Wait For Response',
        comment: 'Ci conferma il diametro dell’asse? Poi prepariamo il preventivo.',
      },
    ],
  };
}
