import type { Catalogue } from '../catalogue.ts'

/** What is read below the board, in Japanese. */
export const reading: Pick<Catalogue, 'landscape' | 'about' | 'cardSearch'> = {
  landscape: {
    title: '損失地形',
    about:
      '今のネットワークの周りの訓練コスト（L2 を除く）です。地図の各点では二つの数値をずらし、その場所での全事例のコストをこのデバイスが計算します。色はコストの順位を表し、低いものから高いものへ変わります。線は学習の経路です。ほかの数値も動いているので、これは経路の影です。',
    over: '軸',
    numbers: '二つの重み',
    directions: '二つのランダムな方向',
    across: '横',
    up: '縦',
    seed: '方向のシード',
    weight: (from, to) => `${from}から${to}への重み`,
    bias: (of) => `${of}のバイアス`,
    layer: (number) => `第${number}層`,
    direction: (number) => `方向${number}`,
    surveying: 'コストを計算しています…',
    probeAcross: '点の横位置',
    probeUp: '点の縦位置',
    cost: (cost, across, up) => `横${across}、縦${up}でのコストは${cost}です。`,
    map: (across, up) => `横軸を${across}、縦軸を${up}とする訓練コスト。`,
    range: (lowest, here, highest) => `最低${lowest}、現在地${here}、最高${highest}。`,
    path: (moments, across, up) =>
      `学習は横${across}、縦${up}から始まり、保存された${moments}個の時点を経てここに来ました。`,
    noPath: '学習はまだ始まっていません。',
    wayOfRun: '学習の経路',
    low: '低いコスト',
    high: '高いコスト',
    more: (count) => `ほかの${count}個の数値は一覧にありません。`,
  },
  about: {
    title: 'Leven について',
    made: (version) => `Leven ${version}。著者は The Leven authors、MIT ライセンスです。`,
    address:
      '以下の文書は、ソースにあるまま（英語）このページに付属しています。ほかの場所からは何も取得しません。',
    cite: '引用',
    copyCitation: '引用をコピー',
    citation: '引用',
    documents: {
      notes: 'ノート: 導出、式 (1) から (18)',
      teaching: '教師向け: 十のレッスンの時間、質問と答え',
      readme: 'README（説明書）',
      learn: 'ソース: アルゴリズム（learn.ts）',
      reference: 'ソース: 算術（reference.ts）',
      backend: 'ソース: インターフェース（backend.ts）',
      licence: 'ライセンス',
    },
    loading: '読み込み中…',
  },
  cardSearch: {
    label: '導出を検索',
    hint: '例: 11、W[1]、残差',
    ofInstance: '一つの事例',
    ofBatch: 'バッチ',
    found: (count) => `${count}個の式`,
  },
}
