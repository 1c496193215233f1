import { spawn } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { folder, learnable, leven, levenInShell, run, statusInShell } from './leven.ts'

const quick = ['--target', 'y', '--epochs', '1', '--json']
let model: Buffer
beforeAll(async () => {
  const cwd = folder({ 'data.csv': learnable(60) })
  await leven(['train', 'data.csv', ...quick], { cwd })
  model = readFileSync(join(cwd, 'data.safetensors'))
})

const shell = (command: string, cwd: string, env = {}) =>
  run('bash', ['-c', command.replaceAll('leven ', `${levenInShell} `)], { cwd, env })

describe.concurrent('what --out may replace', () => {
  const refused = async (out: string, cwd: string, says: RegExp) => {
    const { status, stderr } = await leven(['train', 'data.csv', ...quick, '--out', out], { cwd })
    expect(stderr).toMatch(says)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(status).toBe(2)
  }

  test('not the data, by whatever name', async () => {
    const cwd = folder({ 'data.csv': learnable(60) })
    symlinkSync('data.csv', join(cwd, 'link'))
    for (const out of ['data.csv', './data.csv', 'link']) await refused(out, cwd, /is what is read.*--force/)
    expect(readFileSync(join(cwd, 'data.csv'), 'utf8')).toBe(learnable(60))
  })

  test('not a file that is no model, but a model, an empty file, and all with --force', async () => {
    const cwd = folder({ 'data.csv': learnable(60), 'notes.txt': 'mine', empty: '', old: model })
    await refused('notes.txt', cwd, /notes\.txt is no model of Leven.*--force/)
    for (const args of [
      ['--out', 'empty'],
      ['--out', 'old'],
      ['--out', 'notes.txt', '--force'],
    ]) {
      const { status } = await leven(['train', 'data.csv', ...quick, ...args], { cwd })
      expect(status).toBe(0)
      expect(readFileSync(join(cwd, args[1] ?? '')).length).toBe(model.length)
    }
  })

  test('follows a symbolic link and keeps the mode; leaves hard links together', async () => {
    const cwd = folder({ 'data.csv': learnable(60), 'real.safetensors': model, 'one.safetensors': model })
    chmodSync(join(cwd, 'real.safetensors'), 0o600)
    symlinkSync('real.safetensors', join(cwd, 'link'))
    symlinkSync('later.safetensors', join(cwd, 'dangling'))
    linkSync(join(cwd, 'one.safetensors'), join(cwd, 'two.safetensors'))
    for (const out of ['link', 'dangling']) {
      const { status } = await leven(['train', 'data.csv', ...quick, '--out', out], { cwd })
      expect(status).toBe(0)
      expect(lstatSync(join(cwd, out)).isSymbolicLink()).toBe(true)
    }
    expect(statSync(join(cwd, 'real.safetensors')).mode & 0o777).toBe(0o600)
    expect(existsSync(join(cwd, 'later.safetensors'))).toBe(true)
    await refused('two.safetensors', cwd, /several names/)
  })

  test('takes any name that a file can have, and refuses before the work what none can', async () => {
    const cwd = folder({ 'data.csv': learnable(60) })
    const longest = `${'n'.repeat(243)}.safetensors`
    expect((await leven(['train', 'data.csv', ...quick, '--out', longest], { cwd })).status).toBe(0)
    for (const [out, says] of [
      [`n${longest}`, /the name is too long/],
      ['no/', /it names a folder/],
      ['no/model', /its folder does not exist/],
    ] as const) {
      const { status, stderr } = await leven(['train', 'missing.csv', ...quick, '--out', out], { cwd })
      expect(stderr).toMatch(says)
      expect(status).toBe(1)
    }
    expect(readdirSync(cwd).sort()).toEqual(['data.csv', longest])
  })
})

describe.concurrent('an output that is not taken', () => {
  const withModel = (rows = 20_000) =>
    folder({ 'new.csv': `x,z\n${'1,2\n'.repeat(rows)}`, 'm.safetensors': model })

  test.runIf(existsSync('/dev/full'))(
    'a full device: one sentence and status 1, whatever is printed',
    async () => {
      const cwd = folder({ 'data.csv': learnable(60), 'new.csv': 'x,z\n1,2\n', 'm.safetensors': model })
      for (const command of [
        'predict m.safetensors new.csv',
        'evaluate m.safetensors data.csv',
        'inspect m.safetensors',
        'inspect m.safetensors --json',
        'train data.csv --target y --epochs 1',
        '--help',
        'backends',
      ]) {
        const { status, stderr } = await shell(`leven ${command} > /dev/full`, cwd)
        expect(stderr).toMatch(/^leven: The output cannot be written: the disk is full\. .*\n$/m)
        expect(stderr).not.toMatch(/\n\s+at /)
        expect(status).toBe(1)
      }
    },
    180_000, // seven processes, one of which opens every backend
  )

  // A limit on the size of files ends a write where a full disk would: the bytes that fit are taken, the rest is not.
  test('a disk that takes a part', async () => {
    const { status, stderr } = await shell(
      'ulimit -f 8; leven predict m.safetensors new.csv > out.csv',
      withModel(),
    )
    expect(stderr).toMatch(/^leven: The output cannot be written: it would be larger than files may be\./)
    expect(status).toBe(1)
  })

  test('a stderr that nobody reads: the work is done, and the status says that something was lost', async () => {
    const cwd = folder({
      'data.csv': learnable(60)
        .replace('x,', 'k,x,')
        .replace(/^(?=-?\d)/gm, '1,'),
    })
    const child = spawn('bash', ['-c', `exec ${levenInShell} train data.csv ${quick.join(' ')}`], { cwd })
    child.stderr.destroy()
    child.stdout.resume()
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(1)
    expect(existsSync(join(cwd, 'data.safetensors'))).toBe(true)
  })
})

describe.concurrent('what is temporary', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('goes with %s', async (signal) => {
    const cwd = folder({ 'm.safetensors': model })
    const temporary = join(cwd, 'tmp')
    mkdirSync(temporary)
    const child = spawn('sh', ['-c', `exec ${levenInShell} predict m.safetensors -`], {
      cwd,
      env: { ...process.env, TMPDIR: temporary },
    })
    const ended = new Promise((resolve) => {
      child.on('close', (status, by) => resolve(statusInShell(status, by)))
    })
    while (readdirSync(temporary).length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
    child.kill(signal)
    expect(await ended).toBe({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }[signal])
    expect(readdirSync(temporary)).toEqual([])
  })

  test('is swept by the next run where a run was killed, but not that of one that runs', async () => {
    const cwd = folder({ 'm.safetensors': model, 'new.csv.gz': gzipSync('x,z\n1,2\n') })
    const temporary = join(cwd, 'tmp')
    mkdirSync(temporary)
    const env = { ...process.env, TMPDIR: temporary }
    const begin = async () => {
      const before = readdirSync(temporary)
      const isNew = (name: string) => !before.includes(name)
      const child = spawn('sh', ['-c', `exec ${levenInShell} predict m.safetensors -`], { cwd, env })
      while (!readdirSync(temporary).some(isNew)) await new Promise((resolve) => setTimeout(resolve, 20))
      return child
    }
    const killed = await begin()
    const [left] = readdirSync(temporary)
    killed.kill('SIGKILL')
    await new Promise((resolve) => killed.on('close', resolve))
    expect(readdirSync(temporary)).toEqual([left])
    const running = await begin()
    expect(readdirSync(temporary)).not.toContain(left)
    const [its] = readdirSync(temporary)
    await leven(['predict', 'm.safetensors', 'new.csv.gz'], { cwd, env: { TMPDIR: temporary } })
    expect(readdirSync(temporary)).toEqual([its])
    running.kill('SIGINT')
    await new Promise((resolve) => running.on('close', resolve))
  })

  test('gzip does not unpack without limit', async () => {
    const cwd = folder({ 'm.safetensors': model, 'bomb.csv.gz': gzipSync(`x,z\n${'0'.repeat(300 << 20)}`) })
    const { status, stderr } = await leven(['predict', 'm.safetensors', 'bomb.csv.gz'], { cwd })
    expect(stderr).toMatch(/bomb\.csv\.gz: the gzip file unpacks to more than 256 MiB.*gunzip/)
    expect(status).toBe(3)
  })
})

test('nothing of a table or model is obeyed by a terminal', async () => {
  const evil = '\u001b[31mred\u009b1A\u202e\u0007'
  const cwd = folder({
    'data.csv': learnable(60).replace('x,z', `"${evil}",z`).replaceAll('yes', evil),
  })
  const args = ['data.csv', '--target', 'y', '--epochs', '1', '--ignore', evil]
  writeFileSync(join(cwd, 'unknown.csv'), `z\n${evil}\n`)
  const seen = [
    await leven(['train', ...args], { cwd }),
    await leven(['inspect', 'data.safetensors'], { cwd }),
    await leven(['inspect', 'data.safetensors', '--json'], { cwd }),
    await leven(['evaluate', 'data.safetensors', 'data.csv'], { cwd }),
    await leven(['predict', 'data.safetensors', 'unknown.csv'], { cwd }),
  ]
  expect(seen[0]?.status).toBe(0)
  for (const { stdout, stderr } of seen) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there
    expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/)
  }
  expect(seen[1]?.stdout).toContain('\\u001b')
})

// util-linux runs a command in a terminal of its own by script -c; other systems have another script.
test.runIf(process.platform === 'linux' && existsSync('/usr/bin/script'))(
  'nor is it where the terminal is named as a file',
  async () => {
    const evil = '\u009b31mred\u001b[1A\u202e'
    const cwd = folder({ 'data.csv': learnable(60).replace('x,', `${evil},`) })
    expect(await leven(['train', 'data.csv', ...quick], { cwd })).toMatchObject({ status: 0 })
    const shown = (command: string) =>
      run('script', ['-qefc', `${levenInShell} ${command}`, '/dev/null'], { cwd })
    for (const command of [
      "predict data.safetensors data.csv --columns '*' --out /dev/stdout",
      "predict data.safetensors data.csv --columns '*' --out /dev/tty",
      'export data.safetensors --to sql --out /dev/stdout',
    ]) {
      const { status, stdout } = await shown(command)
      expect(status).toBe(0)
      expect(stdout).toContain('\\u009b31mred\\u001b[1A\\u202e')
      for (const sign of ['\u001b', '\u009b', '\u202e']) expect(stdout).not.toContain(sign)
    }
    const parquet = await shown('predict data.safetensors data.csv --to parquet --out /dev/tty')
    expect(parquet).toMatchObject({ status: 2, stdout: expect.stringContaining('to a terminal') })
  },
)

test('a network that cannot fit is refused before anything is read', async () => {
  const cwd = folder()
  for (const hidden of ['60000,60000', '200000000']) {
    const { status, stderr } = await leven(['train', 'missing.csv', '--target', 'y', '--hidden', hidden], {
      cwd,
    })
    expect(stderr).toMatch(/parameters.*4 GiB.*Give fewer units/)
    expect(status).toBe(2)
  }
})
