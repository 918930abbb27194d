import type { DemoModule } from '../metadata/demo-module.js';
import { accountsModule } from './accounts.js';
import { assetsModule } from './assets.js';
import { contactsModule } from './contacts.js';
import { documentsModule } from './documents.js';
import { faqModule } from './faq.js';
import { helpDeskModule } from './help-desk.js';
import { invoiceModule } from './invoice.js';
import { productsModule } from './products.js';
import { projectMilestoneModule } from './project-milestone.js';
import { projectPlanModule } from './project-plan.js';
import { projectTaskModule } from './project-task.js';
import { quotesModule } from './quotes.js';
import { servicesModule } from './services.js';
import { usersModule } from './users.js';

/** The thirteen modules the old portal enables by default, in its order. */
export const portalModules: readonly DemoModule[] = [
  helpDeskModule,
  faqModule,
  invoiceModule,
  quotesModule,
  productsModule,
  servicesModule,
  documentsModule,
  contactsModule,
  accountsModule,
  assetsModule,
  projectMilestoneModule,
  projectTaskModule,
  projectPlanModule,
];

/** Every module the demo CRM describes with fields. */
export const demoModules: readonly DemoModule[] = [...portalModules, usersModule];
