#!/bin/sh
# Everything that is tried on headless-gl, by hand: `gl` compiles for three minutes. Fails where gl or a display is missing.
set -e
cd "$(dirname "$0")/../../.."
export LEVEN_HEADLESSGL=1
export NODE_PATH="$PWD/packages/backend-gpujs/.pack/headlessgl/node_modules"
xvfb-run -a node_modules/.bin/tsx --conditions=@leven/source packages/backend-gpujs/scripts/headlessgl.ts
xvfb-run -a node_modules/.bin/vitest run --project node test/gpujs-training.test.ts
