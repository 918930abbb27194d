import { Model } from 'objection';

/** A remark on a question; the CRM keeps no author. */
export class FaqComment extends Model {
  declare id: number;
  declare faqId: number | null;
  declare text: string | null;
  /** Wall clock. */
  declare createdAt: string;
}
