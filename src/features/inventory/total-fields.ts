/** The CRM's fields that hold what a quote, order or invoice amounts to. */
export const TotalField = {
  subTotal: 'hdnSubTotal',
  discountPercent: 'hdnDiscountPercent',
  discountAmount: 'hdnDiscountAmount',
  shipping: 'hdnS_H_Amount',
  adjustment: 'txtAdjustment',
  total: 'hdnGrandTotal',
  taxType: 'hdnTaxType',
} as const;

/** All of them, by field name. */
export const TOTAL_FIELDS: readonly string[] = Object.values(TotalField);
