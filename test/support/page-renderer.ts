import Handlebars from 'handlebars';
import { createTranslator } from '../../src/core/i18n.js';
import { packagePath } from '../../src/core/paths.js';
import { loadAssets } from '../../src/web/assets.js';
import { createViewEngine } from '../../src/web/view-engine.js';
import type { FixturePage } from '../fixtures/views.js';

/** Makes a function that renders a fixture's page with the real templates, texts and built assets. */
export function createPageRenderer(assetFolder: string): (page: FixturePage) => string {
  const engine = createViewEngine([packagePath('templates')], loadAssets(assetFolder));
  const translator = createTranslator(packagePath('locales'));
  return ({ template, layout, title, data, frame }) => {
    const runtime = { t: translator.for(frame.language), frame };
    const body = new Handlebars.SafeString(engine.render(template, data, runtime));
    return engine.render(`layouts/${layout}`, { title, page: template, body }, runtime);
  };
}
