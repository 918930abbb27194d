/** Tables that describe modules: tabs, blocks, fields, picklists, labels, numbering and rules. */
export const metadataTables = `
vte_tab
  tabid int(19)! =0, name varchar(25)!, presence int(19)! =1, tabsequence int(10), tablabel varchar(25)!, modifiedby int(19),
  modifiedtime int(19), customized int(19), ownedby int(19), isentitytype int(11)! =1, version varchar(10)
  key tabid
  unique name
  index tabsequence modifiedby
vte_tab_info
  tabid int(19)!, prefname varchar(63)!, prefvalue varchar(255)
  key tabid+prefname
vte_panels
  panelid int(19)!, tabid int(19), panellabel varchar(100), sequence int(10), visible int(1) =0, iscustom int(1) =0
  key panelid
  index tabid
vte_blocks
  blockid int(19)!, tabid int(19)!, panelid int(19), blocklabel varchar(100), sequence int(10), show_title int(2), visible int(2)! =0,
  create_view int(2)! =0, edit_view int(2)! =0, detail_view int(2)! =0, display_status int(1)! =1, iscustom int(1)! =0
  key blockid
  index blocklabel sequence show_title visible create_view edit_view detail_view display_status iscustom panelid tabid
vte_field
  tabid int(19)!, fieldid int(19)!, columnname varchar(30)!, tablename varchar(50)!, generatedtype int(19)! =0, uitype int(19)!,
  fieldname varchar(50)!, fieldlabel varchar(50)!, readonly int(1)!, presence int(19)! =1, selected int(1)!, maximumlength int(19),
  sequence int(19), block int(19), displaytype int(19), typeofdata varchar(100), quickcreate int(10)! =1, quickcreatesequence int(19),
  info_type varchar(20), masseditable int(10)! =1, helpinfo text
  key fieldid
  index block displaytype fieldname columnname tablename generatedtype uitype readonly sequence quickcreate presence tabid
vte_fieldinfo
  fieldid int(19)!, info longtext
  key fieldid
vte_entityname
  tabid int(19)! =0, modulename varchar(50)!, tablename varchar(100)!, fieldname varchar(150)!, entityidfield varchar(150)!,
  entityidcolumn varchar(150)!
  key tabid
  index modulename tablename fieldname entityidfield entityidcolumn
vte_fieldmodulerel
  fieldid int(11)!, module varchar(100)!, relmodule varchar(100)!, status varchar(10), sequence int(11)
  index fieldid
vte_relatedlists
  relation_id int(19)!, tabid int(10), related_tabid int(10), name varchar(100), sequence int(10), label varchar(100),
  presence int(10)! =0, actions varchar(50)
  key relation_id
  index tabid related_tabid name sequence label presence actions
vte_picklist
  picklistid int(11)!, name varchar(200)!
  key picklistid
  unique name
vte_role2picklist
  roleid varchar(255)!, picklistvalueid int(11)!, picklistid int(11)!, sortid int(11)
  key roleid+picklistvalueid+picklistid
  index picklistid roleid+picklistid+picklistvalueid
vte_modentity_num
  num_id int(19)!, semodule varchar(50)!, prefix varchar(50)!, start_id varchar(50)!, cur_id varchar(50)!, active int(1)!
  key num_id
  index semodule+active
vte_language
  id int(11)!, name varchar(50), prefix varchar(10), label varchar(30), lastupdated timestamp!, sequence int(11), isdefault int(1),
  active int(1)
  key id
sdk_language
  languageid int(11)!, module varchar(50), language varchar(10), label varchar(200), trans_label text
  key languageid
  index module+language
sdk_uitype
  uitypeid int(19)!, uitype int(19), src_php varchar(255), src_tpl varchar(255), src_js varchar(255), old_style int(1) =0
  key uitypeid
vte_ws_fieldtype
  fieldtypeid int(19)!, uitype int(19)!, fieldtype varchar(200)!
  key fieldtypeid
  unique uitype
vte_ws_entity
  id int(11)!, name varchar(25)!, handler_path varchar(255)!, handler_class varchar(64)!, ismodule int(3)!
  key id
tbl_s_conditionals
  ruleid int(19)!, fieldid int(19)!, sequence int(19), active int(19), description varchar(255), read_perm int(1), write_perm int(1),
  mandatory int(1), role_grp_check varchar(255)
  key ruleid+fieldid
tbl_s_conditionals_rules
  id int(19)!, ruleid int(19), chk_fieldname varchar(255), chk_criteria_id int(8), chk_field_value varchar(255), module varchar(25)
  key id
  index ruleid
tbl_s_transitions
  ruleid int(19)!, module varchar(20), field varchar(30), status varchar(80), next_status varchar(80), enable int(1) =1, sequence int(19),
  roleid varchar(16)
  key ruleid
  unique module+field+status+next_status+roleid
tbl_s_picklist_language
  code_system int(19)!, code varchar(20)!, field varchar(50)!, language varchar(5)!, value varchar(1000), sortorderid int(19)
  key code_system+code+field+language
  unique code+field+language
  index field
`;
