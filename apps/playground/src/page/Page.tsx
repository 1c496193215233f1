import { CostPanel } from '../panels/cost/CostPanel.tsx'
import { DropPlace } from '../panels/csv/DropPlace.tsx'
import { DataPanel } from '../panels/data/DataPanel.tsx'
import { DeviceRegion } from '../panels/device/DeviceRegion.tsx'
import { WholePage } from '../panels/embedding/WholePage.tsx'
import { LearningPanel } from '../panels/learning/LearningPanel.tsx'
import { HiddenParts, LessonPlace } from '../panels/lessons/lesson-parts.tsx'
import { NetworkPanel } from '../panels/network/NetworkPanel.tsx'
import { ResultPanel } from '../panels/result/ResultPanel.tsx'
import { ScorePanel } from '../panels/score/ScorePanel.tsx'
import { SharingRegion } from '../panels/sharing/SharingRegion.tsx'
import { Transport } from '../panels/transport/Transport.tsx'
import { OwnCodePlace } from '../panels/write/OwnCodePlace.tsx'
import { WriteRegion } from '../panels/write/WriteRegion.tsx'
import { isShown, view } from '../settings/view.ts'
import { Announcer } from './Announcer.tsx'
import { DerivationRegion } from './DerivationRegion.tsx'
import { Foot } from './Foot.tsx'
import { Header } from './Header.tsx'
import { Notices } from './Notices.tsx'

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
        <OwnCodePlace />
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
        {!embed?.some(isShown) && <HiddenParts />}
      </main>
      {embed ? <WholePage /> : <Foot />}
      <Announcer />
      <DropPlace />
    </>
  )
}
