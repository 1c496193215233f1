// The tables and the picture of docs/performance.md from results.json.
const columns = [
  ['step tiny', '2-4-1 × 4, µs'],
  ['step small', '30-64-1 × 569, µs'],
  ['step medium', '100-256-1 × 256, µs'],
  ['step large', '784-512-1 × 1,024, ms'],
  ['score', '100,000 rows, ms'],
  ['one', 'one row, µs'],
  ['whole', 'whole program, ms'],
]
const inUnits = (task, microseconds) => (/large|score|whole/.test(task) ? microseconds / 1000 : microseconds)
const digits = (value) => (value >= 100 ? value.toFixed(0) : value.toPrecision(3))

export function tables({ date, machine, versions, rounds, missing, results }) {
  const rows = Object.entries(results).map(([name, result]) => {
    const cells = columns.map(([task]) => {
      const at = result[task]
      if (!at) return ''
      if (at.error) return 'cannot'
      const disturbed = at.kept < at.of ? ` (${at.kept}/${at.of})` : ''
      return digits(inUnits(task, at.cpu < at.wall && !/threads/.test(name) ? at.cpu : at.wall)) + disturbed
    })
    return `| ${[name, ...cells, digits(result.import), result.memory ? digits(result.memory) : ''].join(' | ')} |`
  })
  const told = Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ')
  const blas = results['C, OpenBLAS']
  const native = results['leven native']
  const ratio = ([task, title]) =>
    `${title.replace(/, .s$/, '')}: ${(native[task].cpu / blas[task].cpu).toFixed(2)}`
  return [
    `${date}, ${machine.model}, ${machine.cores} cores; ${told}; medians of ${rounds} interleaved rounds, one thread unless said, processor time (with two threads wall time). (3/7): rounds kept.`,
    '',
    `| | ${columns.map(([, title]) => title).join(' | ')} | import, ms | peak, MiB |`,
    `|---|${'---|'.repeat(columns.length + 2)}`,
    ...rows,
    '',
    ...(blas && native
      ? [
          `Of the time of C with OpenBLAS, leven native takes: ${columns
            .filter(([task]) => task !== 'one')
            .map(ratio)
            .join('; ')}.`,
          '',
        ]
      : []),
    ...Object.entries(missing).map(([name, reason]) => `${name} was not measured: ${reason}.`),
  ].join('\n')
}

/** Bars of the time of a step of 30-64-1, on a logarithmic scale. */
export function picture({ results }) {
  const bars = Object.entries(results)
    .filter(([, result]) => result['step small']?.cpu)
    .map(([name, result]) => [name, result['step small'].cpu])
    .toSorted(([, a], [, b]) => a - b)
  const [first, last] = [Math.log10(bars[0][1]) - 0.2, Math.log10(bars.at(-1)[1])]
  const lines = bars.map(([name, value], i) => {
    const width = Math.round((460 * (Math.log10(value) - first)) / (last - first))
    const y = 34 + i * 24
    const colour = name.startsWith('leven') ? '#2f6f8f' : '#b9b4a7'
    return `<text x="196" y="${y + 13}" text-anchor="end">${name}</text><rect x="204" y="${y}" width="${width}" height="17" fill="${colour}"/><text x="${210 + width}" y="${y + 13}">${digits(value)} µs</text>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 ${44 + bars.length * 24}" font-family="sans-serif" font-size="13" fill="#333"><title>Time of one training step of each library</title><rect width="100%" height="100%" fill="#fff"/><text x="12" y="20">One training step, 30-64-1 on 569 rows; logarithmic</text>${lines.join('')}</svg>\n`
}
