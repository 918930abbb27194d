import Handlebars from 'handlebars';
import type { Translate } from './i18n.js';

/** The runtime data every template gets beside its context. */
export interface TemplateData {
  readonly t: Translate;
  readonly [name: string]: unknown;
}

type HelperOptions = Handlebars.HelperOptions & { data?: { t?: Translate } };

/** Makes a Handlebars of the portal's own with its shared helpers; prototype access stays off, only files are compiled. */
export function createHandlebars(): typeof Handlebars {
  const instance = Handlebars.create();
  // {{t "ns:key" name=value}}: the output is escaped by Handlebars like every other value.
  instance.registerHelper('t', (key: unknown, options: HelperOptions) => {
    const translate = options.data?.t;
    if (typeof key !== 'string' || !translate) return '';
    return Object.keys(options.hash).length > 0 ? translate(key, options.hash) : translate(key);
  });
  instance.registerHelper('eq', (left: unknown, right: unknown) => left === right);
  instance.registerHelper('not', (value: unknown) => !value);
  instance.registerHelper('or', (...values: unknown[]) => values.slice(0, -1).find(Boolean));
  instance.registerHelper('and', (...values: unknown[]) => values.slice(0, -1).every(Boolean));
  instance.registerHelper('concat', (...values: unknown[]) => values.slice(0, -1).join(''));
  return instance;
}
