/** How a table of the portal's holds what is personal. */
export interface PersonalTable {
  readonly table: string;
  /** The contact a row is about. */
  readonly contact: string;
  /** Columns an export gives; none: they mean nothing without the portal, or are secrets. Those ending in `_at` are times. */
  readonly exported: readonly string[];
  /** Columns that tell of who did it: exported only where that was the contact. */
  readonly ofActor?: readonly string[];
  /** What becomes of rows about a contact that is gone: `delete`, or these values. */
  readonly erasure: 'delete' | Readonly<Record<string, string | number | null>>;
}

/**
 * Every table with a contact's id; a test fails when one is missing. Parts of drafts follow their draft. Of the record of changes only
 * the number of who did something stays; a stored file belongs to its ticket, not to a person any more. `portal_erasure` is none of them: it
 * holds nothing but the numbers of contacts that extensions have still to forget.
 */
export const personalTables: readonly PersonalTable[] = [
  {
    table: 'portal_login',
    contact: 'contact_id',
    exported: ['language', 'last_seen_language', 'theme', 'signed_in_at', 'password_changed_at'],
    erasure: 'delete',
  },
  {
    table: 'portal_session',
    contact: 'contact_id',
    exported: ['created_at', 'seen_at', 'expires_at', 'user_agent', 'network'],
    erasure: 'delete',
  },
  { table: 'portal_remember', contact: 'contact_id', exported: ['expires_at', 'used_at'], erasure: 'delete' },
  { table: 'portal_known_browser', contact: 'contact_id', exported: ['seen_at', 'expires_at'], erasure: 'delete' },
  {
    table: 'portal_token',
    contact: 'contact_id',
    exported: ['purpose', 'email', 'previous_email', 'created_at', 'expires_at', 'used_at'],
    erasure: 'delete',
  },
  { table: 'portal_submission', contact: 'contact_id', exported: ['location', 'created_at'], erasure: 'delete' },
  {
    table: 'portal_file',
    contact: 'contact_id',
    exported: ['attachment_id', 'document_id', 'ticket_id', 'bytes', 'created_at'],
    erasure: { contact_id: 0 },
  },
  {
    table: 'portal_mail',
    contact: 'contact_id',
    exported: [
      'kind',
      'ticket_id',
      'to_address',
      'to_name',
      'language',
      'state',
      'gate_reason',
      'attempts',
      'last_error',
      'created_at',
      'sent_at',
      'data',
    ],
    erasure: 'delete',
  },
  {
    table: 'portal_participant',
    contact: 'contact_id',
    exported: ['ticket_id', 'added_by', 'added_at'],
    erasure: 'delete',
  },
  {
    table: 'portal_draft',
    contact: 'contact_id',
    exported: ['place', 'content', 'saved_at', 'expires_at'],
    erasure: 'delete',
  },
  {
    table: 'portal_draft_file',
    contact: 'contact_id',
    exported: ['name', 'type', 'bytes', 'created_at'],
    erasure: 'delete',
  },
  {
    table: 'portal_rating',
    contact: 'contact_id',
    exported: ['ticket_id', 'stars', 'word', 'rated_at'],
    erasure: 'delete',
  },
  { table: 'portal_seen', contact: 'contact_id', exported: ['ticket_id', 'comment_id', 'seen_at'], erasure: 'delete' },
  {
    table: 'portal_list_choice',
    contact: 'contact_id',
    exported: ['module', 'kind', 'name', 'content', 'saved_at'],
    erasure: 'delete',
  },
  {
    table: 'portal_incoming_mail',
    contact: 'contact_id',
    exported: ['at', 'from_address', 'ticket_id', 'outcome', 'reason'],
    // The row itself stays, so that the same mail is not taken for a new one.
    erasure: { contact_id: null, from_address: null },
  },
  {
    table: 'portal_mail_address',
    contact: 'contact_id',
    exported: ['address', 'hard_count', 'soft_count', 'status', 'reason', 'last_at', 'stopped_at'],
    erasure: 'delete',
  },
  {
    table: 'portal_mail_choice',
    contact: 'contact_id',
    exported: ['topic', 'mode', 'changed_at'],
    erasure: 'delete',
  },
  { table: 'portal_mail_preference', contact: 'contact_id', exported: ['is_bare', 'changed_at'], erasure: 'delete' },
  { table: 'portal_ticket_mute', contact: 'contact_id', exported: ['ticket_id', 'muted_at'], erasure: 'delete' },
  { table: 'portal_profile_contact', contact: 'contact_id', exported: ['profile_id'], erasure: 'delete' },
  {
    table: 'portal_manager',
    contact: 'contact_id',
    exported: ['account_id', 'most_colleagues', 'profile_id', 'marked_at'],
    erasure: 'delete',
  },
  { table: 'portal_suspension', contact: 'contact_id', exported: ['suspended_at'], erasure: 'delete' },
  { table: 'portal_access_seen', contact: 'contact_id', exported: ['changed_at'], erasure: 'delete' },
  { table: 'portal_admin_view', contact: 'contact_id', exported: ['created_at', 'ended_at'], erasure: 'delete' },
  {
    table: 'portal_audit',
    contact: 'contact_id',
    exported: ['at', 'action', 'actor_kind', 'actor_name', 'module', 'record_id', 'subject', 'details', 'network'],
    ofActor: ['actor_name', 'network'],
    erasure: { subject: '', details: null, network: '' },
  },
];
