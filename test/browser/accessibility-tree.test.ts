import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { type Accessible, isLandmark, readAccessibles } from '../support/accessibility-tree.js';
import { needChromium } from '../support/chromium.js';
import { type DemoWalk, startDemoWalk, type Version } from '../support/demo-walk.js';
import { screens } from '../support/screens.js';

const SHOWN = [
  'sign-in',
  'sign-in-refused',
  'home',
  'HelpDesk-list',
  'ticket',
  'new-ticket',
  'new-ticket-errors',
  'quote-to-answer',
  'Documents-list',
  'Faq-list',
  'me',
  'list-choices',
  'search',
];
/** `role «name» — description {states}` of controls that have to be there; the version and width narrow it. */
const EXPECTED: Readonly<Record<string, readonly Expected[]>> = {
  'sign-in': [
    { is: 'textbox «Email (obbligatorio)» {required}' },
    { is: 'textbox «Password (obbligatorio)» {required}' },
    { is: 'button «Mostra: Password» {pressed=false}' },
    { is: 'checkbox «Ricordami» {checked=false}' },
    { is: 'button «LOG IN» {}' },
    { is: 'link «Password dimenticata?» {}' },
    { is: 'DisclosureTriangle «Lingua: Italiano» {expanded=false}', version: 2 },
    { is: 'combobox «Lingua / Language» {expanded=false}', version: 1 },
  ],
  home: [
    { is: 'link «Vai al contenuto» {}' },
    { is: 'button «Apri il menu» {expanded=false}', width: 390 },
    { is: 'link «Pagina iniziale» {current=page}', version: 2, width: 1440 },
    { is: 'link «Le mie richieste di assistenza» {current=page}', version: 1, width: 1440 },
    { is: 'DisclosureTriangle «Azioni: Assistenza Clienti» {expanded=false}', version: 2, width: 1440 },
    { is: 'searchbox «Cerca in tutto il portale» {}', width: 1440 },
    { is: 'link «Cerca in tutto il portale» {}', width: 390 },
    { is: 'button «Schermo intero» {pressed=false}', width: 1440 },
    { is: 'button «Esci» {}' },
  ],
  'HelpDesk-list': [
    { is: 'link «Assistenza Clienti» {current=true}', version: 2, width: 1440 },
    { is: 'link «Consulta: Assistenza Clienti» {current=page}', version: 2, width: 1440 },
    { is: 'DisclosureTriangle «Azioni: Assistenza Clienti» {expanded=true}', version: 2, width: 1440 },
    { is: 'columnheader «Nr. Ticket» {sort=descending}', version: 2, width: 1440 },
    { is: 'columnheader «Titolo» {sort=none}', version: 2, width: 1440 },
    { is: 'textbox «Cerca Titolo» {}', version: 2, width: 1440 },
    { is: 'link «Visualizza TT8» {}', version: 2, width: 1440 },
    { is: 'DisclosureTriangle «Filtri» {expanded=false}', version: 2, width: 390 },
    { is: 'combobox «Mostra elementi» {expanded=false}' },
    { is: 'link «Pagina 1» {current=page}' },
    { is: 'combobox «Stato» {expanded=false}', version: 1 },
    { is: 'link «NUOVA RICHIESTA» {}', version: 1 },
    { is: 'link «Nome della segnalazione» {}' },
  ],
  ticket: [
    { is: 'link «Ritorna alla lista» {}' },
    { is: 'link «Scarica PDF» {}' },
    { is: 'link «Modifica» {}' },
    { is: 'button «Ok, risolto» {}' },
    { is: 'textbox «Aggiungi un commento…» {}' },
    { is: 'button «Invia» {}' },
    { is: 'link «#3: collegamento a questo commento» {}' },
    { is: 'link «Scarica procedura-riavvio.pdf» {}' },
    { is: 'button «Scegli file» — Fino a 10 file, 20 MB ciascuno. PDF, immagini, Office, testo, ZIP. {}' },
    {
      is: 'combobox «Aggiungi un collega» — Legge la richiesta e riceve le risposte per email. {expanded=false}',
    },
  ],
  'new-ticket': [
    { is: 'textbox «Titolo (obbligatorio)» {required}' },
    { is: 'textbox «Collegato a» {readonly}' },
    { is: 'textbox «Stato» {readonly}' },
    { is: 'combobox «Priorità» {expanded=false}' },
    { is: 'textbox «Descrizione» {}' },
    { is: 'button «Salva e invia» {}' },
    { is: 'link «Annulla» {}' },
    { is: 'link «Crea: Assistenza Clienti» {current=page}', version: 2, width: 1440 },
    { is: 'link «Nuova richiesta di assistenza» {current=page}', version: 1, width: 1440 },
  ],
  'new-ticket-errors': [
    {
      is: 'textbox «Titolo (obbligatorio)» — Questo campo è vuoto. Scrivi o scegli un valore. {required,invalid}',
    },
    { is: 'link «Titolo: Questo campo è vuoto. Scrivi o scegli un valore.» {}' },
    { is: 'textbox «Descrizione» {}' },
  ],
  'quote-to-answer': [
    { is: 'link «Accetta il preventivo» {}' },
    { is: 'link «Rifiuta» {}' },
    { is: 'link «Scarica PDF» {}' },
  ],
  'Documents-list': [
    { is: 'link «Carica documento» {}' },
    { is: 'link «Tutto 4» {current=true}' },
    { is: 'link «Manuali 4» {}' },
    { is: 'link «Scarica manuale-tr200-it.pdf» {}', version: 2, width: 1440 },
  ],
  'Faq-list': [
    { is: 'DisclosureTriangle «Come si resetta il forno FX-10?» {expanded=false}' },
    { is: 'link «Tutto 6» {current=true}' },
    { is: 'link «Apri una richiesta di assistenza» {}' },
  ],
  me: [
    { is: 'textbox «Cognome (obbligatorio)» {required}' },
    { is: 'textbox «Email» — È il tuo nome di accesso: si cambia con «Cambia l’email». {readonly}' },
    { is: 'textbox «Nome Azienda» {readonly}' },
    { is: 'combobox «Lingua» {expanded=false}' },
    { is: 'combobox «Tema» {expanded=false}' },
    { is: 'link «Cambia la password» {}' },
  ],
  'list-choices': [
    { is: 'checkbox «Titolo» {checked}' },
    { is: 'checkbox «Importanza» {checked=false}' },
    { is: 'textbox «Nome del filtro (obbligatorio)» {required}' },
    { is: 'button «Salva le colonne» {}' },
  ],
  search: [
    { is: 'link «Tutti 10» {current=true}' },
    { is: 'link «Cerca solo qui : FAQ» {}' },
    { is: 'link «Trasportatore linea 2» {}' },
  ],
};

interface Expected {
  readonly is: string;
  readonly version?: Version;
  readonly width?: number;
}

describe('The accessibility tree', function () {
  this.timeout(120_000);
  let walk: DemoWalk;

  before(async function () {
    needChromium(this);
    walk = await startDemoWalk();
  });

  after(async () => {
    await walk?.close();
  });

  for (const version of [2, 1] as const) {
    for (const width of [1440, 390]) {
      it(`should tell every control and its state in version ${version} at ${width}`, async () => {
        const inside = await walk.open({ version, theme: 'light', width });
        const outside = await walk.open({ version, theme: 'light', width }, false);
        const faults: string[] = [];
        for (const screen of screens.filter(({ name }) => SHOWN.includes(name))) {
          const { page } = screen.isSignedOut ? outside : inside;
          await screen.reach(page, walk.url);
          const wanted = (EXPECTED[screen.name] ?? []).filter((one) => isFor(one, version, width));
          const found = [...(await missingOn(page, wanted)), ...(await faultsOf(page, screen.isSignedOut === true))];
          faults.push(...found.map((fault) => `${screen.name}: ${fault}`));
        }
        await inside.context.close();
        await outside.context.close();
        assert.deepEqual(faults, []);
      });
    }
  }
});

const isFor = (one: Expected, version: Version, width: number): boolean =>
  (one.version ?? version) === version && (one.width ?? width) === width;

async function missingOn(page: Page, wanted: readonly Expected[]): Promise<string[]> {
  const told = new Set((await readAccessibles(page)).map(tell));
  return wanted.filter(({ is }) => !told.has(is)).map(({ is }) => `no ${is}`);
}

/** What is wrong on any page, with its menu and everything folded opened. */
async function faultsOf(page: Page, isSignedOut: boolean): Promise<string[]> {
  await page.evaluate(`document.querySelectorAll('details').forEach((details) => { details.open = true; })`);
  const button = page.locator('.p-menu-button:visible');
  const hasButton = (await button.count()) > 0;
  if (hasButton) await button.click();
  const all = await readAccessibles(page);
  const controls = all.filter(({ isControl }) => isControl);
  return [
    ...(hasButton && !all.map(tell).includes('button «Apri il menu» {expanded=true}') ? ['menu not expanded'] : []),
    ...controls
      .filter(({ role, name }) => !name || /^(generic|none)?$/.test(role))
      .map((one) => `unnamed: ${tell(one)}`),
    ...controls.filter(isOutside).map((one) => `outside the landmarks: ${tell(one)}`),
    ...controls.filter(isUnexplained).map((one) => `refused without a reason: ${tell(one)}`),
    ...confusedAmong(controls),
    ...landmarkFaults(all.filter(isLandmark), isSignedOut),
  ];
}

const isOutside = ({ place, name }: Accessible): boolean => place === '' && name !== 'Vai al contenuto';

const isUnexplained = ({ states, description }: Accessible): boolean =>
  states.some((state) => state.startsWith('invalid')) && description === '';

/** Controls of one place with the same role and name that do different things. */
function confusedAmong(controls: readonly Accessible[]): string[] {
  const known = new Map<string, Accessible>();
  return controls.flatMap((control) => {
    const key = `${control.place}: ${control.role} «${control.name}»`;
    const other = known.get(key);
    known.set(key, control);
    return other && other.effect !== control.effect ? [`twice, ${key}: ${other.effect} / ${control.effect}`] : [];
  });
}

function landmarkFaults(landmarks: readonly Accessible[], isSignedOut: boolean): string[] {
  const count = (role: string): number => landmarks.filter((one) => one.role === role).length;
  const told = landmarks.map(({ role, name }) => `${role} «${name}»`);
  return [
    ...(count('main') === 1 ? [] : [`main: ${count('main')}`]),
    ...(count('banner') === 1 || isSignedOut ? [] : [`banner: ${count('banner')}`]),
    ...(isSignedOut || told.includes('navigation «Menu principale»') ? [] : ['no menu']),
    ...landmarks
      .filter(({ role, name }) => /^(navigation|search)$/.test(role) && !name)
      .map((one) => `unnamed: ${tell(one)}`),
    ...told.filter((one, at) => told.indexOf(one) < at).map((one) => `landmark twice: ${one}`),
  ];
}

const tell = ({ role, name, description, states }: Accessible): string =>
  `${role} «${name}»${description ? ` — ${description}` : ''} {${states.join()}}`;
