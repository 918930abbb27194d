/** The test harness for authors of extensions, `vtenext-customer-portal/testing`: a whole portal on the embedded CRM, and its visitors. */

export { type BuildOptions, buildPortal, type TestPerson, type TestPortal } from './build-portal.js';
export {
  type Fields,
  openSite,
  type PageForm,
  type SiteAnswer,
  type TestSite,
  textOf,
  type Visitor,
} from './visitor.js';
