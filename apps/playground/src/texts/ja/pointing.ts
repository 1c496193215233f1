import type { PartTexts } from '../catalogue.ts'

/** The links of the diagram, in Japanese. */
export const pointing: PartTexts['pointing'] = {
  weights: '重み（矢印キーで一つずつ）',
  way: (from, to) => `${from} から ${to} へ`,
  hint: 'Escape で元の重みに戻ります。',
  tooLarge: (typed, most) =>
    `${typed} は、重みやバイアスで表せる範囲（0 から ${most} まで離れた値）を超えているため、値はそのままです。`,
}
