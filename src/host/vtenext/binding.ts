import type { HostBinding } from '../models/bind-models.js';

/** Tables and columns of vtenext; `prefix` is the one its tables carry, by default `vte_`. */
export function vtenextBinding(prefix: string): HostBinding {
  return { ...peopleBinding(prefix), ...recordBinding(prefix), ...documentBinding(prefix), ...historyBinding(prefix) };
}

type Part<Names extends keyof HostBinding> = Pick<HostBinding, Names>;

function peopleBinding(
  prefix: string,
): Part<'Contact' | 'CustomerAccess' | 'PortalInfo' | 'Account' | 'User' | 'Group' | 'GroupMember'> {
  return {
    Contact: {
      table: `${prefix}contactdetails`,
      id: 'id',
      columns: {
        id: 'contactid',
        accountId: 'accountid',
        firstName: 'firstname',
        lastName: 'lastname',
        email: 'email',
        optedOutOfMail: 'emailoptout',
        number: 'contact_no',
      },
    },
    CustomerAccess: {
      table: `${prefix}customerdetails`,
      id: 'id',
      columns: {
        id: 'customerid',
        hasPortal: 'portal',
        supportStart: 'support_start_date',
        supportEnd: 'support_end_date',
      },
    },
    PortalInfo: {
      table: `${prefix}portalinfo`,
      id: 'id',
      columns: {
        id: 'id',
        userName: 'user_name',
        encodedPassword: 'user_password',
        kind: 'type',
        isActive: 'isactive',
        signedInAt: 'login_time',
        signedOutAt: 'logout_time',
        lastSignedInAt: 'last_login_time',
      },
    },
    Account: { table: `${prefix}account`, id: 'id', columns: { id: 'accountid', name: 'accountname' } },
    User: {
      table: `${prefix}users`,
      id: 'id',
      columns: {
        id: 'id',
        userName: 'user_name',
        firstName: 'first_name',
        lastName: 'last_name',
        address: 'email1',
        language: 'default_language',
        notifyVia: 'notify_me_via',
      },
    },
    Group: { table: `${prefix}groups`, id: 'id', columns: { id: 'groupid', name: 'groupname' } },
    GroupMember: {
      table: `${prefix}users2group`,
      id: ['groupId', 'userId'],
      columns: { groupId: 'groupid', userId: 'userid' },
    },
  };
}

function recordBinding(prefix: string): Part<'CrmEntity' | 'Ticket' | 'TicketComment' | 'FaqComment' | 'DisplayName'> {
  return {
    CrmEntity: {
      table: `${prefix}crmentity`,
      id: 'id',
      columns: {
        id: 'crmid',
        creatorId: 'smcreatorid',
        ownerId: 'smownerid',
        modifiedBy: 'modifiedby',
        module: 'setype',
        createdAt: 'createdtime',
        modifiedAt: 'modifiedtime',
        isDeleted: 'deleted',
      },
    },
    Ticket: {
      table: `${prefix}troubletickets`,
      id: 'id',
      columns: { id: 'ticketid', customerId: 'parent_id', number: 'ticket_no', title: 'title', status: 'status' },
    },
    TicketComment: {
      table: `${prefix}ticketcomments`,
      id: 'id',
      columns: {
        id: 'commentid',
        ticketId: 'ticketid',
        text: 'comments',
        authorId: 'ownerid',
        authorType: 'ownertype',
        createdAt: 'createdtime',
        confidentialStatus: 'conf_status',
        confidentialPassword: 'conf_password',
        confidentialData: 'conf_data',
      },
    },
    FaqComment: {
      table: `${prefix}faqcomments`,
      id: 'id',
      columns: { id: 'commentid', faqId: 'faqid', text: 'comments', createdAt: 'createdtime' },
    },
    DisplayName: {
      table: `${prefix}entity_displayname`,
      id: 'id',
      columns: { id: 'crmid', module: 'setype', name: 'displayname', updatedAt: 'lastupdate' },
    },
  };
}

function documentBinding(
  prefix: string,
): Part<'Document' | 'Attachment' | 'AttachmentRelation' | 'DocumentRelation' | 'StoredBytes'> {
  return {
    Document: {
      table: `${prefix}notes`,
      id: 'id',
      columns: {
        id: 'notesid',
        title: 'title',
        fileName: 'filename',
        content: 'notecontent',
        type: 'filetype',
        bytes: 'filesize',
        downloads: 'filedownloadcount',
        version: 'fileversion',
        folderId: 'folderid',
        number: 'note_no',
        location: 'filelocationtype',
        backend: 'backend_name',
        isActive: 'filestatus',
        isInPortal: 'active_portal',
      },
    },
    Attachment: {
      table: `${prefix}attachments`,
      id: 'id',
      columns: {
        id: 'attachmentsid',
        name: 'name',
        type: 'type',
        folder: 'path',
        backend: 'backend_name',
        backendKey: 'backend_key',
      },
    },
    AttachmentRelation: {
      table: `${prefix}seattachmentsrel`,
      id: ['recordId', 'attachmentId'],
      columns: { recordId: 'crmid', attachmentId: 'attachmentsid' },
    },
    DocumentRelation: {
      table: `${prefix}senotesrel`,
      id: ['recordId', 'documentId'],
      columns: { recordId: 'crmid', documentId: 'notesid', module: 'relmodule' },
    },
    StoredBytes: { table: `${prefix}filestorage`, id: 'id', columns: { id: 'fileid', data: 'filedata' } },
  };
}

function historyBinding(
  prefix: string,
): Part<'ChangeLogEntry' | 'Notification' | 'Follower' | 'OwnerNotice' | 'AddressEntry' | 'AddressListState'> {
  return {
    ChangeLogEntry: {
      table: `${prefix}changelog`,
      id: 'id',
      columns: {
        id: 'changelogid',
        revision: 'audit_no',
        recordId: 'parent_id',
        userId: 'user_id',
        userName: 'user_name',
        authorId: 'display_id',
        authorModule: 'display_module',
        authorName: 'display_name',
        changedAt: 'modified_date',
        requestId: 'request_id',
        description: 'description',
        isHidden: 'hide',
      },
    },
    Notification: {
      table: `${prefix}modnotifications`,
      id: 'id',
      columns: {
        id: 'modnotificationsid',
        creatorId: 'smcreatorid',
        userId: 'smownerid',
        createdAt: 'createdtime',
        modifiedAt: 'modifiedtime',
        recordId: 'related_to',
        type: 'mod_not_type',
        isSeen: 'seen',
        description: 'description',
        subject: 'subject',
        fromAddress: 'from_email',
        fromName: 'from_email_name',
        isInSummary: 'sent_summary_not',
      },
    },
    Follower: {
      // The CRM has this name fixed, whatever its prefix.
      table: 'vte_modnotifications_follow',
      id: ['userId', 'recordId'],
      columns: { userId: 'userid', recordId: 'record' },
    },
    OwnerNotice: {
      table: `${prefix}ownernotify`,
      id: ['recordId', 'ownerId'],
      columns: { recordId: 'crmid', ownerId: 'smownerid', flag: 'flag' },
    },
    AddressEntry: {
      table: `${prefix}email_directory`,
      id: ['userId', 'address'],
      columns: { userId: 'userid', address: 'email', recordId: 'crmid', module: 'module' },
    },
    AddressListState: {
      table: `${prefix}email_directory_sync`,
      id: 'userId',
      columns: { userId: 'userid', updatedAt: 'last_update' },
    },
  };
}
