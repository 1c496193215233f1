/** A kind of file that is no table that can be read: what it is, and the way out. */
export interface ForeignFormat {
  /** What the bytes are instead of a table, as the end of a sentence. */
  readonly problem: string
  /** How to make a table of it, as a sentence. */
  readonly remedy: string
}

interface Signature extends ForeignFormat {
  readonly begins: readonly number[]
  readonly from?: number
}

const ascii = (text: string) => Array.from(text, (letter) => letter.charCodeAt(0))

const saveAsCsv = 'Save it as CSV.'
const fromPython = 'Read it in Python and write it with to_csv or to_parquet.'

const signatures: readonly Signature[] = [
  {
    begins: [0xfd, ...ascii('7zXZ'), 0],
    problem: 'the file is compressed with xz.',
    remedy: 'Decompress it (xz -d), or use gzip.',
  },
  {
    begins: ascii('BZh'),
    problem: 'the file is compressed with bzip2.',
    remedy: 'Decompress it (bunzip2), or use gzip.',
  },
  {
    begins: [0x28, 0xb5, 0x2f, 0xfd],
    problem: 'the file is compressed with Zstandard.',
    remedy: 'Decompress it (zstd -d), or use gzip.',
  },
  {
    begins: [...ascii('7z'), 0xbc, 0xaf, 0x27, 0x1c],
    problem: 'this is a 7-Zip archive.',
    remedy: 'Unpack it.',
  },
  { begins: ascii('Rar!'), problem: 'this is a RAR archive.', remedy: 'Unpack it.' },
  {
    begins: ascii('ustar'),
    from: 257,
    problem: 'this is a tar archive.',
    remedy: 'Unpack it (tar -x) and name a file of it.',
  },
  {
    begins: [0xd0, 0xcf, 0x11, 0xe0],
    problem: 'this is an old Excel or other Office file.',
    remedy: saveAsCsv,
  },
  {
    begins: ascii('SQLite format 3'),
    problem: 'this is an SQLite database.',
    remedy: 'Export a table of it: sqlite3 -header -csv FILE "select * from t" > t.csv.',
  },
  { begins: [0x89, ...ascii('HDF')], problem: 'this is an HDF5 file.', remedy: fromPython },
  {
    begins: ascii('ARROW1'),
    problem: 'this is an Arrow or Feather file.',
    remedy: 'Save it as Parquet or CSV.',
  },
  { begins: ascii('FEA1'), problem: 'this is a Feather file.', remedy: 'Save it as Parquet or CSV.' },
  { begins: [...ascii('Obj'), 1], problem: 'this is an Avro file.', remedy: 'Save it as Parquet or CSV.' },
  { begins: ascii('ORC'), problem: 'this is an ORC file.', remedy: 'Save it as Parquet or CSV.' },
  { begins: [0x93, ...ascii('NUMPY')], problem: 'this is a NumPy array.', remedy: fromPython },
  {
    begins: ascii('RDX'),
    problem: 'this is an R workspace.',
    remedy: 'Write the table in R: write.csv(t, "t.csv", row.names = FALSE).',
  },
  {
    begins: ascii('RDA'),
    problem: 'this is an R workspace.',
    remedy: 'Write the table in R: write.csv(t, "t.csv", row.names = FALSE).',
  },
  {
    begins: [0x58, 0x0a, 0, 0, 0],
    problem: 'this is an R object (RDS).',
    remedy: 'Write the table in R: write.csv(t, "t.csv", row.names = FALSE).',
  },
  { begins: ascii('$FL2'), problem: 'this is an SPSS file.', remedy: saveAsCsv },
  { begins: ascii('<stata_dta>'), problem: 'this is a Stata file.', remedy: saveAsCsv },
  { begins: ascii('%PDF'), problem: 'this is a PDF document.', remedy: 'Give the table it was made from.' },
]

/**
 * What a file is by its first bytes, where it is no table that can be read.
 * @param start its first bytes, 512 or more where it has as many.
 */
export function foreignFormat(start: Uint8Array): ForeignFormat | undefined {
  const found = signatures.find(({ begins, from = 0 }) => begins.every((byte, i) => start[from + i] === byte))
  if (found) return { problem: found.problem, remedy: found.remedy }
  if (start[0] === 0x80 && (start[1] ?? 0) >= 2 && (start[1] ?? 9) <= 5) {
    return { problem: 'this is a Python pickle.', remedy: fromPython }
  }
  if (isModelFile(start)) {
    return {
      problem: 'this is a model, not a table.',
      remedy: 'Name the model first and the table after it: leven predict MODEL DATA.',
    }
  }
  return foreignText(new TextDecoder('utf-8').decode(start.subarray(0, 4096)))
}

/** Whether a file is a safetensors file, by its first bytes: the length of its header, then JSON. */
export function isModelFile(start: Uint8Array): boolean {
  return start[8] === 0x7b && start[4] === 0 && start[5] === 0 && start[6] === 0 && start[7] === 0
}

function foreignText(text: string): ForeignFormat | undefined {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '')
  const [first = ''] = lines.filter((line) => !line.startsWith('%'))
  if (/^\s*@relation\b/i.test(first)) {
    return {
      problem: 'this is an ARFF file (Weka).',
      remedy: 'Save it as CSV: names in the first line, then what stands below @data.',
    }
  }
  if (/^\s*<(?:!doctype|html|\?xml)/i.test(text)) {
    const isPage = /<(?:!doctype html|html)/i.test(text)
    return {
      problem: isPage ? 'this is a web page.' : 'this is an XML document.',
      remedy: isPage ? 'Download the table itself.' : saveAsCsv,
    }
  }
  const looked = lines.slice(0, 5)
  const sparse = /^[+-]?[\d.]+(?:e[+-]?\d+)?(?: qid:\d+)?(?: +\d+:[+-]?[\d.]+(?:e[+-]?\d+)?)+\s*(?:#.*)?$/i
  if (looked.length > 0 && looked.every((line) => sparse.test(line))) {
    return {
      problem: 'this is a table in the format of libsvm (label index:value …).',
      remedy: 'Write it as CSV with a header: load_svmlight_file in scikit-learn reads it.',
    }
  }
  return undefined
}
