import type { Knex } from 'knex';
import { type DemoRow, insertRows } from '../insert-rows.js';
import { demoModules, portalModules } from '../modules/demo-modules.js';
import { parseTable } from '../parse-table.js';
import { demoTables } from '../schema/demo-tables.js';
import { addedUitypes, fieldTypes, roles, webServiceTypes } from './crm-facts.js';
import { readFields } from './demo-module.js';
import { labelRows } from './label-rows.js';
import { blockRows, entityNameRow, fieldRow, relatedListRows, tabRows, targetRows } from './module-rows.js';
import { roleValueRows, valueRows } from './picklist-rows.js';

const roleIds = parseTable(roles, ['id', 'name', 'path', 'depth', 'profile']).map((role) => role.id);
const profileIds = [1, 2];

/** Writes what describes the modules: tabs, blocks, fields, rights on them, picklists, labels and the old portal's settings. */
export async function seedMetadata(trx: Knex): Promise<void> {
  for (const [table, rows] of Object.entries(metadataRows())) await insertRows(trx, table, rows);
  for (const [name, picklist] of demoModules.flatMap((module) => Object.entries(module.picklists ?? {}))) {
    const table = demoTables.find((candidate) => candidate.name === `vte_${name}`);
    if (table === undefined) throw new Error(`no table for the picklist ${name}`);
    await insertRows(trx, table.name, valueRows(table, picklist));
    await insertRows(trx, 'vte_role2picklist', roleValueRows(picklist, roleIds));
    if (picklist.id !== undefined) await insertRows(trx, 'vte_picklist', [{ picklistid: picklist.id, name }]);
  }
}

function metadataRows(): Record<string, DemoRow[]> {
  const tabs = tabRows(demoModules);
  const tabIds = new Map(tabs.map((tab) => [String(tab.name), Number(tab.tabid)]));
  const fields = demoModules.flatMap((module) => readFields(module).map((field) => fieldRow(module, field)));
  const rights = fields.map(({ tabid = null, fieldid = null }) => ({ tabid, fieldid, visible: 0, readonly: 1 }));
  return {
    vte_tab: tabs,
    vte_tab_info: demoModules.flatMap(({ tabId, preferences }) =>
      Object.entries(preferences ?? {}).map(([prefname, prefvalue]) => ({ tabid: tabId, prefname, prefvalue })),
    ),
    vte_panels: demoModules.map(({ panelId, tabId }) => panelRow(panelId, tabId)),
    vte_blocks: demoModules.flatMap(blockRows),
    vte_field: fields,
    vte_fieldmodulerel: demoModules.flatMap(targetRows),
    vte_entityname: demoModules.map(entityNameRow),
    vte_relatedlists: demoModules.flatMap((module) => relatedListRows(module, tabIds)),
    vte_def_org_field: rights,
    vte_profile2field: profileIds.flatMap((profileid) => rights.map((row) => ({ profileid, ...row, mandatory: 1 }))),
    vte_profile2tab: profileIds.flatMap((profileid) => tabs.map(({ tabid = null }) => ({ profileid, tabid }))),
    sdk_language: labelRows(demoModules),
    sdk_uitype: addedUitypes.map((uitype, index) => ({ uitypeid: index + 1, uitype })),
    vte_ws_fieldtype: fieldTypeRows(),
    vte_ws_entity: parseTable(webServiceTypes, ['id', 'name']).map(({ id, name }) => ({ id: Number(id), name })),
    vte_customerportal_tabs: portalModules.map(({ tabId }, index) => ({ tabid: tabId, sequence: index + 1 })),
    vte_customerportal_prefs: [
      { tabid: 0, prefkey: 'userid', prefvalue: 1 },
      ...portalModules.map(({ tabId }) => ({ tabid: tabId, prefkey: 'showrelatedinfo', prefvalue: 1 })),
    ],
  };
}

function panelRow(panelid: number, tabid: number): DemoRow {
  return { panelid, tabid, panellabel: 'LBL_TAB_MAIN', sequence: 1 };
}

function fieldTypeRows(): DemoRow[] {
  const types = parseTable(fieldTypes, ['type', 'uitypes']);
  const pairs = types.flatMap(({ type, uitypes }) => uitypes.split(' ').map((uitype) => ({ type, uitype })));
  return pairs.map(({ type, uitype }, index) => ({ fieldtypeid: index + 1, uitype: Number(uitype), fieldtype: type }));
}
