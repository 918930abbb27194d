/** Tables of tickets, contacts, companies, FAQ, installations and projects. */
export const customerTables = `
vte_troubletickets
  ticketid int(19)!, description longtext, groupname varchar(100), parent_id int(19), product_id int(19), priority varchar(200),
  severity varchar(200), status varchar(200), category varchar(200), title varchar(255)!, filename varchar(50), solution text,
  version_id int(11), expiry_date date, ticket_no varchar(255), hours decimal(5,2), days decimal(5,2), projectplanid int(19),
  projecttaskid int(19), mailscanner_action int(10), signature varchar(255), time_elapsed decimal(10,0), time_remaining decimal(10,0),
  start_sla datetime, end_sla datetime, time_refresh datetime, sla_time decimal(10,0), due_date date, due_time varchar(5),
  time_change_status datetime, time_elapsed_change_status decimal(10,0), reset_sla int(1), ended_sla int(1),
  time_elapsed_idle decimal(10,0), time_elapsed_out_sla decimal(10,0), email_from varchar(100), email_to varchar(100),
  email_cc varchar(255), email_bcc varchar(255), helpdesk_from_name varchar(100), helpdesk_from varchar(100), email_date timestamp
  key ticketid
  index ticket_no parent_id product_id groupname priority severity title status
vte_ticketcf
  ticketid int(19)! =0
  key ticketid
vte_ticketcomments
  commentid int(19)!, ticketid int(19), comments text, ownerid int(19)! =0, ownertype varchar(10),
  createdtime timestamp =0000-00-00 00:00:00, conf_status int(5), conf_password varchar(255), conf_data text
  key commentid
  index ownerid ownertype createdtime ticketid
vte_contactdetails
  contactid int(19)! =0, accountid int(19), salutation varchar(200), firstname varchar(40), lastname varchar(80)!, description longtext,
  email varchar(100), phone varchar(50), mobile varchar(50), title varchar(50), department varchar(30), fax varchar(50), reportsto int(19),
  training varchar(50), usertype varchar(50), contacttype varchar(50), otheremail varchar(100), yahooid varchar(100), donotcall varchar(3),
  emailoptout varchar(3) =0, imagename varchar(150), reference varchar(3), import_date varchar(255), import_file varchar(255),
  contact_no varchar(255), vendor_id int(19), newsletter_unsubscrpt int(1) =0, gdpr_privacypolicy char(1),
  gdpr_privacypolicy_checkedtime datetime, gdpr_privacypolicy_remote_addr varchar(45), gdpr_personal_data char(1),
  gdpr_personal_data_checkedtime datetime, gdpr_personal_data_remote_addr varchar(45), gdpr_marketing char(1),
  gdpr_marketing_checkedtime datetime, gdpr_marketing_remote_addr varchar(45), gdpr_thirdparties char(1),
  gdpr_thirdparties_checkedtime datetime, gdpr_thirdparties_remote_addr varchar(45), gdpr_profiling char(1),
  gdpr_profiling_checkedtime datetime, gdpr_profiling_remote_addr varchar(45), gdpr_restricted char(1),
  gdpr_restricted_checkedtime datetime, gdpr_restricted_remote_addr varchar(45), gdpr_notifychange char(1),
  gdpr_notifychange_checkedtime datetime, gdpr_notifychange_remote_addr varchar(45), gdpr_deleted char(1),
  gdpr_deleted_checkedtime datetime, gdpr_deleted_remote_addr varchar(45), gdpr_sentdate datetime
  key contactid
  index accountid contact_no contacttype otheremail emailoptout firstname lastname email phone mobile fax reportsto training
vte_contactaddress
  contactaddressid int(19)! =0, mailingcity varchar(40), mailingstreet varchar(250), mailingcountry varchar(40), othercountry varchar(30),
  mailingstate varchar(30), mailingpobox varchar(30), othercity varchar(40), otherstate varchar(50), mailingzip varchar(30),
  otherzip varchar(30), otherstreet varchar(250), otherpobox varchar(30)
  key contactaddressid
  index mailingcity otherzip otherstreet otherpobox mailingstreet mailingcountry othercountry mailingstate mailingpobox othercity otherstate mailingzip
vte_contactsubdetails
  contactsubscriptionid int(19)! =0, homephone varchar(50), otherphone varchar(50), assistant varchar(30), assistantphone varchar(50),
  birthday date, laststayintouchrequest int(30) =0, laststayintouchsavedate int(19) =0, leadsource varchar(200)
  key contactsubscriptionid
  index homephone otherphone assistant assistantphone birthday leadsource
vte_contactscf
  contactid int(19)! =0
  key contactid
vte_customerdetails
  customerid int(19)!, portal varchar(3), support_start_date date, support_end_date date
  key customerid
  index portal support_start_date support_end_date
vte_portalinfo
  id int(11)!, user_name varchar(50), user_password varchar(255), user_hash varchar(100), type varchar(5), last_login_time timestamp,
  login_time timestamp, logout_time timestamp, isactive int(1)
  key id
  index user_name user_password type login_time logout_time
vte_soapservice
  id int(19), type varchar(25), sessionid varchar(100)
vte_account
  accountid int(19)! =0, accountname varchar(100)!, description longtext, parentid int(19) =0, account_type varchar(200),
  industry varchar(200), annualrevenue int(19) =0, rating varchar(200), ownership varchar(50), phone varchar(30), otherphone varchar(30),
  email1 varchar(100), email2 varchar(100), website varchar(100), fax varchar(30), employees int(10) =0, emailoptout varchar(3) =0,
  import_date varchar(255), import_file varchar(255), external_code varchar(100), secondary_owner varchar(100),
  secondary_owner_mode varchar(100), crmv_bankdetails varchar(100), crmv_vat_registration_number varchar(16),
  crmv_social_security_number varchar(16), account_no varchar(255), newsletter_unsubscrpt int(1) =0, daily_cost decimal(14,2)
  key accountid
  index account_type account_no accountname parentid industry phone otherphone
vte_accountbillads
  accountaddressid int(19)! =0, bill_city varchar(30), bill_code varchar(30), bill_country varchar(30), bill_state varchar(30),
  bill_street varchar(250), bill_pobox varchar(30)
  key accountaddressid
  index bill_city bill_code bill_country bill_state bill_street
vte_accountshipads
  accountaddressid int(19)! =0, ship_city varchar(30), ship_code varchar(30), ship_country varchar(30), ship_state varchar(30),
  ship_pobox varchar(30), ship_street varchar(250)
  key accountaddressid
  index ship_city ship_code ship_country ship_state ship_street
vte_accountscf
  accountid int(19)! =0
  key accountid
vte_faq
  id int(19)!, product_id int(19), question text, answer text, category varchar(200), status varchar(200), faq_no varchar(255)
  key id
vte_faqcf
  faqid int(19)! =0
  key faqid
vte_faqcomments
  commentid int(19)!, faqid int(19), comments text, createdtime timestamp!
  key commentid
  index faqid
vte_assets
  assetsid int(11)!, asset_no varchar(30), description longtext, account int(19), product int(19), serialnumber varchar(200),
  datesold date, dateinservice date, assetstatus varchar(200) =In Service, tagnumber varchar(300), invoiceid int(19),
  shippingmethod varchar(200), shippingtrackingnumber varchar(200), assetname varchar(100), sorderid int(19)
  key assetsid
vte_assetscf
  assetsid int(19)!
  key assetsid
vte_project
  projectid int(11), projectname varchar(255), project_no varchar(100), description longtext, startdate date, targetenddate date,
  actualenddate date, targetbudget varchar(255), projecturl varchar(255), projectstatus varchar(100), projectpriority varchar(100),
  projecttype varchar(100), progress varchar(100), linktoaccountscontacts varchar(100), joborderid int(19)
vte_projectcf
  projectid int(11)!
  key projectid
vte_projecttask
  projecttaskid int(11)!, projecttaskname varchar(255), projecttask_no varchar(100), description longtext, projecttasktype varchar(100),
  projecttaskpriority varchar(100), projecttaskprogress varchar(100), projecttaskhours varchar(255), startdate date, enddate date,
  projectid varchar(100), projecttasknumber int(11), salesorderid int(19), auto_working_days int(1) =0, working_days int(19) =0,
  servicetype varchar(100), salesprice decimal(14,2), expected_hours decimal(5,2), package_hours decimal(5,2), invoiced_hours decimal(5,2),
  used_hours decimal(5,2), residual_hours decimal(5,2), used_budget decimal(14,2), residual_budget decimal(14,2),
  hours_to_be_invoiced decimal(5,2)
  key projecttaskid
vte_projecttaskcf
  projecttaskid int(11)!
  key projecttaskid
vte_projectmilestone
  projectmilestoneid int(11)!, projectmilestonename varchar(255), projectmilestone_no varchar(100), description longtext,
  projectmilestonedate varchar(255), projectid varchar(100), projectmilestype varchar(100)
  key projectmilestoneid
vte_projectmilestonecf
  projectmilestoneid int(11)!
  key projectmilestoneid
`;
