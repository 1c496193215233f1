import { describe, expect, test } from 'vitest'
import { folder, leven } from './leven.ts'

/** Each command line is refused with status 2, one line on stderr that says why, and nothing on stdout. */
const refused: readonly (readonly [args: string, says: RegExp])[] = [
  ['trian data.csv', /Unknown command 'trian'\. Did you mean train\?/],
  ['train data.csv --target y --epoch 3', /Unknown option '--epoch'\. Did you mean --epochs\?/],
  ['train data.csv', /'--target <column>' not specified/],
  ['train data.csv --target y --epochs 1.5', /'1\.5' is invalid\. Give a whole number of at least 1/],
  ['train data.csv --target y --hidden 16,x', /'16,x' is invalid\. Give the units/],
  ['train data.csv --target y --validation 1', /'1' is invalid\. Give a number from 0 to below 1/],
  ['train data.csv --target y --learning-rate 0', /'0' is invalid\. Give a number above 0/],
  ['train data.csv --target y --l2 -1', /'-1' is invalid\. Give a number of at least 0/],
  ['train data.csv --target y --seed 4294967296', /'4294967296' is invalid\. Give an integer from 0/],
  [
    'train data.csv --target y --batch-size some',
    /'some' is invalid\. Give a whole number of at least 1, or full/,
  ],
  ['train data.csv --target y --task guess', /'guess' is invalid\. Allowed choices are binary/],
  ['train data.csv --target y --validation 0 --patience 3', /Patience has no validation cost/],
  [
    'train data.csv --target y --recipe notes --optimizer adam',
    /option optimizer contradicts the recipe of the notes/,
  ],
  [
    'train data.csv --target y --recipe notes --hidden 8,8',
    /option hidden contradicts the recipe of the notes/,
  ],
  ...['train data.csv --target y', 'export m.safetensors --to onnx', 'predict m.safetensors data.csv'].map(
    (args) => [`${args} --out=`, /'--out <file>' argument '' is invalid\. Give a name/] as const,
  ),
  ['sweep data.csv --target y --results=', /'' is invalid\. Give a name that is not empty/],
  ['train data.csv --target y --out -', /'-' is invalid\. Name a file: this does not go to stdout/],
  ['train data.csv --target y --report -', /'-' is invalid\. Name a file/],
  ['export m.safetensors --to sql --out -', /'-' is invalid\. Name a file/],
  ['train a.csv b.csv --target y', /Too many arguments/],
  ['train --target y', /There is no table to read\. Name a file/],
  ['train data.csv --target y --backend cpuu', /no backend "cpuu"\. Did you mean cpu\?/],
  ['train data.csv --target y --backend ./missing.js', /no backend module \.\/missing\.js/],
  ['gradcheck data.csv', /gradcheck with data needs a target/],
  ['conform nothing', /There is no backend "nothing"/],
]

describe.concurrent('a command line that cannot be understood', () => {
  test.each(refused)('leven %s', async (args, says) => {
    const { status, stdout, stderr } = await leven(args.split(' '), { cwd: folder() })
    expect(stderr).toMatch(says)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(stdout).toBe('')
    expect(status).toBe(2)
  })

  test('leven alone shows the help as an error', async () => {
    const { status, stdout, stderr } = await leven([], { cwd: folder() })
    expect(stderr).toMatch(/Usage: leven/)
    expect(stdout).toBe('')
    expect(status).toBe(2)
  })
})

describe.concurrent('help', () => {
  test.each(['--help', 'help train', 'predict --help'])('leven %s', async (args) => {
    const { status, stdout, stderr } = await leven(args.split(' '), { cwd: folder() })
    expect(stdout).toMatch(/Usage: leven[\s\S]*Examples:/)
    expect(stderr).toBe('')
    expect(status).toBe(0)
  })

  test('leven --help loads none of what Node has for processes, hashes and arguments', async () => {
    const NODE_OPTIONS =
      "--import=data:text/javascript,process.on('exit',()=>process.stderr.write(process.moduleLoadList.join('\\n')))"
    const { stderr } = await leven(['--help'], { cwd: folder(), env: { NODE_OPTIONS } })
    expect(stderr).toContain('NativeModule internal/streams/writable')
    expect(stderr).not.toMatch(/NativeModule (child_process|crypto|internal\/util\/parse_args\/parse_args)$/m)
  })

  test('leven --version', async () => {
    const { status, stdout } = await leven(['--version'], { cwd: folder() })
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
    expect(status).toBe(0)
  })
})
