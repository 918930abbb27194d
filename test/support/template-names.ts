import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { assembleMjml } from '../../src/mail/compile-emails.js';
import { emailSources } from '../../src/mail/email-folders.js';

/** The names both parts of a mail take from what they are rendered with, those inside of lists apart. */
export function templateNames(kind: string): ReadonlySet<string> {
  const collector = new NameCollector();
  collector.accept(Handlebars.parse(assembleMjml(kind)));
  collector.accept(Handlebars.parse(readText(`${kind}/body`)));
  return collector.names;
}

function readText(path: string): string {
  return readFileSync(join(emailSources, `${path}.txt`), 'utf8');
}

/** Walks a template; what `#each` repeats has names of its own, and the first name of a call is its helper's. */
class NameCollector extends Handlebars.Visitor {
  readonly names = new Set<string>();

  override MustacheStatement(call: hbs.AST.MustacheStatement): void {
    if (isPlain(call)) this.accept(call.path);
    else this.#arguments(call);
  }

  override SubExpression(call: hbs.AST.SubExpression): void {
    this.#arguments(call);
  }

  override BlockStatement(block: hbs.AST.BlockStatement): void {
    this.#arguments(block);
    if (block.path.original === 'each') return;
    this.accept(block.program);
    if (block.inverse) this.accept(block.inverse);
  }

  override PartialStatement({ name }: hbs.AST.PartialStatement): void {
    this.#partial(name);
  }

  override PartialBlockStatement({ name, program }: hbs.AST.PartialBlockStatement): void {
    this.#partial(name);
    this.accept(program);
  }

  override PathExpression({ data, parts }: hbs.AST.PathExpression): void {
    if (!data && parts[0] !== undefined) this.names.add(String(parts[0]));
  }

  #arguments({
    params,
    hash,
  }: {
    readonly params: hbs.AST.Expression[];
    readonly hash: hbs.AST.Hash | undefined;
  }): void {
    for (const param of params) this.accept(param);
    if (hash) this.accept(hash);
  }

  #partial(name: hbs.AST.PathExpression | hbs.AST.SubExpression): void {
    if (!('original' in name) || name.data) return;
    const folder = name.original === 'message' ? 'layouts' : 'partials';
    this.accept(Handlebars.parse(readText(`${folder}/${name.original}`)));
  }
}

function isPlain({ params, hash }: hbs.AST.MustacheStatement): boolean {
  return params.length === 0 && !hash;
}
