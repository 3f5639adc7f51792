import { relative, sep } from 'node:path'
import { compileFunction } from 'node:vm'
import nunjucks from 'nunjucks'

/** The parts of nunjucks that its types leave out. */
interface Frame {
  readonly parent?: Frame
  readonly variables: object
}
interface Context {
  readonly ctx: object
  readonly env: { readonly globals: object }
}
interface Runtime {
  memberLookup(object: unknown, name: unknown): unknown
  contextOrFrameLookup(context: Context, frame: Frame, name: string): unknown
  fromIterator(list: unknown): unknown
  suppressValue(value: unknown, autoescape: boolean): unknown
}
const { compiler, runtime: lenient } = nunjucks as unknown as {
  readonly compiler: {
    compile(source: string, filters: [], extensions: [], path: string, options: nunjucks.ConfigureOptions): string
  }
  readonly runtime: Runtime
}

/**
 * Loads templates of which those in one folder fail on a name that does not exist and on printing undefined. Nunjucks
 * takes both for blank: its own `throwOnUndefined` lets a misspelt name pass in conditions and loops, refuses null, and
 * would apply to the macros of govuk-frontend, whose parameters are optional.
 */
export class StrictLoader extends nunjucks.FileSystemLoader {
  /**
   * @param strictFolder templates elsewhere stay lenient
   * @param options      those of the environment, which say how templates are compiled
   */
  constructor(
    folders: string[],
    private readonly strictFolder: string,
    private readonly options: nunjucks.ConfigureOptions,
  ) {
    super(folders, { noCache: options.noCache === true })
  }

  override getSource(name: string): nunjucks.LoaderSource {
    const source = super.getSource(name) as nunjucks.LoaderSource | null
    if (!source) return source as never
    const { src, path } = source
    const template = relative(this.strictFolder, path)
    const runtime = path.startsWith(this.strictFolder + sep) ? strictRuntime(template) : lenient
    // A template hands its runtime on to those that it extends or includes, so that each has to choose its own.
    const code = this.compile(src, path).replaceAll(
      /^function \w+\(env, context, frame, runtime, cb\) \{/gm,
      '$& runtime = ownRuntime;',
    )
    const load = compileFunction(code, ['ownRuntime']) as (ownRuntime: Runtime) => object
    return { ...source, src: { type: 'code', obj: load(runtime) } as never }
  }

  private compile(source: string, path: string): string {
    try {
      return compiler.compile(source, [], [], path, this.options)
    } catch (error) {
      const { message, lineno } = error as Error & { lineno?: number }
      return fail(`${relative(this.strictFolder, path)}${lineno === undefined ? '' : ` line ${lineno}`}`, message)
    }
  }
}

/** How templates came by each object, for messages. */
const expressions = new WeakMap<object, string>()

/** @param template its path, for messages */
function strictRuntime(template: string): Runtime {
  let lastRead = ''
  const read = (expression: string, value: unknown) => {
    lastRead = expression
    if (isObject(value)) expressions.set(value, expression)
    return value
  }
  return {
    ...lenient,
    contextOrFrameLookup(context, frame, name) {
      if (!isInFrame(frame, name) && !(name in context.ctx) && !(name in context.env.globals)) {
        fail(template, `there is no variable ${name}`)
      }
      return read(name, lenient.contextOrFrameLookup(context, frame, name))
    },
    memberLookup(object, name) {
      const whole = isObject(object) ? (expressions.get(object) ?? '…') : lastRead
      const expression = `${whole}.${String(name)}`
      if (isObject(object) && !(String(name) in object) && typeof name === 'string' && whole !== typedValues) {
        fail(template, `there is no ${expression} (only ${Object.keys(object).join(', ')})`)
      }
      return read(expression, lenient.memberLookup(object, name))
    },
    fromIterator(list) {
      const each = lenient.fromIterator(list)
      if (isObject(each)) for (const item of Object.values(each)) read(`${expressions.get(each) ?? '…'}[]`, item)
      return each
    },
    suppressValue(value, autoescape) {
      if (value === undefined) fail(template, `undefined is printed after reading ${lastRead}`)
      return lenient.suppressValue(value, autoescape)
    },
  }
}

/** What was typed in a form, by field, which has only the fields that were filled in. */
const typedValues = 'values'

function fail(template: string, message: string): never {
  throw new Error(`${template}: ${message}`)
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function'
}

function isInFrame(frame: Frame | undefined, name: string): boolean {
  return frame !== undefined && (name in frame.variables || isInFrame(frame.parent, name))
}
