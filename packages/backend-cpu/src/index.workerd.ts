// Workers on workerd (Cloudflare) compile no WebAssembly while they run: the kernels are imported compiled.
import kernels from './generated/kernels.wasm'
import { useCompiled } from './kernels.ts'

useCompiled(kernels)

export * from './index.ts'
