/** Tables that hold the values of the picklists, one a picklist, named after its field. */
export const picklistTables = `
vte_ticketstatus
  ticketstatus_id int(19)!, ticketstatus varchar(200), PRESENCE int(1)! =0, picklist_valueid int(19)! =0
  key ticketstatus_id
vte_ticketpriorities
  ticketpriorities_id int(19)!, ticketpriorities varchar(200), PRESENCE int(1)! =0, picklist_valueid int(19)! =0
  key ticketpriorities_id
vte_ticketseverities
  ticketseverities_id int(19)!, ticketseverities varchar(200), PRESENCE int(1)! =0, picklist_valueid int(19)! =0
  key ticketseverities_id
vte_ticketcategories
  ticketcategories_id int(19)!, ticketcategories varchar(200), PRESENCE int(1)! =0, picklist_valueid int(19)! =0
  key ticketcategories_id
vte_faqstatus
  faqstatus_id int(19)!, faqstatus varchar(200), PRESENCE int(1)! =1, picklist_valueid int(19)! =0
  key faqstatus_id
vte_faqcategories
  faqcategories_id int(19)!, faqcategories varchar(200), PRESENCE int(1)! =1, picklist_valueid int(19)! =0
  key faqcategories_id
vte_industry
  industryid int(19)!, industry varchar(200)!, presence int(1)! =1, picklist_valueid int(19)! =0
  key industryid
vte_rating
  rating_id int(19)!, rating varchar(200), PRESENCE int(1)! =1, picklist_valueid int(19)! =0
  key rating_id
vte_accounttype
  accounttypeid int(19)!, accounttype varchar(200)!, presence int(1)! =1, picklist_valueid int(19)! =0
  key accounttypeid
vte_leadsource
  leadsourceid int(19)!, leadsource varchar(200)!, presence int(1)! =1, picklist_valueid int(19)! =0
  key leadsourceid
vte_salutationtype
  salutationid int(19)!, salutationtype varchar(200)!, presence int(1)! =1, picklist_valueid int(19)! =0
  key salutationid
vte_campaignrelstatus
  campaignrelstatusid int(19), campaignrelstatus varchar(256), sortorderid int(19), presence int(19)
vte_quotestage
  quotestageid int(19)!, quotestage varchar(200)!, presence int(1)! =1, picklist_valueid int(19)! =0
  key quotestageid
vte_carrier
  carrierid int(19)!, carrier varchar(200)!, presence int(1)! =1, picklist_valueid int(19)! =0
  key carrierid
vte_invoicestatus
  inovicestatusid int(19)!, invoicestatus varchar(200)!, presence int(1)! =1, picklist_valueid int(19)! =0
  key inovicestatusid
vte_manufacturer
  manufacturerid int(19)!, manufacturer varchar(200)!, presence int(1)! =1, picklist_valueid int(19)! =0
  key manufacturerid
vte_glacct
  glacctid int(19)!, glacct varchar(200)!, presence int(1)! =1, picklist_valueid int(19)! =0
  key glacctid
vte_usageunit
  usageunitid int(19)!, usageunit varchar(200)!, presence int(1)! =1, picklist_valueid int(19)! =0
  key usageunitid
vte_productcategory
  productcategoryid int(19)!, productcategory varchar(200)!, presence int(1)! =1, picklist_valueid int(19)! =0
  key productcategoryid
vte_servicecategory
  servicecategoryid int(19)!, servicecategory varchar(200)!, presence int(1)! =1, picklist_valueid int(19) =0
  key servicecategoryid
vte_service_usageunit
  service_usageunitid int(19)!, service_usageunit varchar(200)!, presence int(1)! =1, picklist_valueid int(19) =0
  key service_usageunitid
vte_servicetype
  servicetypeid int(19)!, servicetype varchar(200)!, presence int(1)! =1, picklist_valueid int(19) =0
  key servicetypeid
vte_projecttasktype
  projecttasktypeid int(19)!, projecttasktype varchar(200)!, presence int(1)! =1, picklist_valueid int(19) =0
  key projecttasktypeid
vte_projecttaskpriority
  projecttaskpriorityid int(19)!, projecttaskpriority varchar(200)!, presence int(1)! =1, picklist_valueid int(19) =0
  key projecttaskpriorityid
vte_projecttaskprogress
  projecttaskprogressid int(19)!, projecttaskprogress varchar(200)!, presence int(1)! =1, picklist_valueid int(19) =0
  key projecttaskprogressid
vte_projecttype
  projecttypeid int(19)!, projecttype varchar(200)!, presence int(1)! =1, picklist_valueid int(19) =0
  key projecttypeid
vte_projectstatus
  projectstatusid int(19)!, projectstatus varchar(200)!, presence int(1)! =1, picklist_valueid int(19) =0
  key projectstatusid
vte_projectpriority
  projectpriorityid int(19)!, projectpriority varchar(200)!, presence int(1)! =1, picklist_valueid int(19) =0
  key projectpriorityid
vte_progress
  progressid int(19)!, progress varchar(200)!, presence int(1)! =1, picklist_valueid int(19) =0
  key progressid
vte_assetstatus
  assetstatusid int(19)!, assetstatus varchar(200)!, presence int(1)! =1, picklist_valueid int(19) =0
  key assetstatusid
vte_projectmilestype
  projectmilestypeid int(19)!, projectmilestype varchar(200)!, presence int(1)! =1, picklist_valueid int(19) =0
  key projectmilestypeid
`;
