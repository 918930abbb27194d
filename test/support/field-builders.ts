import { createTranslator } from '../../src/core/i18n.js';
import type { PresentContext } from '../../src/host/metadata/field-kind.js';
import { createLabels } from '../../src/host/metadata/labels.js';
import type { FieldSchema, Labels, PicklistValue } from '../../src/host/metadata/types.js';
import { kindOf } from '../../src/host/metadata/uitypes.js';

const translator = createTranslator(new URL('../../locales', import.meta.url).pathname);

/** The priorities, as the picklist of every list field in these tests. */
export const testPicklist: readonly PicklistValue[] = [
  { value: 'Low' },
  { value: 'Normal' },
  { value: 'High', texts: { it_it: 'Alta', en_us: 'Tall' } },
];

/** A field of a uitype with the CRM's usual properties; a varchar of 20 characters unless told. */
export function buildField(uitype: number, overrides: Partial<FieldSchema> = {}): FieldSchema {
  const dataType = overrides.dataType ?? 'V';
  const name = overrides.name ?? `field_${uitype}`;
  return {
    id: uitype,
    module: 'HelpDesk',
    name,
    table: 'vte_troubletickets',
    column: name,
    uitype,
    kind: kindOf(uitype, { name, dataType, column: overrides.column ?? name }),
    label: 'Title',
    blockId: 1,
    sequence: 1,
    dataType,
    isMandatory: false,
    scale: undefined,
    notBefore: undefined,
    displayType: 1,
    readonly: 1,
    isCustom: false,
    maxLength: 20,
    maxBytes: undefined,
    helpText: undefined,
    references: [],
    visibleToPortalUser: true,
    ...overrides,
  };
}

/** Labels of a CRM that translates priorities and statuses into Italian, with two folders and the euro. */
export function buildLabels(): Labels {
  const italian = new Map([
    ['Normal', 'Normale'],
    ['Wait For Response', 'In Attesa Risposta'],
  ]);
  return createLabels({
    languages: [
      { prefix: 'it_it', label: 'Italiano', isDefault: true },
      { prefix: 'en_us', label: 'English', isDefault: false },
    ],
    texts: new Map([
      ['it_it', new Map([['HelpDesk', italian]])],
      ['en_us', new Map([['HelpDesk', new Map([['Low', 'Low']])]])],
    ]),
    picklists: new Map([['field_1015', testPicklist]]),
    named: {
      folders: new Map([['1', 'Manuali']]),
      currencies: new Map([['2', { name: 'Dollaro', symbol: '$' }]]),
      ownSymbol: '€',
    },
  });
}

/** What a page hands to a field kind: contact 21 may be opened, company 19 may not. */
export function buildPresentContext(language: string, values: PresentContext['values'] = {}): PresentContext {
  return {
    language,
    t: translator.for(language),
    labels: buildLabels(),
    zone: 'Europe/Rome',
    references: new Map([
      [21, { name: 'Villani Francesco', href: '/portal/Contacts/21' }],
      [19, { name: 'Bellavista &amp; C.' }],
    ]),
    owners: new Map([[4, 'Ferri Giulia']]),
    values,
  };
}
