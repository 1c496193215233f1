import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { HtmlValidate } from 'html-validate'

/** A file of the built site. */
export interface SiteFile {
  readonly path: string
  readonly bytes: number
  /** Compressed as hosts do. */
  readonly compressed: number
}

/** Every file of a built site. */
export async function siteFiles(folder: string): Promise<readonly SiteFile[]> {
  const paths = await readdir(folder, { recursive: true })
  const files = await Promise.all(
    paths.map(async (path) => {
      if (!(await stat(join(folder, path))).isFile()) return []
      const content = await readFile(join(folder, path))
      return [{ path, bytes: content.length, compressed: gzipSync(content).length }]
    }),
  )
  return files.flat()
}

/** What every page has to have in its head, as an expression and in words. */
const wanted: readonly (readonly [RegExp, string])[] = [
  [/^<!doctype html>/i, 'a document type'],
  [/<html [^>]*lang="[a-z]{2}"/, 'a language'],
  [/<meta charset="utf-8"/i, 'a character set'],
  [/<meta name="viewport" content="width=device-width/, 'a viewport that people can zoom'],
  [/<title>[^<]{10,60}<\/title>/, 'a title of 10 to 60 characters'],
  [/<meta\s+name="description"\s+content="[^"]{50,160}"/, 'a description of 50 to 160 characters'],
  [/<meta name="theme-color" [^>]*prefers-color-scheme: dark/, 'a colour for each theme'],
  [/<noscript>/, 'a word for browsers without JavaScript'],
]

/** Words that no policy of ours may have. */
const lax = ["'unsafe-inline'", "'unsafe-eval'", '*', 'http:', 'https:']

/** What is wrong with a built page: its markup, its head, its policy, what it links to. Empty where all is well. */
export async function siteProblems(folder: string, name = 'index.html'): Promise<readonly string[]> {
  const html = await readFile(join(folder, name), 'utf8')
  const files = new Set((await siteFiles(folder)).map(({ path }) => path))
  return [
    ...(await invalid(html)),
    ...wanted.flatMap(([expression, words]) => (expression.test(html) ? [] : [`There is not ${words}.`])),
    ...policyProblems(html),
    ...linkProblems(html, files),
  ]
}

async function invalid(html: string): Promise<readonly string[]> {
  const validator = new HtmlValidate({
    extends: ['html-validate:standard', 'html-validate:document'],
    // Void elements are closed as our own source closes them; hosts do not send their hashes beforehand.
    rules: { 'void-style': 'off', 'require-sri': 'off', 'doctype-style': 'off' },
  })
  const { results } = await validator.validateString(html)
  return results.flatMap(({ messages }) =>
    messages.map(
      ({ line, column, message, ruleId }) => `Line ${line}, column ${column}: ${message} (${ruleId})`,
    ),
  )
}

function policyProblems(html: string): readonly string[] {
  const found = /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(html)?.[1]
  const policy = found?.replaceAll('&#39;', "'")
  if (policy === undefined) return ['There is no Content-Security-Policy.']
  const rules = new Map(
    policy.split(';').map((rule) => {
      const [name = '', ...values] = rule.trim().split(/\s+/)
      return [name, values] as const
    }),
  )
  const loose = [...rules].flatMap(([name, values]) =>
    values.filter((value) => lax.includes(value)).map((value) => `The policy allows ${value} in ${name}.`),
  )
  const closed = rules.get('default-src')?.join() === "'none'" ? [] : ['The policy does not begin with none.']
  const inline = [
    ...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>/g),
    ...html.matchAll(/<style|\sstyle=|\son[a-z]+=/g),
  ].map(([text]) => `There is an inline script or style, which the policy forbids: ${text}`)
  return [...closed, ...loose, ...inline]
}

function linkProblems(html: string, files: ReadonlySet<string>): readonly string[] {
  const links = [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, link = '']) => link)
  const icon = /<link [^>]*rel="icon"/.test(html) ? [] : ['There is no icon.']
  const broken = links
    .filter((link) => !link.startsWith('data:'))
    .flatMap((link) => {
      if (!link.startsWith('./')) return [`${link} does not work from every path, or leads elsewhere.`]
      return files.has(link.slice(2)) ? [] : [`${link} is not there.`]
    })
  return [...icon, ...broken]
}
