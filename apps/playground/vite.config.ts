import { defaultClientConditions, defineConfig, type Plugin } from 'vite'
import about from './package.json' with { type: 'json' }
import { sandboxedScript } from './sandboxed-script.ts'
import { uplotWithoutFormats } from './uplot-without-formats.ts'

/** What the built page may do: run its own scripts and WebAssembly, and nothing from elsewhere. */
const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "worker-src 'self'",
  // The sandbox of the learner's code; it has a policy and an origin of its own.
  "frame-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/** Writes the policy into the built page; Vite's development server needs inline styles. */
const contentSecurityPolicy: Plugin = {
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: policy },
      injectTo: 'head-prepend',
    },
  ],
}

export default defineConfig({
  // Works from any URL path.
  base: './',
  resolve: { conditions: ['@leven/source', ...defaultClientConditions] },
  build: {
    target: 'es2022',
    modulePreload: {
      polyfill: false,
      // What a later part imports is asked for once the part is there: to name it beforehand takes 0.8 kB of the first load.
      resolveDependencies: (_, parts, { hostType }) => (hostType === 'html' ? parts : []),
    },
    // A build within the build takes most of its time, as it should.
    rolldownOptions: {
      checks: { pluginTimings: false },
      // What the first load takes, in one: a file for each set of importers compresses worse.
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'session',
              test: /playground\/src\/(session\/(?!going-on|surveying|kept-code)|settings\/|data\/(?!worded)|learner\/rescaling-of|painting\/|controls\/(?!copy|dialog)|page\/(?!FaultNotice|announcements|spoken-summary|forced-colors|ShortcutsDialog|shortcuts\.css|staying-focus|below)|panels\/(transport|data\/(?!advice|SpiralAdvice)|network\/(?!editing)|result|cost\/(?!cost-chart)|score\/ScorePanel|learning|device\/(DeviceRegion|BackendChoice)|gallery\/(GalleryLink|gallery-link)|lessons\/(lesson-parts|LessonLinks)|sketch\/(tool|draw-parts)|keeping\/(keeping-parts|known)|csv\/(intake|table-parts|DropPlace)|write\/(WriteLink|WriteRegion|OwnCodePlace))|texts\/(isolated|languages?|numbers|page|transport|data|network|result|cost|score|learning|device-region|invitation)\.ts|training\/(backend-names|speedometer|score))|@preact\/|preact\/dist|node_modules\/comlink|packages\/tabular\/src\/(target|fit-|kinds|notation|read-targets|used-rows|encode|dates|statistics|cell|missing|encoder|table\.|number-cell|levels)|packages\/core\/src\/(network|errors|optimizer)/,
            },
          ],
        },
      },
    },
  },
  worker: {
    format: 'es',
    // What every worker begins with, in one; not the reference, which only some come to.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'learner',
              test: /core\/src\/(network|optimizer|workspace|learn|errors)\.ts|training\/fault-error\.ts|node_modules\/comlink/,
            },
          ],
        },
      },
    },
  },
  // Named here, since the scan for them takes JSX for React's.
  optimizeDeps: {
    noDiscovery: true,
    include: [
      ...Object.keys(about.dependencies).filter((name) => !name.startsWith('@leven/')),
      '@leven/backend-gpujs > gpu.js',
      'preact/hooks',
      'preact/jsx-dev-runtime',
      'preact/jsx-runtime',
    ],
  },
  plugins: [contentSecurityPolicy, sandboxedScript, uplotWithoutFormats],
})
