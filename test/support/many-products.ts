import type { Knex } from 'knex';

export const FIRST_PRODUCT = 800_000;

/** More products than a select holds, in the order of their names. */
export const manyNames = Array.from({ length: 230 }, (_one, index) => `Rullo ${String(index + 1).padStart(3, '0')}`);

/** Writes products a contact has bought, with ids from `firstId` on. */
export async function addProducts(
  knex: Knex,
  contactId: number,
  names: readonly string[],
  firstId = FIRST_PRODUCT,
): Promise<void> {
  const times = { createdtime: '2026-11-20 10:00:00', modifiedtime: '2026-11-20 10:00:00' };
  for (const [index, productname] of names.entries()) {
    const id = firstId + index;
    await knex('vte_crmentity').insert({
      crmid: id,
      setype: 'Products',
      smownerid: 1,
      smcreatorid: 1,
      deleted: 0,
      ...times,
    });
    await knex('vte_products').insert({ productid: id, productname });
    await knex('vte_entity_displayname').insert({ crmid: id, setype: 'Products', displayname: productname });
    await knex('vte_productcf').insert({ productid: id });
    await knex('vte_seproductsrel').insert({ crmid: contactId, productid: id, setype: 'Contacts' });
  }
}
