/** Tables of staff, groups, roles, the company's own details and the CRM's settings. */
export const staffTables = `
vte_users
  id int(11)!, user_name varchar(255), user_password varchar(128), user_hash varchar(32), cal_color varchar(12), first_name varchar(30),
  last_name varchar(30), reports_to_id int(19), is_admin varchar(3) =0, currency_id int(19)! =1, description text, date_entered timestamp,
  date_modified timestamp, modified_user_id varchar(36), title varchar(50), department varchar(50), phone_home varchar(50),
  phone_mobile varchar(50), phone_work varchar(50), phone_other varchar(50), phone_fax varchar(50), email1 varchar(100),
  email2 varchar(100), yahoo_id varchar(100), status varchar(25), address_street varchar(150), address_city varchar(100),
  address_state varchar(100), address_country varchar(25), address_postalcode varchar(9), user_preferences text, tz varchar(30),
  holidays varchar(60), namedays varchar(60), workdays varchar(30), holiday_countries varchar(255), weekstart int(11) =1,
  date_format varchar(200), hour_format varchar(30) =am/pm, start_hour varchar(30) =10:00, end_hour varchar(30) =23:00,
  homeorder varchar(255) =HDB,ALVT,PLVT,QLTQ,CVLVT,HLT,OLV,GRT,OLTSO,ILTI,MNL,OLTPO,LTFAQ, activity_view varchar(200) =Today,
  lead_view varchar(200) =Today, imagename varchar(250), avatar varchar(255), deleted int(1)! =0, defhomeview varchar(100),
  confirm_password varchar(128), internal_mailer varchar(3)! =1, crypt_type varchar(20)! =BLOWFISH, is_mobileuser int(1) =0,
  use_ldap int(1), reminder_interval varchar(100)!, reminder_next_time varchar(100), accesskey varchar(36), no_week_sunday varchar(100),
  menu_view varchar(255), default_module varchar(255), default_language varchar(255), default_theme varchar(255), dark_mode int(1) =0,
  allow_generic_talks int(1) =0, receive_public_talks int(1) =0, notify_me_via varchar(255), user_timezone varchar(255),
  notify_summary varchar(255), enable_activesync int(1) =0, decimal_separator varchar(8) =., thousands_separator varchar(8) =,
  decimals_num int(4) =2
  key id
  index first_name last_name reports_to_id is_admin status user_name user_password
vte_groups
  groupid int(19)!, groupname varchar(100), date_entered timestamp =0000-00-00 00:00:00, date_modified timestamp, description text
  key groupid
  unique groupname
  index date_modified
vte_users2group
  groupid int(19)!, userid int(19)!
  key groupid+userid
  index userid
vte_user2role
  userid int(11)!, roleid varchar(255)!
  key userid
  index roleid
vte_role
  roleid varchar(255)!, rolename varchar(200), parentrole varchar(255), depth int(19)
  key roleid
  index rolename parentrole
vte_role2profile
  roleid varchar(255)!, profileid int(11)!, mobile int(1)! =0
  key roleid+profileid+mobile
  index roleid+profileid
vte_profile
  profileid int(10)!, profilename varchar(50)!, description text, mobile int(1) =0
  key profileid
  index profilename
vte_profile2tab
  profileid int(11), tabid int(10), permissions int(10)! =0
  index profileid+tabid
vte_profile2field
  profileid int(11)!, tabid int(10), fieldid int(19)!, visible int(19), readonly int(19), sequence int(19) =0, mandatory int(1) =1
  key profileid+fieldid
  index readonly fieldid mandatory profileid+tabid tabid+profileid visible+profileid
vte_profile2globalperm
  profileid int(19)!, globalactionid int(19)!, globalactionpermission int(19)
  key profileid+globalactionid
vte_def_org_field
  tabid int(10), fieldid int(19)!, visible int(19), readonly int(19)
  key fieldid
  index visible+fieldid readonly tabid+fieldid tabid
vte_group2role
  groupid int(19)!, roleid varchar(255)!
  key groupid+roleid
  index roleid
vte_organizationdetails
  organizationid int(5)!, organizationname varchar(100), address varchar(150), city varchar(100), state varchar(100), country varchar(100),
  code varchar(30), phone varchar(30), fax varchar(30), website varchar(100), logoname varchar(50), logo text, crmv_banking varchar(100),
  crmv_vat_registration_number varchar(11), crmv_rea varchar(20), crmv_issued_capital varchar(20)
  key organizationid
vte_version
  id int(11)!, old_version varchar(30), current_version varchar(30), enterprise_project varchar(100), hash_version longtext,
  license_info varchar(500)
  key id
vte_emailtemplates
  foldername varchar(100), templatename varchar(100), subject varchar(100), description text, body longtext, deleted int(1)! =0,
  templateid int(19)!, templatetype varchar(255), use_signature int(1) =0, overwrite_message int(1) =0, parentid int(19) =0
  key templateid
  index foldername+templatename+subject
vte_notifyscheduler
  schedulednotificationid int(19)!, schedulednotificationname varchar(200), active int(1), notificationsubject varchar(200),
  notificationbody longtext, label varchar(50), type varchar(10)
  key schedulednotificationid
  unique schedulednotificationname
vte_systems
  id int(19)!, server varchar(100), server_port int(19), server_username varchar(100), server_password varchar(500),
  server_type varchar(20), smtp_auth varchar(5), service_type varchar(20), domain varchar(20), account varchar(100), prefix varchar(20),
  name varchar(50), inc_call longblob, server_path varchar(256), ssl_tls varchar(5)
  key id
vte_settings_blocks
  blockid int(19)!, label varchar(250), sequence int(19), image varchar(100)
  key blockid
vte_settings_field
  fieldid int(19)!, blockid int(19), name varchar(250), iconpath varchar(300), description text, linkto text, sequence int(19),
  active int(19) =0
  key fieldid
  index blockid
vte_links
  linkid int(11)!, tabid int(11), linktype varchar(20), linklabel varchar(30), linkurl varchar(255), linkicon varchar(100),
  sequence int(11), status int(1)! =1, cond varchar(200), size int(1) =1
  key linkid
  index tabid+linktype
vte_customerportal_tabs
  tabid int(19)!, visible int(1) =1, sequence int(1)
  key tabid
vte_customerportal_prefs
  tabid int(11)!, prefkey varchar(100), prefvalue int(20)
  key tabid
vte_customerportal_fields
  tabid int(19)!, fieldid int(19), visible int(1)
`;
