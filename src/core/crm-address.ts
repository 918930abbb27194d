/** The address of a record's page in the CRM; empty where the CRM's own address (without a trailing slash) is. */
export function crmRecordAddress(crmUrl: string, module: string, id: number): string {
  return crmUrl && `${crmUrl}/index.php?module=${module}&action=DetailView&record=${id}`;
}
