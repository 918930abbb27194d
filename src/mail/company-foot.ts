import type { CompanyDetails } from '../host/metadata/types.js';
import { oneLine } from './mail-text.js';

/** The company in a mail's foot: name, then «address - city - state» and «phone - VAT number», without what is unset. */
export interface CompanyFoot {
  readonly name: string;
  readonly lines: readonly string[];
}

/** Makes the foot of the CRM owner's details. */
export function presentCompany(company: CompanyDetails): CompanyFoot {
  const joined = (...parts: readonly string[]): string =>
    parts
      .map((part) => oneLine(part))
      .filter(Boolean)
      .join(' - ');
  const lines = [joined(company.address, company.city, company.state), joined(company.phone, company.vat)];
  return { name: oneLine(company.name), lines: lines.filter(Boolean) };
}

/** The site's name in a mail's head: the company's domain without `www.`, else its name, else the portal's host. */
export function siteNameOf(company: CompanyDetails, portalHost: string): string {
  const domain = /^(?:https?:\/\/)?(?:www\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)\/?$/i.exec(company.website.trim())?.[1];
  return domain ?? (oneLine(company.name) || portalHost);
}
