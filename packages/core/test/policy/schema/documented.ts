import ts from 'typescript'

const root = new URL('../../../../../', import.meta.url).pathname

/** A type of the input and what its docstrings say, so that a description is written once, where the type is. */
export interface Documented {
  /** The type of a key, with what is said about the key. */
  readonly key: (name: string) => Documented
  /** The type of the entries of a list, or of an object with any keys. */
  readonly entry: () => Documented
  /** Of several types the one that is a list, a text, or neither. */
  readonly list: () => Documented
  readonly other: () => Documented
  readonly says: string
}

/** An exported type of a source file, by its name. */
export function documentedType(path: string, name: string): Documented {
  const program = ts.createProgram([root + path], { strict: true, target: ts.ScriptTarget.ES2023, skipLibCheck: true })
  const file = program.getSourceFile(root + path)
  const checker = program.getTypeChecker()
  const module = file && checker.getSymbolAtLocation(file)
  const symbol = module && checker.getExportsOfModule(module).find((each) => each.name === name)
  if (symbol === undefined) throw new Error(`${path} exports no ${name}`)
  return documented(checker, checker.getDeclaredTypeOfSymbol(symbol), textOf(checker, symbol))
}

function documented(checker: ts.TypeChecker, type: ts.Type, says: string): Documented {
  const own = checker.getNonNullableType(type)
  const members = own.isUnion() ? own.types : [own]
  const isList = (each: ts.Type): boolean => checker.isArrayType(each)
  const go = (next: ts.Type | undefined, text = ''): Documented => documented(checker, next ?? own, text)
  return {
    says,
    key(name) {
      const symbol = members.flatMap((each) => each.getProperty(name) ?? [])[0]
      if (symbol === undefined) throw new Error(`${checker.typeToString(own)} has no key ${name}`)
      return go(checker.getTypeOfSymbol(symbol), textOf(checker, symbol))
    },
    entry: () => go(members.flatMap((each) => each.getNumberIndexType() ?? each.getStringIndexType() ?? [])[0]),
    list: () => go(members.find(isList)),
    other: () => go(members.find((each) => !isList(each) && (each.flags & ts.TypeFlags.Object) !== 0)),
  }
}

const textOf = (checker: ts.TypeChecker, symbol: ts.Symbol): string =>
  ts
    .displayPartsToString(symbol.getDocumentationComment(checker))
    .replace(/\{@link (?<name>\w+)\}/g, '`$<name>`')
    .replace(/\s+/g, ' ')
