/**
 * Tables whose ids come from a one-row table `<table>_seq`; the CRM makes some of them at first use only,
 * the demo has all. The column is the one whose highest value the sequence must have reached.
 */
export const sequenceSources = `
  vte_crmentity | crmid
  vte_users | id
  vte_ticketcomments | commentid
  vte_faqcomments | commentid
  vte_changelog | changelogid
  vte_modnotifications | modnotificationsid
  vte_inventoryproductrel | lineitem_id
  vte_crmentityfolder | folderid
  vte_currency_info | id
  vte_emailtemplates | templateid
  vte_notifyscheduler | schedulednotificationid
  vte_organizationdetails | organizationid
  vte_settings_blocks | blockid
  vte_settings_field | fieldid
  vte_links | linkid
  vte_modentity_num | num_id
  vte_panels | panelid
  vte_blocks | blockid
  vte_field | fieldid
  vte_relatedlists | relation_id
  vte_picklist | picklistid
  vte_profile | profileid
  vte_language | id
  sdk_language | languageid
  sdk_uitype | uitypeid
  vte_ws_fieldtype | fieldtypeid
  vte_ws_entity | id
  vte_version | id
`;
