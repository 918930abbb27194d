import { type KnownTemplates, readTemplates, type TemplateSources, templateFault } from '../../web/template-source.js';

/** Reads an extension's templates; throws on one that replaces nothing, and on one that would fail a visitor's page. */
export function readOverrides(directory: string, id: string, shipped: KnownTemplates): TemplateSources {
  const sources = readTemplates(directory);
  const isOwn = (name: string): boolean => sharedName(name).startsWith(`${id}/`);
  const isShipped = (name: string): boolean => ['', 'v1/', 'v2/'].some((place) => shipped.has(`${place}${name}`));
  const own = new Set([...sources.keys()].map(sharedName));
  const known: KnownTemplates = { helpers: shipped.helpers, has: (name) => isShipped(name) || own.has(name) };
  for (const [name, source] of sources) {
    if (!isOwn(name) && !isShipped(sharedName(name)))
      throw new RangeError(`${name}.hbs: the portal has no such template to replace, and own ones lie below ${id}/`);
    const fault = templateFault(sharedName(name), source, known);
    if (fault !== undefined) throw new RangeError(`${name}.hbs: ${fault}`);
  }
  return sources;
}

/** The name by which pages ask for it, whatever the interface. */
function sharedName(name: string): string {
  return name.replace(/^v[12]\//, '');
}
