/** The column of time: play row, key, four price strips, and the lanes. Every chart has one axis and one cursor. */
import { KeyRow, PlayRow } from "./playRow";
import { Lanes, LanesFoot } from "./lanes";
import { Strip, stripOrder } from "./strips";

export { Lanes, Years } from "./lanes";
export { PlayRow } from "./playRow";
export { Strip, stripOrder } from "./strips";

export function TimeColumn() {
  const order = stripOrder();
  return (
    <section class="time-column" aria-label="Prices and time">
      <PlayRow />
      <KeyRow />
      {order.map((stage, index) => (
        <Strip key={stage} stage={stage} big={index === 0} />
      ))}
      <Lanes />
      <LanesFoot />
    </section>
  );
}
