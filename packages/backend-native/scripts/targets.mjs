// What a file is built for, and how. One file serves glibc and musl: it has no symbol of a C library.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const x64 = [
  { name: 'sse2', lanes: 4, flags: ['-msse2'] },
  { name: 'avx2', lanes: 8, flags: ['-mavx2'] },
  {
    name: 'avx512',
    lanes: 16,
    flags: ['-mavx512f', '-mavx512dq', '-mavx512bw', '-mavx512vl', '-mprefer-vector-width=512'],
  },
]
const arm64 = [{ name: 'neon', lanes: 4, flags: [] }]

function linkLinux({ run, objects, out }) {
  run('ld.lld-19', ['-shared', '-s', '--gc-sections', '--build-id=none', '-o', out, ...objects])
}

/** Node-API's symbols are looked up when the file is loaded; arm64 runs only what is signed, if ad hoc. */
const linkMac =
  (architecture) =>
  ({ run, folder, objects, out }) => {
    const stub = join(folder, 'libSystem.tbd')
    writeFileSync(
      stub,
      `--- !tapi-tbd
tbd-version: 4
targets: [ arm64-macos, x86_64-macos ]
install-name: /usr/lib/libSystem.B.dylib
exports:
  - targets: [ arm64-macos, x86_64-macos ]
    symbols: [ dyld_stub_binder ]
...
`,
    )
    run('ld64.lld-19', [
      ...['-bundle', '-arch', architecture, '-platform_version', 'macos', '11.0', '11.0'],
      ...['-undefined', 'dynamic_lookup', '-adhoc_codesign', '-dead_strip', '-no_uuid', '-x'],
      ...['-o', out, ...objects, stub],
    ])
  }

/** Node-API's symbols come from node.exe, whose import library is made from the list of their names. */
function linkWindows({ run, headers, folder, objects, out }) {
  const names = ['js_native_api.def', 'node_api.def'].flatMap((name) =>
    readFileSync(join(headers, 'def', name), 'utf8')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => /^(napi|node_api)_\w+$/.test(line)),
  )
  const list = join(folder, 'node.def')
  const library = join(folder, 'node.lib')
  writeFileSync(list, ['LIBRARY node.exe', 'EXPORTS', ...new Set(names), ''].join('\n'))
  run('llvm-dlltool-19', ['-m', 'i386:x86-64', '-d', list, '-D', 'node.exe', '-l', library])
  run('lld-link-19', [
    ...['/dll', '/noentry', '/nodefaultlib', '/opt:ref', '/Brepro'],
    ...[`/out:${out}`, ...objects, library],
  ])
}

/** By `process.platform`-`process.arch`. */
export const targets = {
  'linux-x64': { triple: 'x86_64-linux-gnu', flags: ['-fPIC'], sets: x64, link: linkLinux },
  'linux-arm64': {
    triple: 'aarch64-linux-gnu',
    flags: ['-fPIC', '-mno-outline-atomics'],
    sets: arm64,
    link: linkLinux,
  },
  'darwin-x64': {
    triple: 'x86_64-apple-macosx11.0',
    flags: ['-fPIC', '-fno-stack-protector'],
    sets: x64,
    link: linkMac('x86_64'),
  },
  'darwin-arm64': {
    triple: 'arm64-apple-macosx11.0',
    flags: ['-fPIC', '-fno-stack-protector'],
    sets: arm64,
    link: linkMac('arm64'),
  },
  'win32-x64': { triple: 'x86_64-pc-windows-msvc', flags: [], sets: x64, link: linkWindows },
}
