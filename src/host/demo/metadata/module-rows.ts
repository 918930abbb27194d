import type { DemoRow } from '../insert-rows.js';
import { parseTable } from '../parse-table.js';
import { bareTabs } from './crm-facts.js';
import { type DemoField, type DemoModule, readBlocks, readFields, readRelatedLists } from './demo-module.js';

/** The rows of vte_tab: described modules and those known by name only. */
export function tabRows(modules: readonly DemoModule[]): DemoRow[] {
  const described = modules.map((module) => ({
    tabid: module.tabId,
    name: module.name,
    presence: 0,
    tabsequence: module.sequence,
    tablabel: module.name,
    ownedby: module.ownedBy,
    isentitytype: module.isEntity ?? 1,
    version: module.version,
  }));
  const bare = parseTable(bareTabs, ['id', 'name', 'sequence', 'presence', 'ownedBy', 'version']).map((tab) => ({
    tabid: Number(tab.id),
    name: tab.name,
    presence: Number(tab.presence),
    tabsequence: Number(tab.sequence),
    tablabel: tab.name,
    ownedby: Number(tab.ownedBy),
    isentitytype: Number(tab.presence),
    version: tab.version,
  }));
  return [...described, ...bare];
}

/** The rows of vte_entityname: where a module's records live and what makes their name. */
export function entityNameRow(module: DemoModule): DemoRow {
  return {
    tabid: module.tabId,
    modulename: module.name,
    tablename: module.table,
    fieldname: module.nameFields,
    entityidfield: module.idField,
    entityidcolumn: module.idColumn,
  };
}

/** The rows of vte_blocks of a module. */
export function blockRows(module: DemoModule): DemoRow[] {
  return readBlocks(module).map((block) => {
    const [showTitle = 0, create = 0, edit = 0, detail = 0] = block.hidden.split(' ').map(Number);
    return {
      blockid: Number(block.id),
      tabid: module.tabId,
      panelid: module.panelId,
      blocklabel: block.label,
      sequence: Number(block.sequence),
      show_title: showTitle,
      create_view: create,
      edit_view: edit,
      detail_view: detail,
    };
  });
}

/** A field's row of vte_field. */
export function fieldRow(module: DemoModule, field: DemoField): DemoRow {
  return {
    tabid: module.tabId,
    fieldid: field.id,
    columnname: field.column,
    tablename: field.table,
    generatedtype: field.generatedType,
    uitype: field.uitype,
    fieldname: field.name,
    fieldlabel: field.label,
    readonly: field.readonly,
    presence: field.presence,
    selected: 0,
    maximumlength: 100,
    sequence: field.sequence,
    block: field.block,
    displaytype: field.displayType,
    typeofdata: field.typeOfData,
    quickcreate: field.quickCreate,
    info_type: 'BAS',
    masseditable: field.massEditable,
  };
}

/** The rows of vte_fieldmodulerel: which modules a reference may point to. */
export function targetRows(module: DemoModule): DemoRow[] {
  return readFields(module).flatMap((field) =>
    field.targets.map((target) => ({ fieldid: field.id, module: module.name, relmodule: target })),
  );
}

/** The rows of vte_relatedlists of a module; `tabIds` gives the ids of the related modules. */
export function relatedListRows(module: DemoModule, tabIds: ReadonlyMap<string, number>): DemoRow[] {
  return readRelatedLists(module).map((list, index) => ({
    relation_id: Number(list.id),
    tabid: module.tabId,
    related_tabid: tabIds.get(list.module) ?? null,
    name: list.handler,
    sequence: index + 1,
    label: list.label,
    actions: list.actions.toLowerCase(),
  }));
}
