import { assetsModule } from '../modules/assets.js';
import { productsModule } from '../modules/products.js';
import { servicesModule } from '../modules/services.js';
import type { DemoWorld } from './demo-world.js';
import type { DemoPeople } from './people.js';
import { adminAuthor, staffIds } from './staff.js';

/** Ids of what the vendor sells and of what stands at the customers'. */
export interface DemoCatalogue {
  readonly conveyor: number;
  readonly roller: number;
  readonly belt: number;
  readonly oven: number;
  readonly mounting: number;
  readonly support: number;
  readonly lineTwo: number;
}

const history = { created: '2023-06-06 10:00:00', owner: staffIds.admin, author: adminAuthor };
const sold = { discontinued: 1, qty_per_unit: 1 };

/** Adds products, services and installed machines, and relates them to the customers. */
export function addCatalogue(world: DemoWorld, people: DemoPeople): DemoCatalogue {
  const product = (productname: string, productcode: string, unit_price: number, description: string) =>
    world.addRecord(
      productsModule,
      { ...sold, productname, productcode, unit_price, description, productcategory: 'Hardware', usageunit: 'Pieces' },
      history,
    );
  const service = (servicename: string, unit_price: number, unit: string, description: string) =>
    world.addRecord(
      servicesModule,
      { ...sold, servicename, unit_price, description, service_usageunit: unit, servicecategory: 'Support' },
      history,
    );
  const conveyor = product('Trasportatore TR-200', 'TR-200', 8900, 'Trasportatore a rulli motorizzato, 6 metri.');
  const roller = product('Rullo trasportatore Ø 50 × 600 mm', 'RU-50-600', 38.5, 'Acciaio zincato, asse a molla');
  const belt = product('Cinghia TR-200', 'CI-TR200', 214, 'Poliuretano, 4.200 mm');
  const oven = product('Forno FX-10', 'FX-10', 4890, 'Forno combinato 10 teglie GN 1/1, con lavaggio automatico.');
  const mounting = service('Montaggio e collaudo in sede', 620, 'Days', 'Tecnico, trasferta inclusa');
  const support = service('Assistenza telefonica Gold', 600, 'Incidents', 'Dalle 8 alle 18, risposta entro 4 ore.');
  const asset = (assetname: string, account: number, product: number, serialnumber: string) =>
    world.addRecord(
      assetsModule,
      {
        assetname,
        account,
        product,
        serialnumber,
        assetstatus: 'In Service',
        datesold: '2023-02-10',
        dateinservice: '2023-02-20',
      },
      history,
    );
  const lineTwo = asset('Trasportatore linea 2', people.bottega, conveyor, 'TR200-2023-0117');
  asset('Forno FX-10 laboratorio', people.bottega, oven, 'FX10-2023-0042');
  asset('Trasportatore reparto verniciatura', people.torri, conveyor, 'TR200-2023-0131');
  const owners = [
    { productid: conveyor, crmid: people.bottega, setype: 'Accounts' },
    { productid: oven, crmid: people.villani.id, setype: 'Contacts' },
    { productid: conveyor, crmid: people.torri, setype: 'Accounts' },
  ];
  for (const owner of owners) world.add('vte_seproductsrel', owner);
  const contract = { crmid: people.villani.id, module: 'Contacts', relcrmid: support, relmodule: 'Services' };
  world.add('vte_crmentityrel', contract);
  return { conveyor, roller, belt, oven, mounting, support, lineTwo };
}
