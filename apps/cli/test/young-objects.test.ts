import { expect, test } from 'vitest'
import { folder, learnable, leven, main, run } from './leven.ts'

/** Says at the end how large the room of new objects has become. */
const tells = `import v8 from 'node:v8'
process.on('exit', () => {
  const { space_size } = v8.getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')
  process.stderr.write('new objects: ' + space_size)
})`

test.each(['predict', 'evaluate'])('%s of many rows keeps the room of new objects small', async (command) => {
  const cwd = folder({ 'small.csv': learnable(500), 'data.csv': learnable(200_000) })
  await leven(
    ['train', 'small.csv', '--target', 'y', '--members', '1', '--epochs', '1', '--out', 'm.safetensors'],
    { cwd },
  )
  const told = `data:text/javascript,${encodeURIComponent(tells)}`
  const ran = await run(process.execPath, ['--import', told, main, command, 'm.safetensors', 'data.csv'], {
    cwd,
  })
  expect(ran.status).toBe(0)
  expect(Number(/new objects: (\d+)/.exec(ran.stderr)?.[1])).toBeLessThan(5e6)
})
