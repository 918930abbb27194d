import { Model } from 'objection';

/** What every record of the CRM has: owner, times, and whether it lies in the recycle bin. */
export class CrmEntity extends Model {
  declare id: number;
  declare creatorId: number;
  declare ownerId: number;
  declare modifiedBy: number;
  declare module: string;
  /** Wall clock. */
  declare createdAt: string;
  /** Wall clock. */
  declare modifiedAt: string;
  declare isDeleted: number;
}
