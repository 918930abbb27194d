import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import Handlebars from 'handlebars';

/** Sources of templates by their path without the extension (`pages/home`, `v1/pages/list`). */
export type TemplateSources = ReadonlyMap<string, string>;

/** What is known of the templates a source may use. */
export interface KnownTemplates {
  readonly helpers: ReadonlySet<string>;
  /** Whether a partial of this name is there. */
  has(name: string): boolean;
}

/** Reads every `*.hbs` below a directory. */
export function readTemplates(directory: string): TemplateSources {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.hbs'))
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(files.map((file) => [nameOf(directory, file), readFileSync(file, 'utf8')]));
}

/** The only template that prints what the sanitizer made. */
const PRINTS_HTML = 'fields/richText';

/**
 * Why a template would fail a visitor's page, or be no safe one: it does not parse, uses a helper or partial that is not there, or prints
 * without escaping; undefined: all is well.
 */
export function templateFault(name: string, source: string, known: KnownTemplates): string | undefined {
  try {
    const checker = new TemplateChecker(known, name === PRINTS_HTML);
    checker.accept(Handlebars.parse(source));
    return checker.fault;
  } catch (error) {
    return error instanceof Error ? error.message.split('\n').slice(0, 1).join('') : 'cannot be parsed';
  }
}

type Call = hbs.AST.MustacheStatement | hbs.AST.BlockStatement | hbs.AST.SubExpression;

class TemplateChecker extends Handlebars.Visitor {
  readonly #known: KnownTemplates;
  readonly #mayPrintHtml: boolean;
  readonly #inline = new Set<string>();
  fault: string | undefined;

  constructor(known: KnownTemplates, mayPrintHtml: boolean) {
    super();
    this.#known = known;
    this.#mayPrintHtml = mayPrintHtml;
  }

  override MustacheStatement(call: hbs.AST.MustacheStatement): void {
    if (call.params.length > 0 || (call.hash as hbs.AST.Hash | undefined)) this.#demandHelper(call);
    if (!call.escaped && !this.#mayPrintHtml)
      this.fault ??= `line ${call.loc.start.line}: {{{ }}} is for what the portal's sanitizer made`;
    super.MustacheStatement(call);
  }

  override BlockStatement(call: hbs.AST.BlockStatement): void {
    if (call.params.length > 0) this.#demandHelper(call);
    super.BlockStatement(call);
  }

  override SubExpression(call: hbs.AST.SubExpression): void {
    this.#demandHelper(call);
    super.SubExpression(call);
  }

  override DecoratorBlock(block: hbs.AST.DecoratorBlock): void {
    const [name] = block.params;
    if (name?.type === 'StringLiteral') this.#inline.add((name as hbs.AST.StringLiteral).value);
    super.DecoratorBlock(block);
  }

  override PartialStatement(partial: hbs.AST.PartialStatement): void {
    this.#demandPartial(partial.name);
    super.PartialStatement(partial);
  }

  #demandHelper({ path, loc }: Call): void {
    if (path.type !== 'PathExpression') return;
    const { original } = path as hbs.AST.PathExpression;
    if (!this.#known.helpers.has(original)) this.fault ??= `line ${loc.start.line}: there is no helper ${original}`;
  }

  #demandPartial(name: hbs.AST.PathExpression | hbs.AST.SubExpression): void {
    if (name.type !== 'PathExpression') return;
    const { original, loc } = name as hbs.AST.PathExpression;
    if (original.startsWith('@') || this.#inline.has(original) || this.#known.has(original)) return;
    this.fault ??= `line ${loc.start.line}: there is no partial ${original}`;
  }
}

function nameOf(directory: string, file: string): string {
  return relative(directory, file).slice(0, -'.hbs'.length).split(sep).join('/');
}
