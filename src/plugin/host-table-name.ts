/** Tables that the CRM names without its prefix. */
const WITHOUT_PREFIX = /^(sdk_|tbl_s_|crmv_|com_)/;

/** The CRM has these names fixed, whatever its prefix. */
const FIXED: Readonly<Record<string, string>> = {
  modnotifications_follow: 'vte_modnotifications_follow',
  notifications: 'vte_notifications',
};

/** A host table's full name: the manifest names tables without the CRM's prefix. */
export function hostTableName(prefix: string, table: string): string {
  return FIXED[table] ?? (WITHOUT_PREFIX.test(table) ? table : prefix + table);
}
