import { DropHint } from '../csv/DropHint.tsx'
import { WholePage } from '../embedding/WholePage.tsx'
import { HiddenParts, LessonPlace } from '../lessons/lesson-parts.tsx'
import { isShown, view } from '../settings/view.ts'
import { SharingRegion } from '../sharing/SharingRegion.tsx'
import { OwnCodeStrip } from '../write/OwnCodeStrip.tsx'
import { WriteRegion } from '../write/WriteRegion.tsx'
import { Announcer } from './Announcer.tsx'
import { CostPanel } from './CostPanel.tsx'
import { DataPanel } from './DataPanel.tsx'
import { DerivationRegion } from './DerivationRegion.tsx'
import { DeviceRegion } from './DeviceRegion.tsx'
import { Foot } from './Foot.tsx'
import { Header } from './Header.tsx'
import { LearningPanel } from './LearningPanel.tsx'
import { NetworkPanel } from './NetworkPanel.tsx'
import { Notices } from './Notices.tsx'
import { ResultPanel } from './ResultPanel.tsx'
import { ScorePanel } from './ScorePanel.tsx'
import { Transport } from './Transport.tsx'

/** The page. */
export function Page() {
  const { embed } = view.value
  return (
    <>
      {!embed && <Header />}
      <main class={embed && 'embedded'}>
        {embed && <h1 class="unseen">Leven</h1>}
        {isShown('transport') && <Transport />}
        <Notices />
        <OwnCodeStrip />
        <div class="board">
          <div class="guide">
            <LessonPlace />
            {isShown('data') && <DataPanel />}
          </div>
          {isShown('network') && <NetworkPanel />}
          {isShown('result') && <ResultPanel />}
          {isShown('cost') && <CostPanel />}
          {isShown('score') && <ScorePanel />}
          {isShown('learning') && <LearningPanel />}
        </div>
        {isShown('derivation') && <DerivationRegion />}
        {isShown('exercise') && <WriteRegion />}
        {isShown('files') && <SharingRegion />}
        {isShown('device') && <DeviceRegion />}
        {!embed && <HiddenParts />}
      </main>
      {embed ? <WholePage /> : <Foot />}
      <Announcer />
      <DropHint />
    </>
  )
}
