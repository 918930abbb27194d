/** Tables every record shares: the record itself, its name, its files, relations and history. */
export const recordTables = `
vte_crmentity
  crmid int(19)!, smcreatorid int(19)! =0, smownerid int(19)! =0, modifiedby int(19)! =0, setype varchar(30)!, description longtext,
  createdtime timestamp =0000-00-00 00:00:00, modifiedtime timestamp =0000-00-00 00:00:00, viewedtime timestamp =0000-00-00 00:00:00,
  status varchar(50), version int(19)! =0, presence int(1) =1, deleted int(1)! =0
  key crmid
  index deleted modifiedby modifiedtime smownerid+deleted setype smcreatorid smownerid
vte_entity_displayname
  crmid int(19)!, setype varchar(31)!, displayname varchar(255), lastupdate timestamp
  key crmid
  index displayname setype
vte_notes
  notesid int(19)! =0, contact_id int(19) =0, title varchar(50)!, filename varchar(255), notecontent longtext, filetype varchar(150),
  filesize decimal(10,0), filedownloadcount decimal(10,0), fileversion varchar(150), folderid decimal(10,0), note_no varchar(100),
  filelocationtype varchar(5), backend_name varchar(63), filestatus int(19), active_portal int(1) =0
  key notesid
  index filename folderid filetype filelocationtype filedownloadcount title
vte_notescf
  notesid int(19)! =0
  key notesid
vte_crmentityfolder
  folderid int(19)!, tabid int(19)!, createdby int(19)!, foldername varchar(200)!, description varchar(250), state varchar(50),
  sequence int(19)
  key folderid
  index tabid
vte_attachments
  attachmentsid int(19)!, name varchar(255)!, description text, type varchar(100), path text, subject varchar(255),
  backend_name varchar(63), backend_key varchar(1000)
  key attachmentsid
  index name type subject
vte_seattachmentsrel
  crmid int(19)! =0, attachmentsid int(19)! =0
  key crmid+attachmentsid
  index crmid attachmentsid attachmentsid+crmid
vte_senotesrel
  crmid int(19)! =0, notesid int(19)! =0, relmodule varchar(63)
  key crmid+notesid
  index crmid notesid relmodule
vte_filestorage
  fileid int(19)!, status int(5)! =0, attempts int(5), last_save_attempt timestamp =0000-00-00 00:00:00, path varchar(1000)! =,
  filedata longblob
  key fileid
  index path status
crmv_docs_revisioned
  crmid int(19)!, attachmentid int(19)!, userid int(19), revision int(10), revisiondate timestamp,
  user_email varchar(100) =0000-00-00 00:00:00
  key crmid+attachmentid
  index userid
vte_crmentityrel
  crmid int(11)!, module varchar(100)!, relcrmid int(11)!, relmodule varchar(100)!
  key crmid+relcrmid
  index module relcrmid relmodule
vte_crmentityrel_ord
  crmid int(19)!, module varchar(63)!, relcrmid int(19)!, relmodule varchar(63)!
  key crmid+relcrmid
  index module relcrmid relmodule
vte_seproductsrel
  crmid int(19)! =0, productid int(19)! =0, setype varchar(30)!
  key crmid+productid
  index crmid productid
vte_changelog
  changelogid int(19)!, audit_no decimal(3,1), parent_id int(19), user_name varchar(20), user_id int(19), display_id int(19),
  display_module varchar(63), display_name varchar(255), modified_date varchar(20), request_id varchar(63), description longtext,
  hide int(11) =0
  key changelogid
  index parent_id
vte_modnotifications
  modnotificationsid int(19)!, smcreatorid int(19), smownerid int(19), createdtime timestamp =0000-00-00 00:00:00,
  modifiedtime timestamp =0000-00-00 00:00:00, related_to int(19), mod_not_type varchar(255), seen int(1), description longtext,
  subject varchar(255), from_email varchar(255), from_email_name varchar(255), sent_summary_not int(1)
  key modnotificationsid
  index seen modifiedtime smownerid+createdtime related_to mod_not_type
vte_modnotifications_follow
  userid int(19)!, record int(19)!
  key userid+record
  index record userid
vte_modcomments
  modcommentsid int(11)!, commentcontent text, related_to varchar(100), parent_comments int(19), visibility_comm varchar(255),
  lastchild int(19), related_to_perm int(1) =0
  key modcommentsid
  index parent_comments related_to+visibility_comm
vte_modcommentscf
  modcommentsid int(11)!
  key modcommentsid
vte_modcomments_users
  id int(19)!, user int(19)!
  key id+user
  index user+id
vte_notifications
  id int(19)!, userid int(19)!, type varchar(100)!, forced int(1) =0
  key id+userid+type
  index id userid
vte_ownernotify
  crmid int(19), smownerid int(19), flag int(3)
  index crmid+flag
vte_email_directory
  userid int(19)!, email varchar(200)!, crmid int(19), module varchar(200)
  key userid+email
  index crmid email userid
vte_email_directory_sync
  userid int(19)!, last_update timestamp =0000-00-00 00:00:00
  key userid
`;
